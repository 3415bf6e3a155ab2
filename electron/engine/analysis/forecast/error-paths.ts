/**
 * How sure a forecast is, by the errors of earlier ones: a band for each hour, and whole days of errors (paths) for what depends on a day as a whole, as its peak does.
 *
 * Errors are divided by the usual error of their hour and kind of day (working day or weekend); the band is between two quantiles of these (split conformal prediction,
 * Vovk, Gammerman and Shafer 2005, with one scale an hour), times the usual error of the hour that is forecast.
 */
import { quantileSorted } from '../order-statistics.ts'
import { HOURS_A_DAY, weekdayOf } from './day-matrix.ts'

/** Wider than 90 %: errors of the weeks held back are of models that were a little younger than those in use. */
export const BAND_SHARES = { low: 0.035, high: 0.965 } as const
const { low: LOW, high: HIGH } = BAND_SHARES
/** The usual error of all hours counts like so many days of an hour's own. */
const PRIOR_DAYS = 6
const KINDS = 2

/** Serialisable. */
export interface ErrorPaths {
  /** Usual absolute error, by kind of day and hour. */
  readonly scales: Float64Array
  /** Quantiles of errors / scales. */
  readonly low: number
  readonly high: number
  /** Days of errors / scales, 24 each; hours that were not measured are 0. */
  readonly paths: Float64Array
  /** Kind of day of each path. */
  readonly kinds: Uint8Array
}

export const kindOfDay = (day: number): number => (weekdayOf(day) < 5 ? 0 : 1)

/** @param days local dates as whole days since 1970 @param errors measured - forecast, 24 a day; NaN = not measured */
export const errorPathsOf = (days: Int32Array, errors: Float64Array): ErrorPaths => {
  const kinds = Uint8Array.from(days, kindOfDay)
  const sums = new Float64Array(KINDS * HOURS_A_DAY)
  const counts = new Float64Array(KINDS * HOURS_A_DAY)
  let total = 0
  let known = 0
  for (let i = 0; i < errors.length; i += 1) {
    if (!Number.isFinite(errors[i])) continue
    const hour = i % HOURS_A_DAY
    // The hours beside tell too: an error of a minute's delay falls into either.
    for (const beside of [hour - 1, hour, hour + 1]) {
      if (beside < 0 || beside >= HOURS_A_DAY) continue
      const at = kinds[Math.floor(i / HOURS_A_DAY)]! * HOURS_A_DAY + beside
      sums[at] = sums[at]! + Math.abs(errors[i]!)
      counts[at] = counts[at]! + 1
    }
    total += Math.abs(errors[i]!)
    known += 1
  }
  const usual = known === 0 ? 0 : total / known
  const scales = sums.map((sum, at) => (sum + PRIOR_DAYS * usual) / (counts[at]! + PRIOR_DAYS) + 1e-12)
  const paths = errors.map((error, i) => (Number.isFinite(error) ? error / scales[kinds[Math.floor(i / HOURS_A_DAY)]! * HOURS_A_DAY + (i % HOURS_A_DAY)]! : 0))
  const sorted = paths.filter((_, i) => Number.isFinite(errors[i])).sort()
  // The finite-sample correction of conformal prediction, in days: hours of a day go together.
  const spare = (1 - HIGH) / Math.max(1, days.length)
  return { scales, low: quantile(sorted, LOW - spare), high: quantile(sorted, HIGH + spare), paths, kinds }
}

const quantile = (sorted: Float64Array, share: number): number => (sorted.length === 0 ? Number.NaN : quantileSorted(sorted, Math.max(0, Math.min(1, share))))

export interface Band {
  readonly low: Float64Array
  readonly high: Float64Array
}

/** @param growth errors of this day ahead against those of the first, >= 1 @param day local date as whole days since 1970 */
export const bandOf = ({ scales, low, high }: ErrorPaths, expected: Float64Array, day: number, growth: number): Band => {
  const offset = kindOfDay(day) * HOURS_A_DAY
  return {
    low: expected.map((value, hour) => value + growth * low * scales[offset + hour]!),
    high: expected.map((value, hour) => value + growth * high * scales[offset + hour]!),
  }
}

const TOTAL_LOW = 0.05
const TOTAL_HIGH = 0.95

/**
 * What a day may use in all, nine times of ten: its expected sum and the quantiles of what whole days of errors add up to. Hours that err together do so here too, so this is
 * narrower than the sum of the hours' bands.
 */
export const energyBandOf = ({ scales, paths, kinds }: ErrorPaths, expected: Float64Array, day: number, growth: number): { readonly low: number; readonly high: number } => {
  const offset = kindOfDay(day) * HOURS_A_DAY
  const sums = Float64Array.from(kinds, (_, path) => {
    let sum = 0
    for (let hour = 0; hour < HOURS_A_DAY; hour += 1) sum += paths[path * HOURS_A_DAY + hour]! * scales[offset + hour]!
    return growth * sum
  }).sort()
  const spare = (1 - TOTAL_HIGH) / Math.max(1, kinds.length)
  const total = expected.reduce((sum, value) => sum + value, 0)
  return { low: total + quantile(sums, TOTAL_LOW - spare), high: total + quantile(sums, TOTAL_HIGH + spare) }
}

/** Highest values that the day may reach from hour `fromHour` on, one a path, ascending; paths of the same kind of day where there are enough. */
export const peaksOf = ({ scales, paths, kinds }: ErrorPaths, expected: ArrayLike<number>, day: number, growth: number, fromHour = 0): Float64Array => {
  const kind = kindOfDay(day)
  const own = [...kinds.keys()].filter((path) => kinds[path] === kind)
  const taken = own.length >= 8 ? own : [...kinds.keys()]
  return Float64Array.from(taken, (path) => {
    let peak = Number.NEGATIVE_INFINITY
    for (let hour = fromHour; hour < HOURS_A_DAY; hour += 1) peak = Math.max(peak, expected[hour]! + growth * paths[path * HOURS_A_DAY + hour]! * scales[kind * HOURS_A_DAY + hour]!)
    return peak
  }).sort()
}

/** Probability that the peak goes over a limit, 0..1, never quite certain: (exceeding + 1/2) / (paths + 1). */
export const exceedanceOf = (peaks: Float64Array, limit: number): number => (peaks.filter((peak) => peak > limit).length + 0.5) / (peaks.length + 1)
