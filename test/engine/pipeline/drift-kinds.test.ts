/** Which points have slow faults judged. */
import { describe, expect, it } from 'vitest'
import { signalByType } from '../../../electron/engine/analysis/quality/point-profile.ts'
import { driftKindOf, driftPointsOf } from '../../../electron/engine/pipeline/drift-kinds.ts'
import type { Point } from '../../../shared/domain/point.ts'
import { unitNumber } from '../../../shared/units.ts'

const made = (id: number, deviceId: number, unit: string): { readonly point: Point; readonly signal: ReturnType<typeof signalByType> } => {
  const point: Point = { id, deviceId, objectType: 0, objectInstance: id, name: `P${id}`, description: '', kind: 'analog', units: unitNumber(unit) ?? null, stateTexts: [], pollIntervalMs: 60_000 }
  return { point, signal: signalByType(point) }
}

describe('points that can have slow faults', () => {
  it('are sensors, meters, and flows', () => {
    const kinds = ['degreesCelsius', 'kilowattHours', 'kilowatts', 'cubicMeters', 'litersPerMinute', 'percent'].map((unit, i) => made(i, 1, unit)).map(({ point, signal }) => driftKindOf(point, signal))
    expect(kinds).toEqual(['sensor', 'meter', 'meter', 'meter', 'rate', null])
  })

  it('have no flows where no count of volume stands beside them', () => {
    const points = [made(1, 1, 'cubicMeters'), made(2, 1, 'litersPerMinute'), made(3, 2, 'litersPerSecond'), made(4, 2, 'degreesCelsius'), made(5, 3, 'kilowattHours'), made(6, 3, 'cubicMetersPerHour')]
    expect(driftPointsOf(points).map(({ point }) => point.id)).toEqual([1, 2, 4, 5])
  })
})
