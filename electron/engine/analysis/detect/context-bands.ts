/**
 * Bands by context: an expected value with a lower and an upper half-width for each hour of working and weekend days.
 *
 * Robust against contaminated history in two ways: centre and scale come from order statistics, and of the daily extremes of a context the
 * outermost 15 % of days are left out. Honest in one more: the last third of the history is judged by bands of the first two thirds, and where
 * healthy days went beyond (weather, season) the bands are widened by as much (walk-forward check), at most `WIDEN_MOST` times.
 */
import { CONTEXT_COUNT } from '../calendar.ts'
import type { FitHistory } from './fit-history.ts'
import { sliceHistory } from './fit-history.ts'

/** Share of days whose extremes are not believed. */
const TRIM_SHARE = 0.15
/** Room beyond the extremes seen. */
const ENVELOPE_MARGIN = 1.15
const WIDEN_MOST = 2.5
const WIDEN_MARGIN = 1.1
/** A context with fewer days borrows from the same hour of all days, then from the whole. */
const CONTEXT_LEAST_DAYS = 3
const BORROWED_HOUR_WIDTH = 1.25
const BORROWED_ALL_WIDTH = 1.6
const HOURS = 24
const GROUPS = CONTEXT_COUNT + HOURS + 1
const ALL = GROUPS - 1
const WALK_FORWARD_LEAST_DAYS = 6

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
  return widen(bands, walkForwardFactor(history, deviations, rule, leastHalfWidth))
}

/** Score of a deviation in a context: distance from the centre in half-widths. */
export const bandScore = (bands: ContextBands, context: number, deviation: number): number => {
  const distance = deviation - (bands.centre[context] as number)
  const width = (distance >= 0 ? bands.above[context] : bands.below[context]) as number
  return width > 0 ? Math.abs(distance) / width : 0
}

const fitOnce = (history: FitHistory, deviations: Float64Array, rule: BandRule, leastHalfWidth: number): ContextBands => {
  const grouped = group(history, deviations)
  const groups = grouped.map(({ values, dayLow, dayHigh }) => fitGroup(values, dayLow, dayHigh, rule, leastHalfWidth))
  const centre: number[] = []
  const below: number[] = []
  const above: number[] = []
  for (let context = 0; context < CONTEXT_COUNT; context++) {
    const { source, width } = sourceOf(groups, context)
    const reach = reachOf(groups, context, source)
    centre.push(short(source.centre))
    below.push(short(Math.max(source.below, reach.below) * width))
    above.push(short(Math.max(source.above, reach.above) * width))
  }
  return { centre, below, above }
}

/** What the hours before and after reach: plants do not change with the stroke of the clock, and weather moves loads by an hour. */
const reachOf = (groups: readonly Group[], context: number, own: Group): { below: number; above: number } => {
  const kind = context - (context % HOURS)
  let low = Infinity
  let high = -Infinity
  for (const step of [HOURS - 1, 1]) {
    const near = groups[kind + ((context + step) % HOURS)] as Group
    if (near.days < CONTEXT_LEAST_DAYS) continue
    low = Math.min(low, near.low)
    high = Math.max(high, near.high)
  }
  return { below: (own.centre - low) * ENVELOPE_MARGIN, above: (high - own.centre) * ENVELOPE_MARGIN }
}

/** Six digits are far beyond any sensor, and keep stored models small. */
const short = (value: number): number => Number(value.toPrecision(6))

const sourceOf = (groups: readonly Group[], context: number): { source: Group; width: number } => {
  const own = groups[context] as Group
  if (own.days >= CONTEXT_LEAST_DAYS) return { source: own, width: fewDaysWidth(own.days) }
  const hour = groups[CONTEXT_COUNT + (context % HOURS)] as Group
  if (hour.days >= CONTEXT_LEAST_DAYS) return { source: hour, width: BORROWED_HOUR_WIDTH * fewDaysWidth(hour.days) }
  const all = groups[ALL] as Group
  return { source: all, width: BORROWED_ALL_WIDTH * fewDaysWidth(all.days) }
}

