/** Two points: their correlation at the same moment and at each shift in time. */
import type { CorrelationMethod, CorrelationPair } from '../../../../shared/domain/correlation.ts'
import { autocorrelations, effectiveSize, lagLadder } from '../../analysis/correlation/effective-size.ts'
import { lagCurve, type BestLag, type LaggedSeries } from '../../analysis/correlation/lag-curve.ts'
import { maskedSeries, pearson } from '../../analysis/correlation/pearson.ts'
import { correlationProbability } from '../../analysis/correlation/significance.ts'
import { ranksOf, spearman } from '../../analysis/correlation/spearman.ts'
import type { Gathered } from './correlation-job.ts'

type PairFound = Pick<CorrelationPair, 'r' | 'effective' | 'probability' | 'count' | 'curve' | 'startMs' | 'first' | 'second' | 'firstRest' | 'secondRest'>

const NOTHING = new Float64Array(0)

/** Where one of the two was left out, nothing can be told and the curve is empty. */
export const comparePair = ({ grid, controls, points }: Gathered, [firstId, secondId]: readonly number[], method: CorrelationMethod, mostLagMs: number): PairFound => {
  const first = points.find(({ pointId }) => pointId === firstId)
  const second = points.find(({ pointId }) => pointId === secondId)
  const { startMs, stepMs, length } = grid
  const series = { startMs, first: first?.raw ?? NOTHING, second: second?.raw ?? NOTHING, firstRest: first?.rest ?? NOTHING, secondRest: second?.rest ?? NOTHING }
  if (first === undefined || second === undefined) {
    return { ...series, r: Number.NaN, effective: Number.NaN, probability: Number.NaN, count: 0, curve: { lagsMs: NOTHING, r: NOTHING, best: null } }
  }
  const ladder = lagLadder(length)
  const ready = (rest: Float64Array): LaggedSeries => {
    const masked = maskedSeries(method === 'spearman' ? ranksOf(rest) : rest)
    return { masked, autocorrelations: autocorrelations(masked, ladder) }
  }
  const [a, b] = [ready(first.rest), ready(second.rest)]
  const { r, count } = method === 'spearman' ? spearman(first.rest, second.rest) : pearson(a.masked, b.masked)
  const effective = effectiveSize(a.autocorrelations, b.autocorrelations, ladder, count)
  const curve = lagCurve(a, b, ladder, Math.floor(mostLagMs / stepMs), controls)
  return {
    ...series, r, effective, count, probability: correlationProbability(r, effective, controls),
    curve: { lagsMs: Float64Array.from(curve.lags, (lag) => lag * stepMs), r: curve.r, best: curve.best === null ? null : bestShift(curve.best, stepMs) },
  }
}

export const bestShift = ({ lag, r, effective, probability }: BestLag, stepMs: number): { lagMs: number; r: number; effective: number; probability: number } => ({ lagMs: lag * stepMs, r, effective, probability })
