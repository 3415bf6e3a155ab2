/** Since when a point behaves as it does now: the last change of level in a roll-up, for the explanation of an alert. */
import { medianSorted } from '../order-statistics.ts'
import { pelt } from './pelt.ts'

/** A change must explain this many times ln(n) variances of noise. */
const PENALTY = 3
/** Differences of neighbours have a variance twice that of the noise; the median absolute one is 0.6745 of a deviation. */
const DIFFERENCE_TO_SIGMA = 1.482602218505602 / Math.SQRT2
/** Beyond this a series is taken for one that wanders. */
const MOST_CORRELATION = 0.9

export interface LastChange {
  /** Time of the first value after the change. */
  readonly sinceMs: number
  /** Means before (back to the change before it) and after. */
  readonly before: number
  readonly after: number
}

/**
 * @param values hourly or daily means, best with their daily pattern taken off (distances from what is expected); finite, ascending in time
 * @param least fewest values that make a level of its own
 * @returns null where the level never changed, or there are fewer than two levels' worth of values
 */
export const lastChange = (timesMs: Float64Array, values: Float64Array, least: number): LastChange | null => {
  const count = values.length
  if (count < 2 * least) return null
  const penalty = PENALTY * Math.log(count) * noiseVariance(values)
  if (!(penalty > 0)) return changeOfQuiet(timesMs, values, least)
  const changes = pelt(values, { penalty, least, cost: 'mean' })
  const at = changes.at(-1)
  return at === undefined ? null : describe(timesMs, values, changes.at(-2) ?? 0, at)
}

/** Without noise any lasting difference is a change. */
const changeOfQuiet = (timesMs: Float64Array, values: Float64Array, least: number): LastChange | null => {
  const changes = pelt(values, { penalty: Number.MIN_VALUE, least, cost: 'mean' })
  const at = changes.at(-1)
  return at === undefined ? null : describe(timesMs, values, changes.at(-2) ?? 0, at)
}

const describe = (timesMs: Float64Array, values: Float64Array, from: number, at: number): LastChange => ({
  sinceMs: timesMs[at] as number,
  before: mean(values.subarray(from, at)),
  after: mean(values.subarray(at)),
})

/** Robust variance of the differences, enlarged where neighbours resemble each other: what wanders seems to change its level all the time. */
const noiseVariance = (values: Float64Array): number => {
  const steps = Float64Array.from({ length: values.length - 1 }, (_, i) => (values[i + 1] as number) - (values[i] as number))
  const sigma = DIFFERENCE_TO_SIGMA * medianSorted(steps.map(Math.abs).sort())
  const correlation = Math.max(0, Math.min(MOST_CORRELATION, correlationOf(values)))
  return (sigma * sigma * (1 + correlation)) / (1 - correlation) ** 2
}

/** Correlation of neighbours, robust against the change itself: from the differences of second neighbours and of first ones. */
const correlationOf = (values: Float64Array): number => {
  const apart = (lag: number): number => medianSorted(Float64Array.from({ length: Math.max(0, values.length - lag) }, (_, i) => Math.abs((values[i + lag] as number) - (values[i] as number))).sort()) ** 2
  const near = apart(1)
  const far = apart(2)
  return near > 0 ? far / near - 1 : 0
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
