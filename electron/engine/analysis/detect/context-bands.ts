/**
 * Bands by context: an expected value with a lower and an upper half-width for each hour of working days, Saturdays and Sundays.
 *
 * Robust against contaminated history in two ways: centre and scale come from order statistics, and of the daily extremes of a context the
 * outermost 15 % of days are left out. Honest in one more: the last third of the history is judged by bands of the first two thirds, and where
 * healthy days went beyond (weather, season) the bands of that kind of day are widened by as much (walk-forward check), at most `WIDEN_MOST` times.
 */
import { CONTEXT_COUNT } from '../calendar.ts'
import type { FitHistory } from './fit-history.ts'
import { sliceHistory } from './fit-history.ts'
import { quantileSorted } from '../order-statistics.ts'

/** Share of days whose extremes are not believed. */
const TRIM_SHARE = 0.15
/** Room beyond the extremes seen. */
const ENVELOPE_MARGIN = 1.15
/** The farthest a detector's own limit may lie beyond the extremes seen. */
const ENVELOPE_MOST = 2
const WIDEN_MOST = 2.5
const WIDEN_MARGIN = 1.1
/** A context with fewer days borrows from the same hour of the weekend, then of all days, then from the whole. */
const CONTEXT_LEAST_DAYS = 3
const BORROWED_HOUR_WIDTH = 1.25
const BORROWED_ALL_WIDTH = 1.6
const HOURS = 24
const WALK_FORWARD_LEAST_DAYS = 6
/** A band ends this share of the point's whole range beyond all it was seen to do. */
const BEYOND_SEEN = 0.5
const SEEN_SHARE = 0.005

/** Serialisable: one entry a context. `below` and `above` are half-widths at score 1. */
export interface ContextBands {
  readonly centre: ArrayLike<number>
  readonly below: ArrayLike<number>
  readonly above: ArrayLike<number>
}

/** Centre and half-widths of one group of values, by the detector's own rule. */
export type BandRule = (sorted: Float64Array) => { readonly centre: number; readonly below: number; readonly above: number }

interface Group {
  readonly centre: number
  readonly below: number
  readonly above: number
  /** Trimmed daily extremes. */
  readonly low: number
  readonly high: number
  readonly days: number
}

/** Fits bands to `deviations[i]` (a value, or its distance from a prediction) of reading i of the history. */
export const fitContextBands = (history: FitHistory, deviations: Float64Array, rule: BandRule, leastHalfWidth: number): ContextBands => {
  const bands = fitOnce(history, deviations, rule, leastHalfWidth)
  return widen(bands, walkForwardFactors(history, deviations, rule, leastHalfWidth), seenRange(deviations), leastHalfWidth)
}

/** Score of a deviation in a context: distance from the centre in half-widths. */
export const bandScore = (bands: ContextBands, context: number, deviation: number): number => {
  const distance = deviation - (bands.centre[context] as number)
  const width = (distance >= 0 ? bands.above[context] : bands.below[context]) as number
  return width > 0 ? Math.abs(distance) / width : 0
}

const fitOnce = (history: FitHistory, deviations: Float64Array, rule: BandRule, leastHalfWidth: number): ContextBands => {
  const fitBy = (size: number, keyOf: (context: number) => number) => {
    let groups: Group[] | null = null
    return (key: number): Group =>
      (groups ??= group(history, deviations, size, keyOf).map((values) => fitGroup(values, rule, leastHalfWidth)))[key] as Group
  }
  const own = fitBy(CONTEXT_COUNT, (context) => context)
  const weekend = fitBy(2 * HOURS, (context) => (context % HOURS) + (context >= HOURS ? HOURS : 0))
  const hour = fitBy(HOURS, (context) => context % HOURS)
  const whole = fitBy(1, () => 0)
  const centre: number[] = []
  const below: number[] = []
  const above: number[] = []
  for (let context = 0; context < CONTEXT_COUNT; context++) {
    const inDay = context % HOURS
    const { source, width } = sourceOf([
      { width: 1, group: () => own(context) },
      { width: 1, group: () => weekend(inDay + (context >= HOURS ? HOURS : 0)) },
      { width: BORROWED_HOUR_WIDTH, group: () => hour(inDay) },
      { width: BORROWED_ALL_WIDTH, group: () => whole(0) },
    ])
    const reach = reachOf(own, context, source)
    centre.push(source.centre)
    below.push(Math.max(source.below, reach.below) * width)
    above.push(Math.max(source.above, reach.above) * width)
  }
  return { centre, below, above }
}

