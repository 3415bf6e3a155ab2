/**
 * Surprise: how rarely a measure is exceeded on this point in normal operation, as -log10 of the probability that any hour shows as much.
 *
 * The largest measure of each hour of the history, judged by models that had not learnt from it, gives the distribution: below its 90 % quantile a straight line
 * to (quantile, 1), above it an exponential tail (peaks over threshold, Pickands 1975, with shape 0): surprise = 1 + (u - q) / (b ln 10), with b the mean excess.
 * Hours, not readings: a point read each five seconds and one read each hour raise as many false alarms at the same limit. The largest tenth of the excesses is not
 * believed (contaminated history).
 *
 * What is little known says little: beyond 1 the surprise is divided by 1 + PRIOR_WINDOWS * memory / hours, where memory is how long the measure takes to become
 * independent of itself: what a day does cannot be told from one day.
 */
import { quantileSorted } from '../order-statistics.ts'

const USUAL_SHARE = 0.9
const TRUSTED_EXCESSES = 0.9
/** Makes the mean of the lower nine tenths of exponential excesses their mean. */
const TRIM_TO_MEAN = 1.35
/** A tail is at least this steep, as a share of the threshold. */
const LEAST_TAIL_SHARE = 0.12
const PRIOR_WINDOWS = 8
/** Live hours change the scale no faster than if it stood for two weeks, and no slower than five. */
const LEAST_HOURS = 336
const MOST_HOURS = 840
/** An excess counts for at most so many mean excesses when the scale follows. */
const MOST_EXCESS = 5
const FOLLOW_THRESHOLD = 3
/** A new fit may call this many times as much usual as was usual a week ago: in a fit days with a fault look like any others, while live they had hardly counted. */
const GROWTH_A_WEEK = 1.2
const WEEK_MS = 7 * 86_400_000
/** Scales of fewer hours than most of a day bound nothing. */
const BINDING_HOURS = 16
const LN10 = Math.LN10

/** Serialisable. In units of the measure. */
export interface SurpriseScale {
  /** Exceeded in a tenth of the hours. */
  threshold: number
  /** Mean excess over it. */
  tail: number
  /** Hours it is known from. */
  hours: number
}

/** @param least smallest tail that means anything, in units of the measure */
export const fitSurprise = (hourly: Float64Array, least: number): SurpriseScale => {
  const sorted = hourly.slice().sort()
  const threshold = sorted.length === 0 ? 0 : quantileSorted(sorted, USUAL_SHARE)
  const over = sorted.filter((measure) => measure > threshold)
  const trusted = over.subarray(0, Math.max(1, Math.floor(over.length * TRUSTED_EXCESSES)))
  let excess = 0
  for (const measure of trusted) excess += measure - threshold
  const mean = over.length === 0 ? 0 : (TRIM_TO_MEAN * excess) / trusted.length
  return { threshold: Math.max(threshold, 2 * least), tail: Math.max(mean, LEAST_TAIL_SHARE * threshold, least), hours: sorted.length }
}

/** @param memoryHours how long the measure depends on itself */
export const surpriseOf = ({ threshold, tail, hours }: SurpriseScale, measure: number, memoryHours: number): number => {
  if (measure <= threshold) return measure / threshold
  return 1 + (measure - threshold) / (tail * LN10) / (1 + (PRIOR_WINDOWS * memoryHours) / Math.max(1, hours))
}

/**
 * A scale in the units of another model: a measure is a distance in usual spreads, and each fit has its own. @param ratio size of the old unit in new ones
 * @param least as in `fitSurprise` @param logarithmic the measure is the logarithm of a mean square of such distances
 */
export const inUnits = ({ threshold, tail, hours }: SurpriseScale, ratio: number, least: number, logarithmic: boolean): SurpriseScale => ({
  threshold: Math.max(2 * least, logarithmic ? threshold + 2 * Math.log(ratio) : threshold * ratio),
  tail: Math.max(least, logarithmic ? tail : tail * ratio),
  hours,
})

/** The scale of a new fit, no wider than the one followed until now allows. @param elapsedMs between the ends of the two histories */
export const boundScale = (fitted: SurpriseScale, followed: SurpriseScale | null, elapsedMs: number): SurpriseScale => {
  if (followed === null || followed.hours < BINDING_HOURS) return { ...fitted }
  const growth = GROWTH_A_WEEK ** Math.max(0, elapsedMs / WEEK_MS)
  return { threshold: Math.min(fitted.threshold, growth * followed.threshold), tail: Math.min(fitted.tail, growth * followed.tail), hours: fitted.hours }
}

/** Takes the largest measure of one more hour; a season moves the scale, an anomaly hardly does. @param weight 0..1 */
export const followSurprise = (scale: SurpriseScale, measure: number, least: number, weight: number): void => {
  const gain = weight / Math.max(LEAST_HOURS, Math.min(scale.hours + 1, MOST_HOURS))
  const over = measure - scale.threshold
  scale.hours += weight
  scale.threshold = Math.max(2 * least, scale.threshold + gain * FOLLOW_THRESHOLD * scale.tail * (over > 0 ? USUAL_SHARE : USUAL_SHARE - 1))
  if (over > 0) scale.tail = Math.max(0.05 * scale.threshold, least, scale.tail + (gain / (1 - USUAL_SHARE)) * (Math.min(over, MOST_EXCESS * scale.tail) - scale.tail))
}
