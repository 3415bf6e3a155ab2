/**
 * Which points tell a working day from a Sunday, and on which working days of the history they behaved as on a Sunday.
 *
 * A sign is a point whose hourly means of working days and of Sundays keep apart: between the median of the working days and that of the Sundays lies an edge, half
 * way, and 85 % of working days and of Sundays are on their own side of it. Fans, pumps, occupied set-points and powers are such points; which they are
 * is learnt, not said. A day rests where four of five of its telling hours are on the Sunday's side. Medians and shares, so that a few holidays among
 * the working days do not hide themselves.
 */
import type { Series } from '../../../../shared/domain/series.ts'
import { isTrusted } from '../../../../shared/domain/quality.ts'
import { weekdayLocal, type Calendar } from '../calendar.ts'
import { medianSorted } from '../order-statistics.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const HOURS = 24
const LEAST_WORKING_DAYS = 8
const LEAST_SUNDAYS = 2
/** Share of days on their own side of the edge: holidays in the history are on the other. */
const OWN_SIDE = 0.85
/** The two medians lie apart by so many typical deviations of either kind of day. */
const APART = 4
const LEAST_TELLING_HOURS = 3
const RESTING_HOURS = 0.8
/** A day with fewer telling hours observed says nothing. */
const LEAST_OBSERVED = 0.5
/** A reading stands for so long at most: then it is not known what the point did. */
const STANDS_MS = 6 * HOUR_MS

/** One point that tells. Serialisable. */
export interface HolidaySign {
  readonly pointId: number
  /** Hours of the local day that tell, ascending, and the value half way between a working day and a Sunday in each. */
  readonly hours: readonly number[]
  readonly edges: readonly number[]
  /** Working days are above the edge. */
  readonly above: readonly boolean[]
}

/** What one point says of the days of its history. */
export interface SignOfHistory {
  readonly sign: HolidaySign
  /** Local days, Monday to Friday, on which it was at rest, and on which it could be told. */
  readonly restingDays: readonly number[]
  readonly toldDays: readonly number[]
}

/** null where the point does not tell, or history is too short. */
export const findSign = (series: Series, calendar: Calendar): SignOfHistory | null => {
  const days = hourlyMeans(series, calendar)
  const working = [...days].filter(([day]) => weekdayLocal(day * DAY_MS) < 5)
  const sundays = [...days].filter(([day]) => weekdayLocal(day * DAY_MS) === 6)
  if (working.length < LEAST_WORKING_DAYS || sundays.length < LEAST_SUNDAYS) return null
  const hours: number[] = []
  const edges: number[] = []
  const above: boolean[] = []
  for (let hour = 0; hour < HOURS; hour++) {
    const edge = edgeOf(valuesAt(working, hour), valuesAt(sundays, hour))
    if (edge === null) continue
    hours.push(hour)
    edges.push(edge.at)
    above.push(edge.workingAbove)
  }
  if (hours.length < LEAST_TELLING_HOURS) return null
  const sign = { pointId: series.pointId, hours, edges, above }
  const toldDays: number[] = []
  const restingDays: number[] = []
  for (const [day, means] of working) {
    const told = hours.map((hour, i) => (Number.isNaN(means[hour]) ? null : isResting(sign, i, means[hour] as number))).filter((rests) => rests !== null)
    if (told.length < hours.length * LEAST_OBSERVED) continue
    toldDays.push(day)
    if (told.filter(Boolean).length >= told.length * RESTING_HOURS) restingDays.push(day)
  }
  return { sign, toldDays, restingDays }
}

/** True where a value in the sign's hour `index` is as on a Sunday. */
export const isResting = ({ edges, above }: HolidaySign, index: number, value: number): boolean => value > (edges[index] as number) !== above[index]

const edgeOf = (working: Float64Array, sundays: Float64Array): { readonly at: number; readonly workingAbove: boolean } | null => {
  if (working.length < LEAST_WORKING_DAYS || sundays.length < LEAST_SUNDAYS) return null
  const atWork = medianSorted(working)
  const atRest = medianSorted(sundays)
  const apart = Math.abs(atWork - atRest)
  if (apart <= 0 || apart < APART * Math.max(deviation(working, atWork), deviation(sundays, atRest))) return null
  const at = (atWork + atRest) / 2
  const workingAbove = atWork > atRest
  const share = (values: Float64Array, isAbove: boolean): number => values.filter((value) => value > at === isAbove).length / values.length
  return share(working, workingAbove) >= OWN_SIDE && share(sundays, !workingAbove) >= OWN_SIDE ? { at, workingAbove } : null
}

const deviation = (values: Float64Array, median: number): number => medianSorted(values.map((value) => Math.abs(value - median)).sort())

const valuesAt = (days: readonly (readonly [number, Float64Array])[], hour: number): Float64Array => Float64Array.from(days, ([, means]) => means[hour] as number).filter((value) => !Number.isNaN(value)).sort()

/** Time-weighted means of each local hour of each local day; NaN where nothing is known. A reading stands until the next one, six hours at most. */
const hourlyMeans = ({ timesMs, values, qualities }: Series, calendar: Calendar): Map<number, Float64Array> => {
  const sums = new Map<number, { readonly sum: Float64Array; readonly ms: Float64Array }>()
  const add = (fromMs: number, toMs: number, value: number): void => {
    for (let atMs = fromMs; atMs < toMs;) {
      const local = calendar.localMs(atMs)
      const day = Math.floor(local / DAY_MS)
      const hour = Math.floor((local - day * DAY_MS) / HOUR_MS)
      const untilMs = Math.min(toMs, atMs + HOUR_MS - (local - Math.floor(local / HOUR_MS) * HOUR_MS))
      let of = sums.get(day)
      if (of === undefined) sums.set(day, (of = { sum: new Float64Array(HOURS), ms: new Float64Array(HOURS) }))
      of.sum[hour] = (of.sum[hour] as number) + value * (untilMs - atMs)
      of.ms[hour] = (of.ms[hour] as number) + (untilMs - atMs)
      atMs = untilMs
    }
  }
  for (let i = 0; i + 1 < timesMs.length; i++) {
    if (!isTrusted(qualities[i] as number) || !Number.isFinite(values[i])) continue
    add(timesMs[i] as number, Math.min(timesMs[i + 1] as number, (timesMs[i] as number) + STANDS_MS), values[i] as number)
  }
  return new Map([...sums].map(([day, { sum, ms }]) => [day, sum.map((each, hour) => (ms[hour] === 0 ? Number.NaN : each / (ms[hour] as number)))]))
}
