/** Forecasts of meters: what they find, how sure they are, and that no past is too odd for them. */
import { describe, expect, it } from 'vitest'
import { dayMatrixOf, fillGaps, HOURS_A_DAY, weekdayOf } from '../../../../electron/engine/analysis/forecast/day-matrix.ts'
import { exceedanceOf } from '../../../../electron/engine/analysis/forecast/error-paths.ts'
import { fitForecast, forecastDays, refreshForecast } from '../../../../electron/engine/analysis/forecast/forecast.ts'
import type { Past } from '../../../../electron/engine/analysis/forecast/forecast-types.ts'
import { MONDAY, officeLoad } from './generated-load.ts'

const pastOf = (values: Float64Array): Past => ({ matrix: dayMatrixOf(values, MONDAY), weather: null })
/** Root mean square of the differences. */
const off = (a: Float64Array, b: Float64Array): number => Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0) / a.length)

// Real fits: a busy machine takes its time.
describe('a forecast', { timeout: 60_000 }, () => {
  it('finds the week of an office within some noise, a whole week ahead, weekend and all', () => {
    const truth = officeLoad(127, 0)
    const past = pastOf(officeLoad(120, 2))
    const week = forecastDays(fitForecast(past), past, 7)
    expect(week.map(({ day }) => weekdayOf(day))).toEqual([1, 2, 3, 4, 5, 6, 0])
    for (const [ahead, { expected }] of week.entries()) expect(off(expected, truth.slice((120 + ahead) * HOURS_A_DAY, (121 + ahead) * HOURS_A_DAY))).toBeLessThan(6)
    expect(week[0]!.peakHour).toBe(14)
    expect(week[0]!.expected[14]).toBe(Math.max(...week[0]!.expected))
  })

  it('has a band that holds about nine of ten hours to come, and wider ones further ahead', () => {
    let [inside, hours] = [0, 0]
    for (let seed = 1; seed <= 6; seed += 1) {
      const all = officeLoad(121, 4, seed)
      const past = pastOf(all.slice(0, 114 * HOURS_A_DAY))
      const week = forecastDays(fitForecast(past), past, 7)
      for (const [ahead, { low, high }] of week.entries()) {
        for (let hour = 0; hour < HOURS_A_DAY; hour += 1) {
          const value = all[(114 + ahead) * HOURS_A_DAY + hour]!
          inside += value >= low[hour]! && value <= high[hour]! ? 1 : 0
          hours += 1
        }
      }
      expect(week[4]!.high[3]! - week[4]!.low[3]!).toBeGreaterThan(week[0]!.high[3]! - week[0]!.low[3]!)
    }
    expect(inside / hours).toBeGreaterThan(0.85)
    expect(inside / hours).toBeLessThan(0.98)
  })

  it('says how likely a limit is passed: hardly far above, nearly surely far below, and about evenly at the expected peak', () => {
    const past = pastOf(officeLoad(120, 4))
    const [day] = forecastDays(fitForecast(past), past, 1)
    expect(exceedanceOf(day!.peaks, 200)).toBeLessThan(0.05)
    expect(exceedanceOf(day!.peaks, 50)).toBeGreaterThan(0.95)
    expect(Math.abs(exceedanceOf(day!.peaks, day!.peak) - 0.5)).toBeLessThan(0.1)
    // The highest of 24 uncertain hours is higher than the highest expected one.
    expect(day!.peak).toBeGreaterThan(80)
  })

  it('is the same for the same past, and after its model was kept as text and read again', () => {
    const past = pastOf(officeLoad(90, 3))
    const model = fitForecast(past)
    expect(forecastDays(fitForecast(past), past, 2)).toEqual(forecastDays(model, past, 2))
  })

  it('takes new days in without comparing anew', () => {
    const all = officeLoad(130, 3)
    const model = fitForecast(pastOf(all.slice(0, 100 * HOURS_A_DAY)))
    const past = pastOf(all)
    const fresh = refreshForecast(model, past)
    expect(fresh).toMatchObject({ days: 130, comparedAtDays: 100, members: model.members.map(({ method }) => ({ method })) })
    expect(fresh.members.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9)
    expect(off(forecastDays(fresh, past, 1)[0]!.expected, officeLoad(131, 0).slice(130 * HOURS_A_DAY))).toBeLessThan(3)
  })

  it('follows a new level sooner than its members do, which are still learning from the old one', () => {
    const all = officeLoad(110, 2).map((value, i) => (i < 100 * HOURS_A_DAY ? value : value + 20))
    let model = fitForecast(pastOf(all.slice(0, 100 * HOURS_A_DAY)))
    let [corrected, before] = [0, 0]
    for (let days = 103; days < 110; days += 1) {
      const past = pastOf(all.slice(0, days * HOURS_A_DAY))
      model = refreshForecast(model, past, 1)
      const of = (each: typeof model): number => off(forecastDays(each, past, 1)[0]!.expected, all.slice(days * HOURS_A_DAY, (days + 1) * HOURS_A_DAY))
      corrected += of(model)
      before += of({ ...model, recent: null })
    }
    expect(corrected).toBeLessThan(before * 0.97)
  })

  it('forgets what it said before a gap of months', () => {
    const all = officeLoad(200, 2)
    const model = refreshForecast(fitForecast(pastOf(all.slice(0, 100 * HOURS_A_DAY))), pastOf(all))
    expect(model.recent).toMatchObject({ firstDay: MONDAY + 200 - 56 })
    expect(model.recent?.members.map(({ values }) => values.length)).toEqual([56 * HOURS_A_DAY, 56 * HOURS_A_DAY])
  })

  it('is the same however often a model takes the same days in', () => {
    const all = officeLoad(130, 3)
    const past = pastOf(all)
    const once = refreshForecast(fitForecast(pastOf(all.slice(0, 100 * HOURS_A_DAY))), past)
    expect(refreshForecast(refreshForecast(once, past, 1), past)).toEqual(once)
    expect(forecastDays(refreshForecast(once, past), past, 7)).toEqual(forecastDays(once, past, 7))
  })

  it.each([
    ['one day', officeLoad(1, 1)],
    ['five days', officeLoad(5, 1)],
    ['three weeks', officeLoad(21, 1)],
    ['seven weeks', officeLoad(49, 1)],
    ['a meter that stands at zero', new Float64Array(90 * HOURS_A_DAY)],
    ['a constant', new Float64Array(90 * HOURS_A_DAY).fill(12)],
    ['nothing measured at all', new Float64Array(40 * HOURS_A_DAY).fill(Number.NaN)],
    ['one measured hour', new Float64Array(40 * HOURS_A_DAY).fill(Number.NaN).fill(3, 500, 501)],
    ['a single wild hour', officeLoad(90, 1).fill(1e9, 1_000, 1_001)],
    ['half of the hours missing', officeLoad(90, 1).map((value, i) => (i % 2 === 0 ? value : Number.NaN))],
    ['a gap of three weeks before today', officeLoad(90, 1).fill(Number.NaN, 69 * HOURS_A_DAY)],
  ])('of %s is finite and never negative', (_, values) => {
    const past = pastOf(values)
    for (const { expected, peak, peakHour } of forecastDays(fitForecast(past), past, 7)) {
      for (const value of expected) {
        expect(Number.isFinite(value)).toBe(true)
        expect(value).toBeGreaterThanOrEqual(0)
      }
      expect(Number.isFinite(peak)).toBe(true)
      expect(peakHour).toBeGreaterThanOrEqual(0)
      expect(peakHour).toBeLessThan(HOURS_A_DAY)
    }
  })

  it('of a single wild hour is near that without it', () => {
    const past = pastOf(officeLoad(90, 1).fill(1e9, 1_000, 1_001))
    expect(off(forecastDays(fitForecast(past), past, 1)[0]!.expected, officeLoad(91, 0).slice(90 * HOURS_A_DAY))).toBeLessThan(2)
  })

  it('of a meter that gives back at noon goes below zero where that is usual', () => {
    const values = officeLoad(90, 1).map((value, i) => (i % HOURS_A_DAY >= 11 && i % HOURS_A_DAY <= 13 ? -value : value))
    const past = pastOf(values)
    expect(forecastDays(fitForecast(past), past, 1)[0]!.expected[12]).toBeLessThan(-10)
  })

  it('knows nothing of its errors in the first days, and says so', () => {
    const past = pastOf(officeLoad(5, 1))
    const model = fitForecast(past)
    expect(model).toMatchObject({ errors: null, origins: 0, scores: [] })
    expect(forecastDays(model, past, 1)[0]!.low.every((value) => Number.isNaN(value))).toBe(true)
  })

  it('tells how each method did on the last weeks, the learning ones better than the plain on a load that yesterday decides', () => {
    const values = officeLoad(150, 0.5).map((value, i) => value * (1 + 0.3 * Math.sin(Math.floor(i / HOURS_A_DAY) / 3)))
    const { scores, origins } = fitForecast(pastOf(values))
    expect(origins).toBe(50)
    expect(scores.map(({ method }) => method)).toEqual(['weeklyProfile', 'seasonalSmoothing', 'dailyRidge', 'boosting'])
    const of = Object.fromEntries(scores.map(({ method, wape }) => [method, wape]))
    expect(of['dailyRidge']).toBeLessThan(of['weeklyProfile']! / 2)
    expect(scores.reduce((sum, { used }) => sum + used, 0)).toBeCloseTo(1, 9)
  })
})

describe('gaps of the past', () => {
  it('are filled from the week before, else the day before, and nothing that was measured changes', () => {
    const values = officeLoad(20, 0)
    const holed = values.slice().fill(Number.NaN, 10 * HOURS_A_DAY, 12 * HOURS_A_DAY)
    expect(fillGaps(holed)).toEqual(values)
    expect([...fillGaps(Float64Array.of(Number.NaN, 4, Number.NaN))]).toEqual([4, 4, 4])
  })
})
