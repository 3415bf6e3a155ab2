/**
 * A day's forecast corrected while the day comes in: what the last hours missed is carried on to the hours that are left, by a share that fades with distance.
 *
 * Errors e are in usual errors of their hour. After h hours the recent miss is m = sum_k d^k e(h-1-k) / sum_k d^k over measured hours, d = 0.6; hour h+l-1 is moved by c(l) m, where c(l) is learnt
 * from the days held back by least squares over all h (sum m e / sum m^2, shrunk as by five more days that showed nothing), between 0 and 1 and never growing with l.
 * The band is between quantiles of what the correction leaves on these days at each distance, and never wider than the band of the day before. Pure.
 */
import { quantileSorted } from '../order-statistics.ts'
import { HOURS_A_DAY } from './day-matrix.ts'
import { bandOf, BAND_SHARES, energyBandOf, kindOfDay, type Band, type ErrorPaths } from './error-paths.ts'

const FADING = 0.6
const PRIOR_DAYS = 5

/** By distance in hours, index 0 = the next hour. */
export interface DayCorrection {
  readonly carried: Float64Array
  /** Quantiles of what is left, in usual errors. */
  readonly low: Float64Array
  readonly high: Float64Array
}

/** @param errors in usual errors; NaN = not measured @returns NaN where nothing before hour `until` was measured */
const recentMiss = (errors: ArrayLike<number>, from: number, until: number): number => {
  let [sum, weights, weight] = [0, 0, 1]
  for (let hour = until - 1; hour >= 0; hour -= 1) {
    const error = errors[from + hour]!
    if (Number.isFinite(error)) {
      sum += weight * error
      weights += weight
    }
    weight *= FADING
  }
  return weights === 0 ? Number.NaN : sum / weights
}

const carriedOf = ({ paths, kinds }: ErrorPaths): Float64Array => {
  const products = new Float64Array(HOURS_A_DAY)
  const squares = new Float64Array(HOURS_A_DAY)
  for (let path = 0; path < kinds.length; path += 1) {
    for (let known = 1; known < HOURS_A_DAY; known += 1) {
      const miss = recentMiss(paths, path * HOURS_A_DAY, known)
      for (let hour = known; hour < HOURS_A_DAY; hour += 1) {
        products[hour - known] = products[hour - known]! + miss * paths[path * HOURS_A_DAY + hour]!
        squares[hour - known] = squares[hour - known]! + miss * miss
      }
    }
  }
  const trust = kinds.length / (kinds.length + PRIOR_DAYS)
  let most = 1
  return products.map((product, lead) => (most = Math.max(0, Math.min(most, squares[lead] === 0 ? 0 : (trust * product) / squares[lead]!))))
}

export const learnCorrection = (errors: ErrorPaths): DayCorrection => {
  const { paths, kinds } = errors
  const carried = carriedOf(errors)
  const left: number[][] = Array.from({ length: HOURS_A_DAY }, () => [])
  for (let path = 0; path < kinds.length; path += 1) {
    for (let known = 1; known < HOURS_A_DAY; known += 1) {
      const miss = recentMiss(paths, path * HOURS_A_DAY, known)
      for (let hour = known; hour < HOURS_A_DAY; hour += 1) left[hour - known]!.push(paths[path * HOURS_A_DAY + hour]! - carried[hour - known]! * miss)
    }
  }
  const spare = (1 - BAND_SHARES.high) / Math.max(1, kinds.length)
  const quantiles = (share: number): Float64Array => Float64Array.from(left, (values) => (values.length === 0 ? Number.NaN : quantileSorted(Float64Array.from(values).sort(), Math.max(0, Math.min(1, share)))))
  return { carried, low: quantiles(BAND_SHARES.low - spare), high: quantiles(BAND_SHARES.high + spare) }
}

export interface CorrectedDay extends Band {
  /** First hour of the local clock that was moved; hours before are as they were forecast. */
  readonly fromHour: number
  readonly expected: Float64Array
  /** The recent miss, in the unit of the load; what the next hour is moved by is a share of it. */
  readonly miss: number
}

/**
 * @param expected the day as it was forecast before it began @param measured hours of the day so far; NaN = not measured @param fromHour first hour that is not over @param day local date as whole days since 1970
 * @returns null where nothing can be told: no hour was measured, or the day is over
 */
export const correctDay = (correction: DayCorrection, errors: ErrorPaths, expected: Float64Array, measured: ArrayLike<number>, fromHour: number, day: number): CorrectedDay | null => {
  const offset = kindOfDay(day) * HOURS_A_DAY
  const known = Float64Array.from({ length: HOURS_A_DAY }, (_, hour) => (hour < fromHour ? (measured[hour]! - expected[hour]!) / errors.scales[offset + hour]! : Number.NaN))
  const miss = recentMiss(known, 0, fromHour)
  if (Number.isNaN(miss) || fromHour >= HOURS_A_DAY) return null
  const before = bandOf(errors, expected, day, 1)
  const [moved, low, high] = [expected.slice(), before.low.slice(), before.high.slice()]
  for (let hour = fromHour; hour < HOURS_A_DAY; hour += 1) {
    const scale = errors.scales[offset + hour]!
    const lead = hour - fromHour
    moved[hour] = expected[hour]! + correction.carried[lead]! * miss * scale
    low[hour] = moved[hour]! + Math.max(correction.low[lead]!, errors.low) * scale
    high[hour] = moved[hour]! + Math.min(correction.high[lead]!, errors.high) * scale
  }
  return { fromHour, expected: moved, low, high, miss: miss * errors.scales[offset + fromHour - 1]! }
}

/** Whole days of what the correction leaves after `fromHour` hours: for probabilities of going over a limit in the rest of the day. */
export const errorsLeft = ({ carried }: DayCorrection, errors: ErrorPaths, fromHour: number): ErrorPaths => {
  const paths = errors.paths.slice()
  for (let path = 0; path < errors.kinds.length; path += 1) {
    const miss = recentMiss(errors.paths, path * HOURS_A_DAY, fromHour)
    if (Number.isNaN(miss)) continue
    for (let hour = fromHour; hour < HOURS_A_DAY; hour += 1) paths[path * HOURS_A_DAY + hour] = paths[path * HOURS_A_DAY + hour]! - carried[hour - fromHour]! * miss
  }
  return { ...errors, paths }
}

/**
 * What a day may use in all, nine times of ten: hours before `fromHour` as they stand in `day24` (measured), the rest by what whole days of corrected errors add up to.
 * @param day24 the whole day: measured until `fromHour`, corrected from there on @param day local date as whole days since 1970
 */
export const correctedTotal = (correction: DayCorrection, errors: ErrorPaths, day24: Float64Array, fromHour: number, day: number): { readonly low: number; readonly high: number } => {
  const left = errorsLeft(correction, errors, fromHour)
  const paths = left.paths.map((error, at) => (at % HOURS_A_DAY < fromHour ? 0 : error))
  return energyBandOf({ ...left, paths }, day24, day, 1)
}
