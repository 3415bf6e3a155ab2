/** Hours of the local clock where clocks change. */
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../../../electron/engine/analysis/calendar.ts'
import { hoursOfDay, toLocalDays } from '../../../../electron/engine/analysis/forecast/local-hours.ts'

const HOUR_MS = 3_600_000
const calendar = createCalendar('Europe/Berlin')

describe('hours of the local clock', () => {
  it('have none at two where clocks leap, and the mean of both where they repeat', () => {
    const spring = Date.UTC(2026, 2, 28, 23)
    const starts = Float64Array.from({ length: 23 }, (_, i) => spring + i * HOUR_MS)
    const day = toLocalDays(starts, starts.map((_, i) => i), calendar, calendar.dayOf(spring), 1)
    expect(Array.from(day.subarray(0, 5))).toEqual([0, 1, Number.NaN, 2, 3])
    const autumn = Date.UTC(2026, 9, 24, 22)
    const long = Float64Array.from({ length: 25 }, (_, i) => autumn + i * HOUR_MS)
    expect(Array.from(toLocalDays(long, long.map((_, i) => i), calendar, calendar.dayOf(autumn), 1).subarray(0, 5))).toEqual([0, 1, 2.5, 4, 5])
  })

  it('become 23 and 25 hours of a day again', () => {
    const spring = Date.UTC(2026, 2, 28, 23)
    expect(hoursOfDay(spring, spring + 23 * HOUR_MS, calendar).clockHours.slice(0, 4)).toEqual([0, 1, 3, 4])
    const autumn = Date.UTC(2026, 9, 24, 22)
    expect(hoursOfDay(autumn, autumn + 25 * HOUR_MS, calendar).clockHours.slice(0, 5)).toEqual([0, 1, 2, 2, 3])
  })
})
