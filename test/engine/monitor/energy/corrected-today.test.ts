/** Today corrected for one meter and for several as one sum. */
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../../../electron/engine/analysis/calendar.ts'
import { hourStartsOf } from '../../../../electron/engine/analysis/energy/meters/local-periods.ts'
import { learnCorrection } from '../../../../electron/engine/analysis/forecast/day-correction.ts'
import { errorPathsOf } from '../../../../electron/engine/analysis/forecast/error-paths.ts'
import { correctedToday } from '../../../../electron/engine/monitor/energy/forecast/corrected-today.ts'
import type { EnergyRows } from '../../../../electron/engine/store/tables/energy-periods-table.ts'
import type { KeptForecastRow } from '../../../../electron/engine/store/tables/forecasts-table.ts'
import { seededRandom } from '../../../../shared/random.ts'

const HOUR_MS = 3_600_000
const calendar = createCalendar('Europe/Berlin')
const DAYS = 60
/** Days whose hours keep nine tenths of the miss of the hour before. */
const errors = (() => {
  const random = seededRandom(5)
  const all = new Float64Array(DAYS * 24)
  for (let i = 0; i < all.length; i += 1) all[i] = (i % 24 === 0 ? 0 : 0.9 * all[i - 1]!) + (random() - 0.5) * 10
  return errorPathsOf(Int32Array.from({ length: DAYS }, (_, i) => 20_000 + i), all)
})()
const correction = learnCorrection(errors)

const dayFrom = (fromMs: number, toMs: number): KeptForecastRow => {
  const startsMs = Float64Array.from(hourStartsOf(fromMs, toMs, calendar))
  const flat = new Float32Array(startsMs.length).fill(100)
  return { subject: 'meter:1', fromMs, madeAtMs: fromMs, afterwards: false, basis: { version: 'forecast-3' } as KeptForecastRow['basis'], days: [], startsMs, expected: flat, low: flat, high: flat }
}
/** Hours 0 to `count` of a day, each of `energy`. */
const hours = (fromMs: number, count: number, energy: number, coverage = 1): EnergyRows => ({
  startsMs: Float64Array.from({ length: count }, (_, i) => fromMs + i * HOUR_MS), energy: new Float64Array(count).fill(energy), peak: new Float64Array(count), peakAtMs: new Float64Array(count),
  coverage: new Float64Array(count).fill(coverage), quality: new Uint8Array(count),
})

/** 2026-02-10 and, with 23 hours, 2026-03-29. */
const FROM_MS = Date.UTC(2026, 1, 9, 23)
const row = dayFrom(FROM_MS, FROM_MS + 24 * HOUR_MS)
const at = (hour: number): number => FROM_MS + hour * HOUR_MS + 20 * 60_000

describe('today, corrected', () => {
  it('adds up what was measured and what is left, with what holds the whole day nine times of ten', () => {
    const today = correctedToday(row, errors, correction, [hours(FROM_MS, 10, 115)], at(10), calendar)
    expect(today?.startsMs).toHaveLength(14)
    const left = today?.clockHours.reduce((sum, hour) => sum + (today.clock.expected[hour] as number), 0) ?? 0
    expect(left).toBeGreaterThan(14 * 103)
    expect(today?.energy).toBeCloseTo(1_150 + left, 6)
    expect(today?.energyLow).toBeLessThan(today?.energy ?? 0)
    expect(today?.energyHigh).toBeGreaterThan(today?.energy ?? Infinity)
    // What is over is certain: later in the day the whole is held closer.
    const evening = correctedToday(row, errors, correction, [hours(FROM_MS, 20, 115)], at(20), calendar)
    expect((evening?.energyHigh ?? 0) - (evening?.energyLow ?? 0)).toBeLessThan(0.5 * ((today?.energyHigh ?? 0) - (today?.energyLow ?? 0)))
  })

  it('corrects a sum by hours that all of its meters measured', () => {
    const one = correctedToday(row, errors, correction, [hours(FROM_MS, 10, 115)], at(10), calendar)
    const two = correctedToday(row, errors, correction, [hours(FROM_MS, 10, 75), hours(FROM_MS, 10, 40)], at(10), calendar)
    expect(two?.clock.expected).toEqual(one?.clock.expected)
    // The second one stopped three hours ago: these hours are not known of the sum, and count as forecast.
    const partly = correctedToday(row, errors, correction, [hours(FROM_MS, 10, 75), hours(FROM_MS, 7, 40)], at(10), calendar)
    expect(partly?.energy).toBeCloseTo(7 * 115 + 3 * 100 + (partly?.clockHours.reduce((sum, hour) => sum + (partly.clock.expected[hour] as number), 0) ?? 0), 6)
    expect(correctedToday(row, errors, correction, [hours(FROM_MS, 10, 75), hours(FROM_MS, 10, 40, 0.5)], at(10), calendar)).toBeNull()
  })

  it('has 23 hours on the day clocks go forward', () => {
    const fromMs = Date.UTC(2026, 2, 28, 23)
    const short = correctedToday(dayFrom(fromMs, fromMs + 23 * HOUR_MS), errors, correction, [hours(fromMs, 9, 100)], fromMs + 9 * HOUR_MS, calendar)
    expect(short?.clock.fromHour).toBe(10)
    expect(short?.startsMs).toHaveLength(14)
    expect(short?.startsMs[0]).toBe(fromMs + 9 * HOUR_MS)
    expect(short?.energy).toBeCloseTo(2_300, 0)
  })
})
