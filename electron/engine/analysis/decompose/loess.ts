/**
 * Loess on an evenly spaced series: locally weighted regression of degree 0 or 1 with tricube weights, as STL uses it (Cleveland, Cleveland, McRae and
 * Terpenning 1990, "STL: A Seasonal-Trend Decomposition Procedure Based on Loess", Journal of Official Statistics 6(1)).
 */

export interface LoessOptions {
  /** Number of neighbours, odd; may be more than there are values. */
  readonly window: number
  readonly degree: 0 | 1
  /** Every so many values are fitted, those between are interpolated; 1 = all. */
  readonly jump: number
}

/** Values further than this share of the reach count nothing, nearer than the second count fully: the constants of the original. */
const OUTER = 0.999
const INNER = 0.001

/**
 * Smooths `count` values of `y` into `out`.
 * @param robustness weight of each value 0..1, or null for 1
 */
export const smoothLoess = (y: Float64Array, count: number, { window, degree, jump }: LoessOptions, robustness: Float64Array | null, out: Float64Array): void => {
  if (count < 2) {
    if (count === 1) out[0] = y[0] as number
    return
  }
  const step = Math.max(1, Math.min(jump, count - 1))
  const half = (window + 1) >> 1
  let at = 0
  for (; at < count; at += step) {
    const left = window >= count ? 0 : Math.max(0, Math.min(count - window, at + 1 - half))
    const right = Math.min(count, left + window) - 1
    const fitted = fitLoess(y, count, window, degree, at, left, right, robustness)
    out[at] = Number.isNaN(fitted) ? (y[at] as number) : fitted
    if (at >= step) interpolate(out, at - step, at)
  }
  const last = at - step
  if (last === count - 1) return
  const left = Math.max(0, count - window)
  const fitted = fitLoess(y, count, window, degree, count - 1, left, count - 1, robustness)
  out[count - 1] = Number.isNaN(fitted) ? (y[count - 1] as number) : fitted
  interpolate(out, last, count - 1)
}

/**
 * The local fit at place `at` (may lie one beyond either end) from the values `left`..`right`.
 * @returns NaN where no value has any weight
 */
export const fitLoess = (y: Float64Array, count: number, window: number, degree: 0 | 1, at: number, left: number, right: number, robustness: Float64Array | null): number => {
  const reach = Math.max(at - left, right - at) + (window > count ? (window - count) >> 1 : 0)
  let total = 0
  let weighted = 0
  let first = 0
  let second = 0
  let product = 0
  for (let j = left; j <= right; j++) {
    const distance = Math.abs(j - at)
    if (distance > OUTER * reach) continue
    let weight = 1
    if (distance > INNER * reach) {
      const ratio = distance / reach
      const rest = 1 - ratio * ratio * ratio
      weight = rest * rest * rest
    }
    if (robustness !== null) weight *= robustness[j] as number
    const value = y[j] as number
    const place = j - at
    total += weight
    weighted += weight * value
    first += weight * place
    second += weight * place * place
    product += weight * place * value
  }
  if (total <= 0) return Number.NaN
  const mean = weighted / total
  if (degree === 0 || reach <= 0) return mean
  const centre = first / total
  const spread = second / total - centre * centre
  if (!(Math.sqrt(Math.max(0, spread)) > INNER * (count - 1))) return mean
  return mean - (centre * (product / total - centre * mean)) / spread
}

const interpolate = (out: Float64Array, from: number, to: number): void => {
  const slope = ((out[to] as number) - (out[from] as number)) / (to - from)
  for (let i = from + 1; i < to; i++) out[i] = (out[from] as number) + slope * (i - from)
}
