/** Periods a baseline is fitted to: whole ones of the time asked for, known or not, with the weather of their hours. */
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../../../../electron/engine/analysis/calendar.ts'
import { meterPeriods } from '../../../../../electron/engine/analysis/energy/baseline/meter-periods.ts'
import { hourStartsOf, nextDayOf } from '../../../../../electron/engine/analysis/energy/meters/local-periods.ts'

const calendar = createCalendar('Europe/Berlin')
const HOUR_MS = 3_600_000
/** 2026-03-28 00:00, the day before clocks go forward. */
const FROM_MS = Date.UTC(2026, 2, 27, 23)

const weatherOf = (toMs: number, known: (hour: number) => boolean = () => true) => {
  const startsMs = Float64Array.from(hourStartsOf(FROM_MS, toMs, calendar))
  return { startsMs, temperature: startsMs.map((_, i) => (known(i) ? i : Number.NaN)), coverage: new Float64Array(startsMs.length).fill(1) }
}
const rowsOf = (startsMs: readonly number[], energy: (i: number) => number) => ({ startsMs: Float64Array.from(startsMs), energy: Float64Array.from(startsMs, (_, i) => energy(i)), coverage: new Float64Array(startsMs.length).fill(1) })
const daysFrom = (fromMs: number, count: number): number[] => {
  const days = [fromMs]
  while (days.length < count) days.push(nextDayOf(days.at(-1) as number, calendar))
  return days
}

describe('the periods of a meter', () => {
  it('are all that lie wholly in the time asked for: what has no row is not known and covers nothing', () => {
    const days = daysFrom(FROM_MS, 4)
    const periods = meterPeriods('day', rowsOf([days[0] as number, days[2] as number], (i) => 100 + i), weatherOf(FROM_MS + 96 * HOUR_MS), FROM_MS - HOUR_MS, (days[3] as number) + HOUR_MS, calendar)
    expect([...periods.startsMs]).toEqual(days.slice(0, 3))
    expect([...periods.energy]).toEqual([100, Number.NaN, 101])
    expect([...periods.coverage]).toEqual([1, 0, 1])
  })

  it('have the mean temperature of their hours, on a day of 23 hours too, where most of them are known', () => {
    const days = daysFrom(FROM_MS, 4)
    const periods = meterPeriods('day', rowsOf(days, () => 1), weatherOf(FROM_MS + 96 * HOUR_MS, (hour) => hour < 24 + 19 || hour >= 24 + 23), FROM_MS, days[3] as number, calendar)
    expect(periods.temperature[0]).toBeCloseTo(11.5, 9)
    expect(periods.temperature[1]).toBeCloseTo(24 + 9, 9)
    const fewer = meterPeriods('day', rowsOf(days, () => 1), weatherOf(FROM_MS + 96 * HOUR_MS, (hour) => hour < 24 + 17 || hour >= 24 + 23), FROM_MS, days[3] as number, calendar)
    expect(fewer.temperature[1]).toBeNaN()
  })

  it('of hours are 23 on the day clocks go forward', () => {
    const starts = hourStartsOf(FROM_MS, FROM_MS + 47 * HOUR_MS, calendar)
    const periods = meterPeriods('hour', rowsOf(starts, (i) => i), weatherOf(FROM_MS + 48 * HOUR_MS), FROM_MS, FROM_MS + 47 * HOUR_MS, calendar)
    expect(periods.startsMs).toHaveLength(47)
    expect(periods.energy[46]).toBe(46)
    expect(periods.temperature[46]).toBe(46)
  })

  it('of months are made of the days that are known, so that a missing day makes no low month', () => {
    const days = daysFrom(Date.UTC(2026, 3, 30, 22), 31)
    const weather = { startsMs: Float64Array.from(hourStartsOf(days[0] as number, (days[30] as number) + 24 * HOUR_MS, calendar)), temperature: new Float64Array(744).fill(12), coverage: new Float64Array(744).fill(1) }
    const periods = meterPeriods('month', rowsOf(days, (i) => (i === 9 ? Number.NaN : 50)), weather, days[0] as number, (days[30] as number) + 24 * HOUR_MS, calendar)
    expect(periods.startsMs).toHaveLength(1)
    expect([periods.energy[0], periods.units[0], periods.temperature[0]]).toEqual([1_500, 30, 12])
  })
})
