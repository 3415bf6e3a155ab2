/**
 * Tukey's fences by hour and kind of day: a value beyond the outer fences q1 - 3 IQR and q3 + 3 IQR of its context is abnormal
 * (Tukey 1977, "Exploratory Data Analysis": "far out"). Asks nothing of the distribution's shape and follows skewed points.
 * Until there is a model the quartiles are followed by the P² algorithm.
 */
import { addP2, startP2, valueP2, type P2State } from '../p2-quantile.ts'
import { quantileSorted } from '../order-statistics.ts'
import { coldHalfWidth, isColdReady, learnCold, startCold, type ColdKnowledge } from './cold-start.ts'
import { fitContextBands, type BandRule, type ContextBands } from './context-bands.ts'
import { judgeBand, UNKNOWN, type Detector, type ScoredReading, type Verdict } from './detector.ts'
import { isEnough, scoreBands } from './z-score.ts'

/** Interquartile ranges from the quartile to the outer fence. */
export const FENCE = 3

export interface IqrState {
  /** null once there is a model. */
  readonly cold: { readonly known: ColdKnowledge; readonly q1: P2State; readonly median: P2State; readonly q3: P2State } | null
}

const fences = (q1: number, centre: number, q3: number): { centre: number; below: number; above: number } => {
  const reach = FENCE * (q3 - q1)
  return { centre, below: centre - q1 + reach, above: q3 - centre + reach }
}

const rule: BandRule = (sorted) => fences(quantileSorted(sorted, 0.25), quantileSorted(sorted, 0.5), quantileSorted(sorted, 0.75))

export const iqrFences: Detector<ContextBands, IqrState> = {
  id: 'iqrFences',
  version: 'iqrFences-1',
  fit: (history, { leastHalfWidth }) => (isEnough(history) ? fitContextBands(history, history.values, rule, leastHalfWidth) : null),
  start: (model, { leastHalfWidth }) => ({
    cold: model === null ? { known: startCold(leastHalfWidth), q1: startP2(0.25), median: startP2(0.5), q3: startP2(0.75) } : null,
  }),
  score: (model, state, reading) => (model === null ? scoreCold(state, reading) : scoreBands(model, reading)),
}

const scoreCold = ({ cold }: IqrState, { timeMs, value, bandWidth }: ScoredReading): Verdict => {
  if (cold === null) return UNKNOWN
  const { known } = cold
  const fence = fences(valueP2(cold.q1), valueP2(cold.median), valueP2(cold.q3))
  const verdict = isColdReady(known)
    ? judgeBand(value, fence.centre, coldHalfWidth(known, fence.below, fence.centre) * bandWidth, coldHalfWidth(known, fence.above, fence.centre) * bandWidth)
    : UNKNOWN
  learnCold(known, timeMs, value, verdict.score >= 1)
  if (verdict.score >= 1) return verdict
  addP2(cold.q1, value)
  addP2(cold.median, value)
  addP2(cold.q3, value)
  return verdict
}
