/**
 * What a day's highest demand window may be: forecasts are of hours, limits are of windows of a quarter of an hour or so, and part of the day may have been measured already.
 *
 * The highest window of a day is its highest hour times a ratio; the ratio's distribution is that of the meter's own days (nine deciles). Probability of going over a limit L:
 * mean over the ratios r of P(highest hour > L / r), hours and ratios taken as independent. Pure.
 */
import { medianSorted, quantileSorted } from '../order-statistics.ts'
import { exceedanceOf, peaksOf, type ErrorPaths } from './error-paths.ts'
import { HOURS_A_DAY } from './day-matrix.ts'

const DECILES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const
/** Days below which nothing is said of the ratio. */
const LEAST_DAYS = 5
/** The highest window is no lower than the highest hour, and beyond this it is an error of a reading. */
const MOST_RATIO = 3

/** Deciles of highest window / highest hour; one 1 where too few days are known. Parallel arrays, one entry a day; NaN = not known. */
export const windowRatiosOf = (windowPeaks: ArrayLike<number>, hourPeaks: ArrayLike<number>): number[] => {
  const ratios = Float64Array.from(windowPeaks, (peak, day) => peak / hourPeaks[day]!).filter((ratio) => ratio >= 0.99 && ratio <= MOST_RATIO).sort()
  return ratios.length < LEAST_DAYS ? [1] : DECILES.map((share) => Math.max(1, quantileSorted(ratios, share)))
}

/** The ratio that half of the days stay below. */
export const medianRatio = (ratios: readonly number[]): number => medianSorted(Float64Array.from(ratios).sort())

export interface DaySoFar {
  /** First hour of the local clock that is not over. 0 = the day has not begun. */
  readonly fromHour: number
  /** Highest window measured so far; NaN = none. */
  readonly highest: number
}

/** Probability that a day's highest window goes over a limit, 0..1; certain once it was measured, none when the day is over. @param day local date as whole days since 1970 */
export const exceedanceOfDay = (errors: ErrorPaths, expected: ArrayLike<number>, day: number, growth: number, limit: number, ratios: readonly number[], { fromHour, highest }: DaySoFar): number => {
  if (highest > limit) return 1
  if (fromHour >= HOURS_A_DAY) return 0
  const peaks = peaksOf(errors, expected, day, growth, fromHour)
  return ratios.reduce((sum, ratio) => sum + exceedanceOf(peaks, limit / ratio), 0) / ratios.length
}
