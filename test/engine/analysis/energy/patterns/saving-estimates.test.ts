/** How sure what could be saved is, and what it costs by the hour. */
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../../../../electron/engine/analysis/calendar.ts'
import { quantileMargin } from '../../../../../electron/engine/analysis/energy/patterns/comparable.ts'
import { savingHours, weightedMean } from '../../../../../electron/engine/analysis/energy/patterns/saving-hours.ts'
import { yearUncertainty } from '../../../../../electron/engine/analysis/energy/patterns/year-uncertainty.ts'
import { byHourOfWeek, weekPrices } from '../../../../../electron/engine/analysis/energy/tariff/week-prices.ts'
import type { Tariff } from '../../../../../shared/domain/tariff.ts'
import { seededRandom } from '../../../../../shared/random.ts'

const HOUR_MS = 3_600_000
const calendar = createCalendar('Europe/Berlin')

describe('the uncertainty of a year of waste', () => {
  it('is that of days that scatter and of days that are alike', () => {
    // Computed with numpy and scipy.stats.t: 20 nights of 2 of 5, r = 0 and the runs' r.
    const single = Array.from({ length: 20 }, (_, i) => (i % 5 < 2 ? 300 : 0))
    const runs = Array.from({ length: 20 }, (_, i) => (i < 8 ? 300 : 0))
    expect(yearUncertainty(single, 365)).toBeCloseTo(2_120.123, 1)
    expect(yearUncertainty(runs, 365)).toBeCloseTo(19_802.119, 1)
    expect(yearUncertainty(runs, 182.5)).toBeCloseTo(33_873.572, 1)
    expect(yearUncertainty(Array.from({ length: 30 }, () => 0), 365)).toBe(0)
    expect(yearUncertainty([5], 365)).toBe(0)
  })

  it('holds the year to come nine times of ten', () => {
    const random = seededRandom(11)
    const night = (): number => (random() < 0.3 ? 200 + 100 * random() : 0)
    let inside = 0
    for (let run = 0; run < 400; run += 1) {
      const seen = Array.from({ length: 60 }, night)
      const year = Array.from({ length: 365 }, night).reduce((sum, each) => sum + each, 0)
      // Of so few days the unseen seasons would widen it: told as if the year had been seen, and scaled.
      const half = yearUncertainty(seen, 60)
      const season = 1.6449 * 0.2 * (1 - 60 / 365) * (seen.reduce((sum, each) => sum + each, 0) / 60) * 365
      const scatter = Math.sqrt(half ** 2 - season ** 2)
      inside += Math.abs((seen.reduce((sum, each) => sum + each, 0) * 365) / 60 - year) <= scatter ? 1 : 0
    }
    expect(inside / 400).toBeGreaterThan(0.86)
    expect(inside / 400).toBeLessThan(0.97)
  })

  it('of a quantile lies between order statistics', () => {
    // n = 24, a quarter: ranks 6 - 3.49 and 6 + 3.49, that is the 2nd and the 10th.
    expect(quantileMargin(Array.from({ length: 24 }, (_, i) => i + 1), 0.25)).toBe(3.5)
    expect(quantileMargin([1, 2, 3], 0.25)).toBeNaN()
  })
})

const use = { fromMinute: 420, toMinute: 1080 }
const patterns = { occupied: [use, use, use, use, use, null, null], startUp: null }

describe('the hours a finding saves in', () => {
  const flat = new Float64Array(168).fill(1)
  const countOf = (weights: Float64Array): number => weights.filter((weight) => weight > 0).length

  it('are nights of working days, days off, mornings, all hours', () => {
    // 0 to 5 h and 19 to 23 h.
    expect(countOf(savingHours('night', patterns, flat))).toBe(5 * 11)
    expect(savingHours('night', patterns, flat)[6]).toBe(0)
    expect(countOf(savingHours('daysOff', patterns, flat))).toBe(48)
    const startUp = { days: 100, fromMinute: 270, minutesToPlateau: 0, lateMinute: 420, earlyDays: 60, earlyEnergy: 1, uncertaintyYear: 1, worst: [] }
    expect([...savingHours('earlyStart', { ...patterns, startUp }, flat).subarray(0, 8)]).toEqual([0, 0, 0, 0, 30, 60, 60, 0])
    expect(countOf(savingHours('baseLoadDrift', patterns, flat))).toBe(168)
    const usage = flat.map((_, at) => at)
    expect(savingHours('aboveBaseline', patterns, usage)).toEqual(usage)
    expect(savingHours('night', { occupied: null, startUp: null }, usage)).toEqual(usage)
  })

  it('are priced by the version in force, times of use and the mix of the year counted', () => {
    const version = { validFrom: '2025-06-01', price: 0.1, holidaysAsSundays: false, demandCharge: 9, standingCharge: 40, kwhPerM3: null, co2KgPerUnit: null, co2Source: '' }
    const day = { name: 'Day', price: 0.3, weekdays: [0, 1, 2, 3, 4], months: [], fromMinute: 480, toMinute: 1200 }
    const tariff = { id: 1, name: 'Power', medium: 'electricity', measure: 'energy', currency: 'EUR', meterIds: [], versions: [{ ...version, validFrom: '2020-01-01', price: 9, periods: [] }, { ...version, periods: [day] }] } as unknown as Tariff
    const toMs = Date.UTC(2026, 0, 31, 23)
    const work = weekPrices(tariff, 'energy', toMs - 365 * 24 * HOUR_MS, toMs, { calendar, isHoliday: () => false })
    let step = work.next()
    while (step.done !== true) step = work.next()
    const week = step.value as Float64Array
    expect(week[7]).toBeCloseTo(0.1, 9)
    expect(week[8]).toBeCloseTo(0.3, 9)
    expect(week[5 * 24 + 12]).toBeCloseTo(0.1, 9)
    // One of the eleven hours of a night, 19 h, is dear: 0.1 + 0.2 / 11.
    expect(weightedMean(week, savingHours('night', patterns, new Float64Array(168)))).toBeCloseTo(0.1 + 0.2 / 11, 9)
    expect(weightedMean(week, new Float64Array(168))).toBeNaN()
    expect(weekPrices({ ...tariff, versions: [] }, 'energy', 0, toMs, { calendar, isHoliday: () => false }).next()).toEqual({ done: true, value: null })
  })

  it('of the week are those of the local clock', () => {
    // Monday 2026-02-02, 00:00 in Berlin.
    const { sums, counts } = byHourOfWeek(Float64Array.of(Date.UTC(2026, 1, 1, 23), Date.UTC(2026, 1, 8, 23), Date.UTC(2026, 1, 2)), Float64Array.of(3, 4, Number.NaN), calendar)
    expect([sums[0], counts[0], counts[1]]).toEqual([7, 2, 0])
  })
})
