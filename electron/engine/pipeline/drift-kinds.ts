/** Which points of a site can have slow faults, and how each of them is judged. */
import type { Point } from '../../../shared/domain/point.ts'
import { unitQuantity } from '../../../shared/units.ts'
import { limitsOf } from '../analysis/quality/limits.ts'
import type { SignalKind } from '../analysis/quality/point-profile.ts'

/** A `rate` is a flow beside the count of the same meter: by itself nothing is said of it. */
export type DriftKind = 'sensor' | 'meter' | 'rate'

export interface SignalPoint {
  readonly point: Point
  readonly signal: SignalKind
}

/** Sensors of a quantity whose least error is known; meters of energy and power, flows. null = not judged. */
export const driftKindOf = (point: Point, signal: SignalKind): DriftKind | null => {
  const quantity = unitQuantity(point.units)
  if (signal === 'counter' || (signal === 'measured' && quantity === 'power')) return 'meter'
  if (signal === 'measured' && quantity === 'flow') return 'rate'
  return signal === 'measured' && quantity !== 'percent' && limitsOf(point.units).leastHalfWidth > 0 ? 'sensor' : null
}

/** Those that are judged; flows where a count of volume stands beside them, which air handlers' and rooms' do not. */
export const driftPointsOf = <Each extends SignalPoint>(points: readonly Each[]): Each[] => {
  const counted = new Set(points.filter(({ point, signal }) => signal === 'counter' && unitQuantity(point.units) === 'volume').map(({ point }) => point.deviceId))
  return points.filter(({ point, signal }) => {
    const kind = driftKindOf(point, signal)
    return kind !== null && (kind !== 'rate' || counted.has(point.deviceId))
  })
}