/** Few days show little of what a point may do: twice as wide for one day, 1.5 for four, 1.2 for twenty-five. */
const fewDaysWidth = (days: number): number => 1 + 1 / Math.sqrt(Math.max(1, days))

interface Grouped {
  readonly values: Float64Array
  readonly dayLow: Float64Array
  readonly dayHigh: Float64Array
}

/** Sorts each reading into its context (and the neighbouring one near the hour's edge), its hour, and the whole. */
const group = (history: FitHistory, deviations: Float64Array): Grouped[] => {
  const { count, contexts, edgeContexts, days, dayCount } = history
  const sizes = new Int32Array(GROUPS)
  for (let i = 0; i < count; i++) forEachGroup(contexts[i] as number, edgeContexts[i] as number, (g) => (sizes[g] = (sizes[g] as number) + 1))
  const grouped = Array.from(sizes, (size) => ({
    values: new Float64Array(size), dayLow: new Float64Array(dayCount).fill(Infinity), dayHigh: new Float64Array(dayCount).fill(-Infinity),
  }))
  sizes.fill(0)
  for (let i = 0; i < count; i++) {
    const value = deviations[i] as number
    const day = days[i] as number
    forEachGroup(contexts[i] as number, edgeContexts[i] as number, (g) => {
      const target = grouped[g] as Grouped
      const at = sizes[g] as number
      sizes[g] = at + 1
      target.values[at] = value
      if (value < (target.dayLow[day] as number)) target.dayLow[day] = value
      if (value > (target.dayHigh[day] as number)) target.dayHigh[day] = value
    })
  }
  return grouped
}

const forEachGroup = (context: number, edge: number, visit: (group: number) => void): void => {
  visit(context)
  visit(CONTEXT_COUNT + (context % HOURS))
  visit(ALL)
  if (edge === context) return
  visit(edge)
  visit(CONTEXT_COUNT + (edge % HOURS))
}

const fitGroup = (values: Float64Array, dayLow: Float64Array, dayHigh: Float64Array, rule: BandRule, leastHalfWidth: number): Group => {
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
    below: Math.max(below, (centre - low) * ENVELOPE_MARGIN, leastHalfWidth),
    above: Math.max(above, (high - centre) * ENVELOPE_MARGIN, leastHalfWidth),
    low, high, days,
  }
}

const widen = (bands: ContextBands, factor: number): ContextBands =>
  factor === 1 ? bands : { centre: bands.centre, below: Array.from(bands.below, (width) => short(width * factor)), above: Array.from(bands.above, (width) => short(width * factor)) }

/** How much wider bands of the first two thirds would have had to be for the (trimmed) worst day of the last third; 1..WIDEN_MOST. */
const walkForwardFactor = (history: FitHistory, deviations: Float64Array, rule: BandRule, leastHalfWidth: number): number => {
  if (history.dayCount < WALK_FORWARD_LEAST_DAYS) return 1
  const splitDay = Math.floor((history.dayCount * 2) / 3)
  const split = history.days.findIndex((day) => day >= splitDay)
  if (split <= 0) return 1
  const early = fitOnce(sliceHistory(history, 0, split), deviations.subarray(0, split), rule, leastHalfWidth)
  const worst = [...dailyWorst(history, deviations, early, split).values()].sort((a, b) => a - b)
  const trimmed = worst[worst.length - 1 - Math.floor(worst.length * TRIM_SHARE)] ?? 0
  return Math.min(WIDEN_MOST, Math.max(1, trimmed * WIDEN_MARGIN))
}

/** The second-largest score of each day: a single reading does not count. */
const dailyWorst = (history: FitHistory, deviations: Float64Array, bands: ContextBands, from: number): Map<number, number> => {
  const largest = new Map<number, number>()
  const second = new Map<number, number>()
  for (let i = from; i < history.count; i++) {
    const score = bandScore(bands, history.contexts[i] as number, deviations[i] as number)
    const day = history.days[i] as number
    const top = largest.get(day) ?? 0
    if (score > top) {
      largest.set(day, score)
      second.set(day, top)
    } else if (score > (second.get(day) ?? 0)) second.set(day, score)
  }
  return second
}
