/** The gate's rules for a point, from what it is and what was learnt of it. */
import type { Point } from '../../../../shared/domain/point.ts'
import type { GateRules } from './gate.ts'
import { isZeroSuspicious, limitsOf } from './limits.ts'
import { isSensorInput, signalByType, type PointProfile } from './point-profile.ts'

const MULTI_STATE_TYPES: ReadonlySet<number> = new Set([13, 14, 19])

export const gateRulesOf = (point: Point, profile: PointProfile | null): GateRules => {
  const signal = profile?.signal ?? signalByType(point)
  const analog = point.kind === 'analog'
  return {
    limits: limitsOf(analog ? point.units : null),
    profile,
    flat: signal === 'measured' && isSensorInput(point),
    zeroIsSuspicious: analog && isSensorInput(point) && isZeroSuspicious(point.units),
    moves: signal === 'measured' && analog,
    states: MULTI_STATE_TYPES.has(point.objectType) ? point.stateTexts.length : 0,
  }
}