/** What the hours before and after reach: plants do not change with the stroke of the clock, and weather moves loads by an hour. */
const reachOf = (groupOf: (context: number) => Group, context: number, own: Group): { below: number; above: number } => {
  const kind = context - (context % HOURS)
  let low = Infinity
  let high = -Infinity
  for (const step of [HOURS - 1, 1]) {
    const near = groupOf(kind + ((context + step) % HOURS))
    if (near.days < CONTEXT_LEAST_DAYS) continue
    low = Math.min(low, near.low)
    high = Math.max(high, near.high)
  }
  return { below: (own.centre - low) * ENVELOPE_MARGIN, above: (high - own.centre) * ENVELOPE_MARGIN }
}

/** Six digits are far beyond any sensor, and keep stored models small. */
const short = (value: number): number => Number(value.toPrecision(6))

/** The nearest group that knows enough; the last one in any case. */
const sourceOf = (candidates: readonly { readonly width: number; readonly group: () => Group }[]): { source: Group; width: number } => {
  for (const [i, candidate] of candidates.entries()) {
    const source = candidate.group()
    if (source.days >= CONTEXT_LEAST_DAYS || i === candidates.length - 1) return { source, width: candidate.width * fewDaysWidth(source.days) }
  }
  throw new Error('no group to learn from')
}

/** Few days show little of what a point may do: twice as wide for three days, 1.4 times for a week, 1.1 times for a month. */
const fewDaysWidth = (days: number): number => 1 + 3 / Math.max(1, days)

interface Grouped {
  readonly values: Float64Array
  readonly dayLow: Float64Array
  readonly dayHigh: Float64Array
}

/** Sorts the deviations into groups, with the extremes of each day. */
const group = (history: FitHistory, deviations: Float64Array, size: number, keyOf: (context: number) => number): Grouped[] => {
  const { count, contexts, days, dayCount } = history
  const keys = contexts.map(keyOf)
  const sizes = new Int32Array(size)
  for (let i = 0; i < count; i++) sizes[keys[i] as number] = (sizes[keys[i] as number] as number) + 1
  const grouped = Array.from(sizes, (length) => ({
    values: new Float64Array(length), dayLow: new Float64Array(dayCount).fill(Infinity), dayHigh: new Float64Array(dayCount).fill(-Infinity),
  }))
  sizes.fill(0)
  for (let i = 0; i < count; i++) {
    const value = deviations[i] as number
    const day = days[i] as number
    const key = keys[i] as number
    const { values, dayLow, dayHigh } = grouped[key] as Grouped
    values[sizes[key] as number] = value
    sizes[key] = (sizes[key] as number) + 1
    if (value < (dayLow[day] as number)) dayLow[day] = value
    if (value > (dayHigh[day] as number)) dayHigh[day] = value
  }
  return grouped
}

const fitGroup = ({ values, dayLow, dayHigh }: Grouped, rule: BandRule, leastHalfWidth: number): Group => {
  if (values.length === 0) return { centre: Number.NaN, below: Number.NaN, above: Number.NaN, low: Number.NaN, high: Number.NaN, days: 0 }
  const { centre, below, above } = rule(values.sort())
  const highs = dayHigh.filter((value) => value !== -Infinity).sort()
  const lows = dayLow.filter((value) => value !== Infinity).sort()
  const days = highs.length
  const trim = Math.floor(days * TRIM_SHARE)
  const low = lows[trim] as number
  const high = highs[days - 1 - trim] as number
  return {
    centre,
    below: halfWidth(below, centre - low, leastHalfWidth),
    above: halfWidth(above, high - centre, leastHalfWidth),
    low, high, days,
  }
}

