/** Figures of equipment and who stands out: values worked out by hand, and those of Iglewicz and Hoaglin's rule by NumPy. */
import { describe, expect, it } from 'vitest'
import { memberFigures, type GriddedRole } from '../../../../electron/engine/analysis/benchmark/member-figures.ts'
import { robustScores } from '../../../../electron/engine/analysis/benchmark/robust-scores.ts'
import { alertShares } from '../../../../electron/engine/monitor/correlation/alert-shares.ts'
import type { Alert } from '../../../../shared/domain/alert.ts'

const N = Number.NaN
const HOUR_MS = 3_600_000
const gridded = (role: GriddedRole['role'], ...values: number[]): GriddedRole => ({ role, values: Float64Array.from(values) })
const valueOf = (points: readonly GriddedRole[], id: Parameters<ReturnType<typeof memberFigures>['get']>[0]): number | undefined => memberFigures(points, HOUR_MS).get(id)?.value

describe('figures of an equipment', () => {
  it('tell the mean distance from the set-point', () => {
    expect(valueOf([gridded('zone_air_temp', 20, 22, 24, N), gridded('zone_temp_sp', 21, 21, 21, 21)], 'zoneDeviation')).toBeCloseTo(5 / 3, 12)
    expect(valueOf([gridded('zone_air_temp', 20, 22, 24, N)], 'zoneMean')).toBe(22)
  })

  it('count nothing between heating and cooling set-points', () => {
    const points = [gridded('zone_air_temp', 18, 22, 27, 23), gridded('zone_heating_temp_sp', 20, 20, 20, 20), gridded('zone_cooling_temp_sp', 25, 25, 25, 25)]
    expect(valueOf(points, 'zoneDeviation')).toBe((2 + 0 + 2 + 0) / 4)
    expect(valueOf(points.slice(0, 2), 'zoneDeviation')).toBe(2 / 4)
  })

  it('look at supply air only while the fan runs', () => {
    const points = [gridded('supply_air_temp', 16, 17, 30, 30), gridded('supply_air_temp_sp', 16, 16, 16, 16), gridded('fan_status', 1, 1, 0, N)]
    expect(valueOf(points, 'supplyDeviation')).toBe(0.5)
    expect(valueOf(points, 'supplyMean')).toBe(16.5)
  })

  it('tell run hours and starts a day, by the status before the command', () => {
    const points = [gridded('fan_cmd', 1, 1, 1, 1), gridded('fan_status', 0, 1, 0, 1)]
    expect(valueOf(points, 'runHours')).toBe(12)
    expect(valueOf(points, 'starts')).toBe((2 / 3) * 24)
    expect(valueOf(points.slice(0, 1), 'runHours')).toBe(24)
  })

  it('tell the way of all valves a day, and nothing across a gap', () => {
    expect(valueOf([gridded('cooling_valve', 0, 10, 10, 0), gridded('heating_valve', 0, N, 100, 90)], 'valveTravel')).toBeCloseTo((20 / 3) * 24 + 10 * 24, 9)
    expect(valueOf([gridded('damper_position', 5, 5, 5)], 'damperTravel')).toBe(0)
  })

  it('are not told of what was read too seldom, or has no such points', () => {
    expect(memberFigures([{ role: 'zone_air_temp', values: Float64Array.from({ length: 100 }, (_, i) => (i < 5 ? 21 : N)) }], HOUR_MS).size).toBe(0)
    expect(memberFigures([gridded('co2', 600, 700)], HOUR_MS).size).toBe(0)
  })
})

describe('who stands out', () => {
  it('is told by the median and its deviations, whatever the outlier does to the mean', () => {
    const { median, scores, lowerQuartile, upperQuartile } = robustScores(Float64Array.of(1, 2, 3, 4, 50, N), 0)
    expect([median, lowerQuartile, upperQuartile]).toEqual([3, 2, 4])
    expect(scores[4]).toBeCloseTo(47 / 1.482_602_218_505_602, 9)
    expect(scores[0]).toBeCloseTo(-2 / 1.482_602_218_505_602, 9)
    expect(scores[5]).toBeNaN()
  })

  it('is told where more than half are equal too', () => {
    // Mean absolute deviation 6 / 6 = 1, times the root of pi / 2.
    expect(robustScores(Float64Array.of(5, 5, 5, 5, 5, 11), 0).scores[5]).toBeCloseTo(6 / 1.253_314_137_315_500_3, 9)
  })

  it('is nobody among fewer than five, nor by a difference that is none', () => {
    expect([...robustScores(Float64Array.of(1, 2, 3, 99), 0).scores]).toEqual([N, N, N, N])
    expect(Math.abs(robustScores(Float64Array.of(21, 21, 21, 21, 21.05), 0.1).scores[4] as number)).toBeLessThan(1)
  })
})

describe('the share of time in alert', () => {
  const alert = (pointId: number | null, startedAtMs: number, clearedAtMs: number | null): Alert => ({ pointId, deviceId: 1, startedAtMs, clearedAtMs, evidence: [], title: { key: 'x' }, explanation: [] }) as unknown as Alert

  it('counts what overlaps once, and only what is inside the period', () => {
    const alerts = [alert(5, -50, 20), alert(6, 10, 40), alert(5, 90, null), alert(9, 0, 100)]
    expect(alertShares([{ deviceId: 1, name: 'AHU-1', pointIds: [5, 6] }, { deviceId: 1, name: 'AHU-2', pointIds: [7] }], alerts, 0, 100)).toEqual([0.5, 0])
  })
})
