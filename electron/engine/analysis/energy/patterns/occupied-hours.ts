/**
 * When the load says a building is in use: hours of the typical week, each week in shares of its own near-peak load so that seasons make no difference, that are nearer to its near-peak than to its near-base load (the 97.5th and 2.5th percentile; high-load duration of
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
const LEAST_DAYS_OF_WEEK = 4
/** Share of the near-peak load of a busy week below which a week is a pause. */
const LEAST_PEAK = 0.1
/** Weekdays that must be known. */
const LEAST_WEEKDAYS = 5
/** A load that varies by less does not show who is there. */
const LEAST_SWING = 0.25
/** Noon makes no end of a day. */
const MOST_PAUSE = 2

/** Minutes are whole; those of a load that changes at once are right to ten, those of a slow one mean its half way. null where too little is known or the load hardly varies. */
export const occupiedHoursOf = (days: readonly LoadDay[]): OccupiedHours | null => {
  const { shares, scale } = inShares(days)
  const week = Array.from({ length: WEEKDAYS }, (_, weekday) => typicalOf(shares.filter((day) => !day.holiday && day.weekday === weekday)))
  const known = week.filter((day) => day !== null)
  if (known.length < LEAST_WEEKDAYS) return null
  const sorted = Float64Array.from(known.flatMap((day) => [...day])).sort()
  const [low, high] = [quantileSorted(sorted, LOW), quantileSorted(sorted, HIGH)]
  if (!(high - low > LEAST_SWING * high)) return null
  const middle = (low + high) / 2
  return { week: week.map((day) => (day === null ? null : longestUse(day, middle))), nearBase: low * scale, nearPeak: high * scale }
}

/** Days in shares of the near-peak load of their week; weeks of few days, and those in which almost nothing was drawn, say nothing of use. `scale`: the median near-peak load. */
const inShares = (days: readonly LoadDay[]): { readonly shares: readonly LoadDay[]; readonly scale: number } => {
  const weeks = [...Map.groupBy(days, ({ day }) => Math.floor((day + 3) / WEEKDAYS)).values()]
    .filter((own) => own.length >= LEAST_DAYS_OF_WEEK)
    .map((own) => ({ own, peak: quantileSorted(Float64Array.from(own.flatMap(({ load }) => [...load].filter((each) => !Number.isNaN(each)))).sort(), HIGH) }))
  const peaks = Float64Array.from(weeks.flatMap(({ peak }) => (Number.isNaN(peak) ? [] : [peak]))).sort()
  const least = LEAST_PEAK * quantileSorted(peaks, HIGH)
  const used = weeks.filter(({ peak }) => peak > 0 && peak >= least)
  return { shares: used.flatMap(({ own, peak }) => own.map((day) => ({ ...day, load: day.load.map((each) => each / peak) }))), scale: medianSorted(Float64Array.from(used, ({ peak }) => peak).sort()) }
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
