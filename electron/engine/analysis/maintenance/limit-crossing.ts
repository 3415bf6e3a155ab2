/**
 * When a slowly moving value reaches a limit: slope of its daily medians by Theil and Sen with Sen's interval (Sen 1968, JASA 63:1379), carried on in a straight line.
 *
 * slope = median of all (y_j - y_i) / (x_j - x_i); its 95 % interval takes the slopes ranked (N -+ C) / 2 of N, C = 1.96 sqrt(n (n - 1) (2n + 5) / 18).
 * Level at the end: median of y - slope (x - last x). A crossing is told only when the whole interval moves towards the limit and the likely day is within a year.
 */
import { pairSlopes } from '../pair-slopes.ts'
import { medianSorted } from '../order-statistics.ts'

const Z_95 = 1.959963984540054
export const LEAST_DAYS = 14
const FURTHEST_LIKELY_DAYS = 365
const FURTHEST_LATEST_DAYS = 730

export interface SenSlope {
  /** Unit of y per unit of x, with the 95 % interval. */
  readonly slope: number
  readonly low: number
  readonly high: number
  /** Level at the last x. */
  readonly level: number
}

/** Needs three values or more; `x` ascending. All slopes are taken: for some hundred values. */
export const senSlope = (x: Float64Array, y: Float64Array): SenSlope => {
  const sorted = pairSlopes(x, y)
  const slope = medianSorted(sorted)
  const n = x.length
  const spread = Z_95 * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18)
  const last = sorted.length - 1
  const low = sorted[Math.max(0, Math.round((sorted.length - spread) / 2) - 1)] as number
  const high = sorted[Math.min(last, Math.round((sorted.length + spread) / 2))] as number
  const end = x[n - 1] as number
  const level = medianSorted(y.map((value, i) => value - slope * ((x[i] as number) - end)).sort())
  return { slope, low, high, level }
}

export interface Crossing {
  readonly side: 'low' | 'high'
  readonly limit: number
  readonly sen: SenSlope
  /** Days from the last day; `latest` null = not within two years at the slowest change. */
  readonly earliestDays: number
  readonly likelyDays: number
  readonly latestDays: number | null
}

/** Where daily values head. @param days ascending whole days @param limits null = none. Null when nothing is reached, or there are too few days to tell. */
export const limitCrossing = (days: Float64Array, medians: Float64Array, limits: { readonly low: number | null; readonly high: number | null }): Crossing | null => {
  if (days.length < LEAST_DAYS) return null
  const sen = senSlope(days, medians)
  if (sen.low <= 0 && sen.high >= 0) return null
  const side = sen.slope > 0 ? 'high' : 'low'
  const limit = limits[side]
  if (limit === null) return null
  const way = Math.abs(limit - sen.level)
  if (side === 'high' ? sen.level >= limit : sen.level <= limit) return null
  const [slowest, fastest] = [Math.min(Math.abs(sen.low), Math.abs(sen.high)), Math.max(Math.abs(sen.low), Math.abs(sen.high))]
  const likelyDays = way / Math.abs(sen.slope)
  if (likelyDays > FURTHEST_LIKELY_DAYS) return null
  const latestDays = way / slowest
  return { side, limit, sen, earliestDays: way / fastest, likelyDays, latestDays: latestDays > FURTHEST_LATEST_DAYS ? null : latestDays }
}
