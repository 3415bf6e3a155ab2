/**
 * STL: an evenly spaced series as trend + season + rest (Cleveland et al. 1990), and MSTL: several seasons one after another (Bandara, Hyndman and Bergmeir 2021,
 * "MSTL: A Seasonal-Trend Decomposition Algorithm for Time Series with Multiple Seasonal Patterns"). Same results as statsmodels' STL and MSTL at the same parameters.
 */
import { fitLoess, smoothLoess, type LoessOptions } from './loess.ts'

export interface StlOptions {
  /** Values in one cycle, at least 2. */
  readonly period: number
  /** Cycles over which a season may change, odd, at least 7. */
  readonly seasonal: LoessOptions
  readonly trend: LoessOptions
  readonly lowPass: LoessOptions
  readonly innerLoops: number
  /** Rounds in which outliers lose their weight; 0 = none. */
  readonly outerLoops: number
}

export interface Decomposition {
  readonly trend: Float64Array
  /** One a period, in the order of the periods. */
  readonly seasons: readonly Float64Array[]
  readonly rest: Float64Array
}

const oddUp = (value: number): number => {
  const whole = Math.ceil(value)
  return whole % 2 === 0 ? whole + 1 : whole
}

/** The parameters that Cleveland et al. recommend for a period and a seasonal window; `coarse` fits every tenth of a window and interpolates, as R does. */
export const stlOptions = (period: number, seasonalWindow: number, seasonalDegree: 0 | 1, outerLoops: number, coarse: boolean): StlOptions => {
  const trendWindow = oddUp((1.5 * period) / (1 - 1.5 / seasonalWindow))
  const lowPassWindow = oddUp(period + 1)
  const jump = (window: number): number => (coarse ? Math.ceil(window / 10) : 1)
  return {
    period,
    seasonal: { window: seasonalWindow, degree: seasonalDegree, jump: jump(seasonalWindow) },
    trend: { window: trendWindow, degree: 1, jump: jump(trendWindow) },
    lowPass: { window: lowPassWindow, degree: 1, jump: jump(lowPassWindow) },
    innerLoops: outerLoops > 0 ? 2 : 5,
    outerLoops,
  }
}

/**
 * Decomposes finite values with one season.
 * @throws RangeError for fewer than two periods of values
 */
export const decomposeStl = (values: Float64Array, options: StlOptions): Decomposition => {
  const count = values.length
  if (count < 2 * options.period) throw new RangeError(`A season of ${options.period} values cannot be found in ${count}.`)
  const trend = new Float64Array(count)
  const season = new Float64Array(count)
  let robustness: Float64Array | null = null
  for (let outer = 0; outer <= options.outerLoops; outer++) {
    for (let inner = 0; inner < options.innerLoops; inner++) improve(values, options, robustness, trend, season)
    if (outer < options.outerLoops) robustness = robustWeights(values, trend, season)
  }
  return { trend, seasons: [season], rest: values.map((value, i) => value - (trend[i] as number) - (season[i] as number)) }
}

/**
 * Decomposes finite values with several seasons, shortest first, twice round.
 * @throws RangeError for fewer than two of the longest period of values
 */
export const decomposeMstl = (values: Float64Array, seasons: readonly StlOptions[]): Decomposition => {
  const found: Float64Array[] = seasons.map(() => new Float64Array(values.length))
  const rest = values.slice()
  let trend: Float64Array = values
  for (let round = 0; round < (seasons.length > 1 ? 2 : 1); round++) {
    for (const [at, options] of seasons.entries()) {
      const before = found[at] as Float64Array
      for (let i = 0; i < rest.length; i++) rest[i] = (rest[i] as number) + (before[i] as number)
      const part = decomposeStl(rest, options)
      const season = part.seasons[0] as Float64Array
      for (let i = 0; i < rest.length; i++) rest[i] = (rest[i] as number) - (season[i] as number)
      found[at] = season
      trend = part.trend
    }
  }
  return { trend, seasons: found, rest: rest.map((value, i) => value - (trend[i] as number)) }
}

/** One round of the inner loop: season from the detrended values, then trend from the deseasonalised. */
const improve = (values: Float64Array, options: StlOptions, robustness: Float64Array | null, trend: Float64Array, season: Float64Array): void => {
  const count = values.length
  const { period } = options
  const cycles = smoothCycles(values.map((value, i) => value - (trend[i] as number)), options, robustness)
  const low = movingMean(movingMean(movingMean(cycles, period), period), 3)
  const smoothLow = new Float64Array(count)
  smoothLoess(low, count, options.lowPass, null, smoothLow)
  for (let i = 0; i < count; i++) season[i] = (cycles[i + period] as number) - (smoothLow[i] as number)
  smoothLoess(values.map((value, i) => value - (season[i] as number)), count, options.trend, robustness, trend)
}

/** Each phase of the cycle smoothed on its own and carried one cycle beyond either end. */
const smoothCycles = (detrended: Float64Array, { period, seasonal }: StlOptions, robustness: Float64Array | null): Float64Array => {
  const count = detrended.length
  const out = new Float64Array(count + 2 * period)
  const most = Math.ceil(count / period)
  const phase = new Float64Array(most)
  const weights = robustness === null ? null : new Float64Array(most)
  const smoothed = new Float64Array(most)
  const { window, degree } = seasonal
  for (let start = 0; start < period; start++) {
    const cycles = Math.floor((count - 1 - start) / period) + 1
    for (let k = 0; k < cycles; k++) {
      phase[k] = detrended[start + k * period] as number
      if (weights !== null) weights[k] = (robustness as Float64Array)[start + k * period] as number
    }
    smoothLoess(phase, cycles, seasonal, weights, smoothed)
    const before = fitLoess(phase, cycles, window, degree, -1, 0, Math.min(window, cycles) - 1, weights)
    const after = fitLoess(phase, cycles, window, degree, cycles, Math.max(0, cycles - window), cycles - 1, weights)
    out[start] = Number.isNaN(before) ? (smoothed[0] as number) : before
    for (let k = 0; k < cycles; k++) out[start + (k + 1) * period] = smoothed[k] as number
    out[start + (cycles + 1) * period] = Number.isNaN(after) ? (smoothed[cycles - 1] as number) : after
  }
  return out
}

const movingMean = (values: Float64Array, length: number): Float64Array => {
  const out = new Float64Array(values.length - length + 1)
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    sum += values[i] as number
    if (i >= length) sum -= values[i - length] as number
    if (i >= length - 1) out[i - length + 1] = sum / length
  }
  return out
}

/** Bisquare weights of the rest: 0 beyond six median absolute rests. */
const robustWeights = (values: Float64Array, trend: Float64Array, season: Float64Array): Float64Array => {
  const rests = values.map((value, i) => Math.abs(value - (trend[i] as number) - (season[i] as number)))
  const sorted = rests.slice().sort()
  const count = sorted.length
  const limit = 3 * ((sorted[count >> 1] as number) + (sorted[count - (count >> 1) - 1] as number))
  return rests.map((rest) => (rest <= 0.001 * limit ? 1 : rest > 0.999 * limit ? 0 : (1 - (rest / limit) ** 2) ** 2))
}
