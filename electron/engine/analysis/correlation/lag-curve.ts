/** The correlation of two series at each shift in time, and the shift at which they go together best. */
import { effectiveSize, type LagLadder } from './effective-size.ts'
import { pearson, type MaskedSeries } from './pearson.ts'
import { correlationProbability, probabilityOfBest } from './significance.ts'

export interface LagCurve {
  /** Steps by which the second series is later than the first, ascending. */
  readonly lags: Int32Array
  /** Correlation at each; NaN where too little is common. */
  readonly r: Float64Array
  readonly best: BestLag | null
}

export interface BestLag {
  /** Steps by which the second is later; negative: it goes ahead. */
  readonly lag: number
  readonly r: number
  /** Independent moments the correlation rests on. */
  readonly effective: number
  /** By chance, all shifts that were tried taken into account; NaN with too few moments. */
  readonly probability: number
  /** Moments at which both are known at this shift. */
  readonly count: number
}

/** A series with what its effective size takes. */
export interface LaggedSeries {
  readonly masked: MaskedSeries
  readonly autocorrelations: Float64Array
}

/**
 * Cross-correlation over -`mostSteps`..`mostSteps`, each shift by the pairs that overlap. The best is the strongest, of equals the nearest to no shift. Its
 * probability counts the shifts that are independent of each other: one in N/N* steps.
 */
export const lagCurve = (x: LaggedSeries, y: LaggedSeries, ladder: LagLadder, mostSteps: number, controls = 0): LagCurve => {
  const lags = Int32Array.from({ length: 2 * mostSteps + 1 }, (_, i) => i - mostSteps)
  const r = new Float64Array(lags.length)
  const counts = new Float64Array(lags.length)
  let best = -1
  for (let i = 0; i < lags.length; i++) {
    const at = pearson(x.masked, y.masked, lags[i])
    r[i] = at.r
    counts[i] = at.count
    if (Number.isNaN(at.r)) continue
    const [strength, before] = [Math.abs(at.r), best < 0 ? -1 : Math.abs(r[best] as number)]
    if (strength > before || (strength === before && Math.abs(lags[i] as number) < Math.abs(lags[best] as number))) best = i
  }
  if (best < 0) return { lags, r, best: null }
  const count = counts[best] as number
  const effective = effectiveSize(x.autocorrelations, y.autocorrelations, ladder, count)
  const single = correlationProbability(r[best] as number, effective, controls)
  const trials = 1 + (2 * mostSteps * effective) / count
  return { lags, r, best: { lag: lags[best] as number, r: r[best] as number, effective, probability: probabilityOfBest(single, trials), count } }
}
