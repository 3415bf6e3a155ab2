/**
 * How many independent moments a comparison of two series rests on: neighbours in time resemble each other, so 8,640 readings of a slow temperature say no more
 * than some dozens of independent ones would. Without this everything is "significant".
 */
import type { MaskedSeries } from './pearson.ts'

/** Lags at which autocorrelation is measured, with the number of whole lags each of them stands for. */
export interface LagLadder {
  readonly lags: Uint32Array
  readonly weights: Float64Array
}

/** Up to here every lag is measured; beyond, one in so many more percent, and never further apart than 24. */
const EVERY_LAG_TO = 12
const GROWTH = 1.08
const WIDEST = 24

/** All lags up to a fifth of the length (Pyper and Peterman 1998), thinned where the autocorrelation is smooth: what lies between two is taken as a line. */
export const lagLadder = (length: number): LagLadder => {
  const last = Math.floor(length / 5)
  const lags: number[] = []
  for (let lag = 1; lag < last; lag = lag < EVERY_LAG_TO ? lag + 1 : lag + Math.min(WIDEST, Math.max(1, Math.floor(lag * (GROWTH - 1))))) lags.push(lag)
  if (last >= 1) lags.push(last)
  const weights = lags.map((lag, i) => 1 + (lag - (lags[i - 1] ?? lag - 1) - 1) / 2 + ((lags[i + 1] ?? lag + 1) - lag - 1) / 2)
  return { lags: Uint32Array.from(lags), weights: Float64Array.from(weights) }
}

/** Autocorrelation at each lag over the pairs that are known, each normed by its own number of pairs (Box and Jenkins 1976). 0 where it cannot be told. */
export const autocorrelations = ({ values, known, count }: MaskedSeries, { lags }: LagLadder): Float64Array => {
  const result = new Float64Array(lags.length)
  let squares = 0
  for (const value of values) squares += value * value
  if (count === 0 || squares === 0) return result
  const variance = squares / count
  const whole = count === values.length
  for (let l = 0; l < lags.length; l++) {
    const lag = lags[l] as number
    let sum = 0
    let pairs = whole ? values.length - lag : 0
    for (let i = lag; i < values.length; i++) sum += (values[i] as number) * (values[i - lag] as number)
    if (!whole) for (let i = lag; i < known.length; i++) pairs += (known[i] as number) * (known[i - lag] as number)
    result[l] = pairs === 0 ? 0 : sum / pairs / variance
  }
  return result
}

/**
 * Effective number of moments N*: 1/N* = 1/N + 2/N * sum over lags j of (N - j)/N * rxx(j) * ryy(j), at most N
 * (Bartlett 1935; Pyper and Peterman 1998, Can. J. Fish. Aquat. Sci. 55, equation 1).
 * @param count N, moments at which both are known
 */
export const effectiveSize = (x: Float64Array, y: Float64Array, { lags, weights }: LagLadder, count: number): number => {
  let sum = 0
  for (let l = 0; l < lags.length; l++) {
    const lag = lags[l] as number
    if (lag >= count) break
    sum += (weights[l] as number) * (1 - lag / count) * (x[l] as number) * (y[l] as number)
  }
  return Math.min(count, count / Math.max(1, 1 + 2 * sum))
}