/** The detector's own half-width, but not inside what days reach and not far outside: days that differ (weather, set-points) are not noise. */
const halfWidth = (own: number, reach: number, least: number): number =>
  Math.max(least, Math.min(Math.max(own, reach * ENVELOPE_MARGIN), Math.max(reach, least) * ENVELOPE_MOST))

/** What the deviations were seen to do at any hour, but for the outermost half per cent on either side. */
const seenRange = (deviations: Float64Array): { low: number; high: number } => {
  const sorted = deviations.slice().sort()
  return { low: quantileSorted(sorted, SEEN_SHARE), high: quantileSorted(sorted, 1 - SEEN_SHARE) }
}

/** The bands with their widths multiplied, but ending where nothing was ever seen. */
const widen = (bands: ContextBands, factors: readonly number[], seen: { readonly low: number; readonly high: number }, leastHalfWidth: number): ContextBands => {
  const beyond = BEYOND_SEEN * (seen.high - seen.low) + leastHalfWidth
  const ended = (width: number, end: number): number => short(Math.max(leastHalfWidth, Math.min(width, end)))
  const centre = Array.from(bands.centre, short)
  return {
    centre,
    below: centre.map((value, i) => ended((bands.below[i] as number) * (factors[i] as number), value - seen.low + beyond)),
    above: centre.map((value, i) => ended((bands.above[i] as number) * (factors[i] as number), seen.high - value + beyond)),
  }
}

/** By context, the same for all hours of a kind of day: how much wider bands of the first two thirds would have had to be for the (trimmed) worst day of the last third; 1..WIDEN_MOST. */
const walkForwardFactors = (history: FitHistory, deviations: Float64Array, rule: BandRule, leastHalfWidth: number): number[] => {
  const split = history.days.findIndex((day) => day >= Math.floor((history.dayCount * 2) / 3))
  if (history.dayCount < WALK_FORWARD_LEAST_DAYS || split <= 0) return Array.from({ length: CONTEXT_COUNT }, () => 1)
  const early = fitOnce(sliceHistory(history, 0, split), deviations.subarray(0, split), rule, leastHalfWidth)
  const worst = worstByContext(history, deviations, early, split)
  return worst.map((_, context) => {
    const kind = context - (context % HOURS)
    return Math.min(WIDEN_MOST, Math.max(1, Math.max(...worst.slice(kind, kind + HOURS)) * WIDEN_MARGIN))
  })
}

/** Of each context the worst day of the history from index `from` on, the outermost days left out. Of a day the second-largest score: one reading does not count. */
const worstByContext = (history: FitHistory, deviations: Float64Array, bands: ContextBands, from: number): number[] => {
  const largest = new Float64Array(history.dayCount * CONTEXT_COUNT)
  const second = new Float64Array(history.dayCount * CONTEXT_COUNT).fill(-1)
  for (let i = from; i < history.count; i++) {
    const context = history.contexts[i] as number
    const score = bandScore(bands, context, deviations[i] as number)
    const at = (history.days[i] as number) * CONTEXT_COUNT + context
    const top = largest[at] as number
    second[at] = Math.max(second[at] as number, Math.min(score, top))
    largest[at] = Math.max(top, score)
  }
  return Array.from({ length: CONTEXT_COUNT }, (_, context) => {
    const days = second.filter((score, at) => at % CONTEXT_COUNT === context && score >= 0).sort()
    return days[days.length - 1 - Math.floor(days.length * TRIM_SHARE)] ?? 0
  })
}
