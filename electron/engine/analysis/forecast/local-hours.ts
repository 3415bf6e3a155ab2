/** Between moments and the 24 hours of the local clock that forecasts are made of. Pure. */
import type { Calendar } from '../calendar.ts'
import { hourStartsOf } from '../energy/meters/local-periods.ts'
import { HOURS_A_DAY } from './day-matrix.ts'

const HOUR_MS = 3_600_000
const DAY_MS = HOURS_A_DAY * HOUR_MS

export const localHourOf = (timeMs: number, calendar: Calendar): number => Math.floor((((calendar.localMs(timeMs) % DAY_MS) + DAY_MS) % DAY_MS) / HOUR_MS)

/**
 * Hours of `days` local days from `firstDay` on, `values[day * 24 + hour]`; NaN = not known. An hour that clocks repeat is the mean of both, one that they leap over is not known.
 * @param firstDay local date as whole days since 1970 @param values parallel to the starts of hours; NaN = not known
 */
export const toLocalDays = (startsMs: ArrayLike<number>, values: ArrayLike<number>, calendar: Calendar, firstDay: number, days: number): Float64Array => {
  const sums = new Float64Array(days * HOURS_A_DAY)
  const counts = new Uint8Array(sums.length)
  for (let i = 0; i < startsMs.length; i += 1) {
    const startMs = startsMs[i]!
    const at = (calendar.dayOf(startMs) - firstDay) * HOURS_A_DAY + localHourOf(startMs, calendar)
    if (at < 0 || at >= sums.length || Number.isNaN(values[i]!)) continue
    sums[at] = sums[at]! + values[i]!
    counts[at] = counts[at]! + 1
  }
  return sums.map((sum, at) => (counts[at] === 0 ? Number.NaN : sum / counts[at]!))
}

/** The hours of a local day with the hour of the clock that each is: 23 to 25 of them. */
export const hoursOfDay = (startMs: number, endMs: number, calendar: Calendar): { readonly startsMs: readonly number[]; readonly clockHours: readonly number[] } => {
  const startsMs = hourStartsOf(startMs, endMs, calendar)
  return { startsMs, clockHours: startsMs.map((timeMs) => localHourOf(timeMs, calendar)) }
}
