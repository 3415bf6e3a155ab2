/** The highest window of a day: from hours to windows, with what the day has shown. */
import { describe, expect, it } from 'vitest'
import type { ErrorPaths } from '../../../../electron/engine/analysis/forecast/error-paths.ts'
import { exceedanceOfDay, medianRatio, windowRatiosOf } from '../../../../electron/engine/analysis/forecast/peak-outlook.ts'

/** Nine working days, each of which erred by the same number of kW at all hours: -4 to 4. */
const ERRORS: ErrorPaths = {
  scales: new Float64Array(48).fill(1), low: -4, high: 4, kinds: new Uint8Array(9),
  paths: Float64Array.from({ length: 9 * 24 }, (_, i) => Math.floor(i / 24) - 4),
}
/** A Monday with 100 kW from 8 to 16, 20 kW otherwise. */
const MONDAY = 20_458
const EXPECTED = Float64Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 16 ? 100 : 20))
const MORNING = { fromHour: 0, highest: Number.NaN }

describe('the highest window of a day', () => {
  it('goes over a limit as often as past errors say', () => {
    // Above 101.5: the errors 2, 3 and 4, and a half of one more, of nine and one.
    expect(exceedanceOfDay(ERRORS, EXPECTED, MONDAY, 1, 101.5, [1], MORNING)).toBeCloseTo(0.35, 10)
    expect(exceedanceOfDay(ERRORS, EXPECTED, MONDAY, 1, 90, [1], MORNING)).toBeCloseTo(0.95, 10)
  })

  it('is higher than its highest hour, by the ratios of other days', () => {
    // Windows are 4 % higher on half of the days: the limit is 101.5 or 97.6 for the hour.
    expect(exceedanceOfDay(ERRORS, EXPECTED, MONDAY, 1, 101.5, [1, 1.04], MORNING)).toBeCloseTo((0.35 + 0.75) / 2, 10)
  })

  it('threatens no more when its hours are over, and is certain once it was measured', () => {
    expect(exceedanceOfDay(ERRORS, EXPECTED, MONDAY, 1, 90, [1], { fromHour: 16, highest: 85 })).toBeCloseTo(0.05, 10)
    expect(exceedanceOfDay(ERRORS, EXPECTED, MONDAY, 1, 90, [1], { fromHour: 24, highest: 85 })).toBe(0)
    expect(exceedanceOfDay(ERRORS, EXPECTED, MONDAY, 1, 90, [1], { fromHour: 10, highest: 91 })).toBe(1)
  })
})

describe('the ratio of window to hour', () => {
  it('is told by deciles of the days, without what cannot be', () => {
    const hours = Array.from({ length: 12 }, () => 50)
    const windows = [50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 400, Number.NaN]
    const ratios = windowRatiosOf(windows, hours)
    expect(ratios).toHaveLength(9)
    expect(medianRatio(ratios)).toBeCloseTo(1.09, 10)
    expect(Math.max(...ratios)).toBeLessThan(1.2)
  })

  it('is one while few days are known', () => {
    expect(windowRatiosOf([60, 60], [50, 50])).toEqual([1])
  })
})
