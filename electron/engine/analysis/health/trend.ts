/**
 * Trend of daily scores: the Mann-Kendall test (Mann 1945, Kendall 1975) with the variance corrected for autocorrelation after Hamed and Rao (Journal of Hydrology 204, 1998),
 * and the slope of Sen (1968). Neither assumes a distribution; ties, which scores are full of, are taken out of the variance.
 */
import { pairSlopes } from '../pair-slopes.ts'
import type { HealthTrend } from '../../../../shared/domain/health.ts'
import { medianSorted } from '../order-statistics.ts'

/** Fewer scores say nothing of a trend. */
const LEAST_DAYS = 14
/** Confidence from which a trend is told. */
const SURE = 0.95
/** A trend of less over the whole period is nothing anybody would act upon, points. */
const LEAST_CHANGE = 3
/** Autocorrelations within this many standard errors of zero are none (5 % two-sided). */
const SIGNIFICANT = 1.959963984540054
const MONTH_DAYS = 30

export interface MannKendall {
  readonly s: number
  /** Variance of s under no trend, corrected. */
  readonly variance: number
  readonly z: number
  /** Two-sided. */
  readonly p: number
  /** Per unit of `times`. */
  readonly slope: number
}

export interface TimedValues {
  /** Ascending, in any unit. */
  readonly times: readonly number[]
  readonly values: readonly number[]
}

/** The test on values at increasing times; gaps are allowed. */
export const mannKendall = ({ times, values }: TimedValues): MannKendall => {
  const n = values.length
  let s = 0
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) s += Math.sign((values[j] as number) - (values[i] as number))
  const slope = senSlope({ times, values })
  const variance = tiedVariance(values) * autocorrelationFactor(values.map((value, i) => value - slope * (times[i] as number)))
  const z = variance <= 0 || s === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance)
  return { s, variance, z, p: Math.min(1, 2 * upperTail(Math.abs(z))), slope }
}

/** Median of the slopes between all pairs. */
export const senSlope = ({ times, values }: TimedValues): number => (values.length < 2 ? 0 : medianSorted(pairSlopes(times, values)))

const tiedVariance = (values: readonly number[]): number => {
  const n = values.length
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  let ties = 0
  for (const t of counts.values()) ties += t * (t - 1) * (2 * t + 5)
  return (n * (n - 1) * (2 * n + 5) - ties) / 18
}

/** n/n* of Hamed and Rao: by the significant autocorrelations of the ranks of the detrended values. Never below 1: a trend is not made surer than independent days would. */
const autocorrelationFactor = (detrended: readonly number[]): number => {
  const n = detrended.length
  const ranks = ranksOf(detrended)
  const mean = (n + 1) / 2
  const power = ranks.reduce((sum, rank) => sum + (rank - mean) ** 2, 0)
  if (power === 0 || n < 4) return 1
  let sum = 0
  for (let lag = 1; lag < n - 2; lag++) {
    let shared = 0
    for (let i = 0; i + lag < n; i++) shared += ((ranks[i] as number) - mean) * ((ranks[i + lag] as number) - mean)
    const r = shared / power
    if (Math.abs(r) > SIGNIFICANT / Math.sqrt(n)) sum += (n - lag) * (n - lag - 1) * (n - lag - 2) * r
  }
  return Math.max(1, 1 + (2 / (n * (n - 1) * (n - 2))) * sum)
}

/** Mean ranks, from 1. */
const ranksOf = (values: readonly number[]): number[] => {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] as number) - (values[b] as number))
  const ranks = Array.from(values, () => 0)
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to + 1 < order.length && values[order[to + 1] as number] === values[order[from] as number]) to += 1
    for (let i = from; i <= to; i++) ranks[order[i] as number] = (from + to) / 2 + 1
    from = to + 1
  }
  return ranks
}

/** Upper tail of the standard normal distribution, relative error below 1.2e-7 (complementary error function of Numerical Recipes, Chebyshev fit). */
const upperTail = (z: number): number => {
  const t = 1 / (1 + (0.5 * z) / Math.SQRT2)
  const x = z / Math.SQRT2
  const series = [-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277]
  const fit = series.reduceRight((sum, coefficient) => coefficient + t * sum, 0)
  return 0.5 * t * Math.exp(-x * x + fit)
}

/** The trend of daily scores; days without a score (NaN) are left out. `days` are day numbers. */
export const trendOf = (days: readonly number[], scores: readonly number[]): HealthTrend => {
  const at = scores.flatMap((score, i) => (Number.isNaN(score) ? [] : [i]))
  if (at.length < LEAST_DAYS) return { direction: 'unknown', confidence: null, pointsPerMonth: null, days: at.length }
  const times = at.map((i) => days[i] as number)
  const { p, slope } = mannKendall({ times, values: at.map((i) => scores[i] as number) })
  const change = slope * ((times.at(-1) as number) - (times[0] as number))
  const isTrend = 1 - p >= SURE && Math.abs(change) >= LEAST_CHANGE
  return { direction: !isTrend ? 'stable' : change > 0 ? 'improving' : 'degrading', confidence: 1 - p, pointsPerMonth: slope * MONTH_DAYS, days: at.length }
}
