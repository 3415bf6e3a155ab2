/**
 * Robust z-score by hour and kind of day: how many robust standard deviations a value lies from the median of its context.
 *
 * z = (x - median) / (1.4826 * MAD), limit |z| = 4 (Iglewicz and Hoaglin 1993, "How to Detect and Handle Outliers", recommend 3.5 for a single
 * sample; 4 because thousands of readings a day are judged). Score = |z| / 4 where the context's own extremes and the least width allow it.
 */
import { MAD_TO_SIGMA, medianAbsoluteDeviation, medianSorted } from '../order-statistics.ts'
import { coldHalfWidth, isColdReady, learnCold, startCold, type ColdKnowledge } from './cold-start.ts'
import { fitContextBands, type BandRule, type ContextBands } from './context-bands.ts'
import { judgeBand, UNKNOWN, type Detector, type ScoredReading, type Verdict } from './detector.ts'

/** Robust standard deviations at score 1. */
export const Z_LIMIT = 4
/** Fewer readings than this, or less than a day, make no model. */
export const FIT_LEAST_READINGS = 100
export const FIT_LEAST_MS = 20 * 3_600_000
/** Mean absolute deviation of a normal distribution is sqrt(2 / pi) of its standard deviation. */
const MEAN_DEVIATION_TO_SIGMA = Math.sqrt(Math.PI / 2)
/** Older readings fade after so many. */
const COLD_MEMORY = 10_000

export interface ZScoreState {
  /** null once there is a model. */
  readonly cold: ColdKnowledge | null
  mean: number
  deviation: number
}

const rule: BandRule = (sorted) => {
  const centre = medianSorted(sorted)
  const half = Z_LIMIT * MAD_TO_SIGMA * medianAbsoluteDeviation(sorted, centre)
  return { centre, below: half, above: half }
}

export const zScore: Detector<ContextBands, ZScoreState> = {
  id: 'zScore',
  version: 'zScore-1',
  fit: (history, { leastHalfWidth }) => (isEnough(history) ? fitContextBands(history, history.values, rule, leastHalfWidth) : null),
  start: (model, { leastHalfWidth }) => ({ cold: model === null ? startCold(leastHalfWidth) : null, mean: 0, deviation: 0 }),
  score: (model, state, reading) => (model === null ? scoreCold(state, reading) : scoreBands(model, reading)),
}

/** The verdict of bands learnt on the values themselves. */
export const scoreBands = (bands: ContextBands, { value, context, bandWidth }: ScoredReading): Verdict =>
  judgeBand(value, bands.centre[context] as number, (bands.below[context] as number) * bandWidth, (bands.above[context] as number) * bandWidth)

/** True where a history is long enough for any band. */
export const isEnough = (history: { readonly count: number; readonly timesMs: Float64Array }): boolean =>
  history.count >= FIT_LEAST_READINGS && (history.timesMs[history.count - 1] as number) - (history.timesMs[0] as number) >= FIT_LEAST_MS

const scoreCold = (state: ZScoreState, { timeMs, value, bandWidth }: ScoredReading): Verdict => {
  const { cold } = state
  if (cold === null) return UNKNOWN
  const half = coldHalfWidth(cold, Z_LIMIT * MEAN_DEVIATION_TO_SIGMA * state.deviation, state.mean) * bandWidth
  const verdict = isColdReady(cold) ? judgeBand(value, state.mean, half, half) : UNKNOWN
  learnCold(cold, timeMs, value, verdict.score >= 1)
  const share = 1 / Math.min(cold.count, COLD_MEMORY)
  if (cold.count === 1) state.mean = value
  const limit = verdict.score >= 1 ? half : Infinity
  const distance = Math.max(-limit, Math.min(limit, value - state.mean))
  state.mean += distance * share
  state.deviation += (Math.abs(distance) - state.deviation) * share
  return verdict
}
