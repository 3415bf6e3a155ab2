/** What of a charge on monthly peaks was saved, against figures worked by hand. */
import { describe, expect, it } from 'vitest'
import { demandSavings, type HoursAgainst } from '../../../../../electron/engine/analysis/energy/baseline/demand-savings.ts'

const HOUR_MS = 3_600_000
const [JAN, APR] = [Date.UTC(2025, 0, 1), Date.UTC(2025, 3, 1)]

/** Every hour 10 kWh measured and expected, but for the 100th of each month. */
const hoursOf = (fromMs: number, toMs: number, peak: (month: number) => readonly [measured: number, expected: number], gapOf?: number): HoursAgainst => {
  const startsMs = Float64Array.from({ length: (toMs - fromMs) / HOUR_MS }, (_, i) => fromMs + i * HOUR_MS)
  const at = (which: 0 | 1) => startsMs.map((startMs) => {
    const month = new Date(startMs).getUTCMonth()
    if (month === gapOf && new Date(startMs).getUTCDate() > 20) return Number.NaN
    return startMs - Date.UTC(2025, month, 1) === 100 * HOUR_MS ? peak(month)[which] : 10
  })
  return { startsMs, measured: at(0), expected: at(1) }
}
const billing = { localMs: (timeMs: number) => timeMs, fromMs: JAN, toMs: APR, chargeOf: () => 5, windowRatioOf: () => 1.1 }

describe('savings of a charge on monthly peaks', () => {
  it('raise what the model expects by what the months of the baseline peaked above it', () => {
    // Ratios 1.1, 1.2, 1.3: mean 1.2, standard deviation 0.1. Expected peaks of 50 come to 60; measured are 54.
    const baseline = hoursOf(JAN, APR, (month) => [100 + 10 * (month + 1), 100])
    const report = hoursOf(JAN, APR, () => [54, 50])
    const found = demandSavings(baseline, report, billing)
    expect(found).toMatchObject({ months: 3, learntFrom: 3 })
    expect(found?.cost).toBeCloseTo(3 * 5 * 1.1 * (60 - 54), 9)
    // t(90 %, 2) = 2.919986 (scipy.stats.t.ppf(0.95, 2)); each month's weight is 5 * 1.1 * 50 = 275.
    expect(found?.uncertainty).toBeCloseTo(2.919986 * 0.1 * Math.sqrt(3 * 275 ** 2 + (3 * 275) ** 2 / 3), 3)
  })

  it('leave out months that are known in part only, and are not told by fewer than three months', () => {
    const baseline = hoursOf(JAN, APR, () => [110, 100])
    expect(demandSavings(baseline, hoursOf(JAN, APR, () => [54, 50], 1), billing)?.months).toBe(2)
    expect(demandSavings(hoursOf(JAN, APR, () => [110, 100], 1), hoursOf(JAN, APR, () => [54, 50]), billing)).toBeNull()
    expect(demandSavings(baseline, { startsMs: new Float64Array(0), measured: new Float64Array(0), expected: new Float64Array(0) }, billing)).toBeNull()
  })
})
