/**
 * When the load says a building is in use: hours of the typical week that are nearer to its near-peak than to its near-base load (the 97.5th and 2.5th percentile; high-load duration of
 * Price 2010, LBNL-3713E). The moment within an hour is where the line between the middles of two hours passes the middle of both loads.
 */
import type { Occupied } from '../../../../../shared/domain/energy-patterns.ts'
import { medianSorted, quantileSorted } from '../../order-statistics.ts'
import { HOURS, type LoadDay } from './load-days.ts'

export interface OccupiedHours {
  /** By weekday, Monday first; null = in use in no part. */
  readonly week: readonly (Occupied | null)[]
  /** kW or m3/h. */
  readonly nearBase: number
  readonly nearPeak: number
}

const WEEKDAYS = 7
const LOW = 0.025
const HIGH = 0.975
/** Days of a weekday that make it typical. */
const LEAST_DAYS = 3
/** Weekdays that must be known. */
const LEAST_WEEKDAYS = 5
/** A load that varies by less does not show who is there. */
const LEAST_SWING = 0.25
/** Noon makes no end of a day. */
const MOST_PAUSE = 2

/** Minutes are whole; those of a load that changes at once are right to ten, those of a slow one mean its half way. null where too little is known or the load hardly varies. */
export const occupiedHoursOf = (days: readonly LoadDay[]): OccupiedHours | null => {
  const week = Array.from({ length: WEEKDAYS }, (_, weekday) => typicalOf(days.filter((day) => !day.holiday && day.weekday === weekday)))
  const known = week.filter((day) => day !== null)
  if (known.length < LEAST_WEEKDAYS) return null
  const sorted = Float64Array.from(known.flatMap((day) => [...day])).sort()
  const [nearBase, nearPeak] = [quantileSorted(sorted, LOW), quantileSorted(sorted, HIGH)]
  if (!(nearPeak - nearBase > LEAST_SWING * nearPeak)) return null
  const middle = (nearBase + nearPeak) / 2
  return { week: week.map((day) => (day === null ? null : longestUse(day, middle))), nearBase, nearPeak }
}

const typicalOf = (days: readonly LoadDay[]): Float64Array | null => {
  const typical = new Float64Array(HOURS)
  for (let hour = 0; hour < HOURS; hour++) {
    const known = Float64Array.from(days.map(({ load }) => load[hour] as number).filter((load) => !Number.isNaN(load)))
    if (known.length < LEAST_DAYS) return null
    typical[hour] = medianSorted(known.sort())
  }
  return typical
}

const longestUse = (load: Float64Array, middle: number): Occupied | null => {
  let best: { readonly from: number; readonly to: number } | null = null
  let from = -1
  let last = -1
  for (let hour = 0; hour <= HOURS; hour++) {
    const isHigh = hour < HOURS && (load[hour] as number) > middle
    if (isHigh) {
      if (from < 0) from = hour
      last = hour
    } else if (from >= 0 && (hour - last > MOST_PAUSE || hour === HOURS)) {
      if (best === null || last - from > best.to - best.from) best = { from, to: last }
      from = -1
    }
  }
  return best === null ? null : { fromMinute: best.from === 0 ? 0 : crossing(load, best.from - 1, middle), toMinute: best.to === HOURS - 1 ? HOURS * 60 : crossing(load, best.to, middle) }
}

/** Minute at which the line between the middles of `hour` and the next one passes `level`. */
const crossing = (load: Float64Array, hour: number, level: number): number => {
  const [a, b] = [load[hour] as number, load[hour + 1] as number]
  return Math.round(60 * (hour + 0.5 + (level - a) / (b - a)))
}
