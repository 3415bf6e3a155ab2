/** Pearson's correlation of two series on the moments at which both are known. */

/** A series made ready for many comparisons: centred, with gaps as zeros beside a mask. */
export interface MaskedSeries {
  /** Less the mean of the known values; 0 where not known. */
  readonly values: Float64Array
  /** 1 where known, else 0. */
  readonly known: Float64Array
  readonly count: number
}

export interface Correlation {
  /** -1..1; NaN with fewer than three common moments, or where one series does not move in them. */
  readonly r: number
  /** Moments at which both are known. */
  readonly count: number
}

/** What is left of a variance by rounding alone, as a share of the squares it is the rest of. */
const ROUNDING = 1e-12

export const maskedSeries = (values: Float64Array): MaskedSeries => {
  let sum = 0
  let count = 0
  for (const value of values) {
    if (Number.isNaN(value)) continue
    sum += value
    count += 1
  }
  const mean = count === 0 ? 0 : sum / count
  // What is left of equal values by rounding would else be a movement.
  const least = ROUNDING * Math.abs(mean)
  return { values: values.map((value) => (Number.isNaN(value) || Math.abs(value - mean) <= least ? 0 : value - mean)), known: values.map((value) => (Number.isNaN(value) ? 0 : 1)), count }
}

/**
 * Correlation of x at t with y at t + `lag` steps (Pearson 1895), over the pairs that both know: `pandas.DataFrame.corr`, or `numpy.corrcoef` on what overlaps.
 * @param lag steps by which y is later; may be negative
 */
export const pearson = (x: MaskedSeries, y: MaskedSeries, lag = 0): Correlation => {
  const length = Math.min(x.values.length, y.values.length)
  const from = Math.max(0, -lag)
  const to = Math.min(length, length - lag)
  return lag === 0 && x.count === length && y.count === length ? wholePearson(x.values, y.values, length) : commonPearson(x, y, lag, from, to)
}

/** Without gaps the means are zero by construction. */
const wholePearson = (x: Float64Array, y: Float64Array, length: number): Correlation => {
  let [xx, yy, xy] = [0, 0, 0]
  for (let i = 0; i < length; i++) {
    const a = x[i] as number
    const b = y[i] as number
    xx += a * a
    yy += b * b
    xy += a * b
  }
  return { r: ratioOf(xx, yy, xy, length), count: length }
}

const commonPearson = (x: MaskedSeries, y: MaskedSeries, lag: number, from: number, to: number): Correlation => {
  const [xs, xk, ys, yk] = [x.values, x.known, y.values, y.known]
  let [n, sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0, 0]
  for (let i = from; i < to; i++) {
    const a = xs[i] as number
    const b = ys[i + lag] as number
    const ka = xk[i] as number
    const kb = yk[i + lag] as number
    n += ka * kb
    sx += a * kb
    sy += b * ka
    sxx += a * a * kb
    syy += b * b * ka
    sxy += a * b
  }
  if (n < 3) return { r: Number.NaN, count: n }
  const xx = sxx - (sx * sx) / n
  const yy = syy - (sy * sy) / n
  const still = xx <= ROUNDING * sxx || yy <= ROUNDING * syy
  return { r: still ? Number.NaN : ratioOf(xx, yy, sxy - (sx * sy) / n, n), count: n }
}

const ratioOf = (xx: number, yy: number, xy: number, count: number): number => {
  if (count < 3 || !(xx > 0) || !(yy > 0)) return Number.NaN
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)))
}
