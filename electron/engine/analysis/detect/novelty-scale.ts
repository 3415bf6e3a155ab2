/** From a method's raw measure of strangeness to the detectors' scale: 0 = as usual, 1 = at the limit of what was seen out of sample. */
import { quantileSorted } from '../order-statistics.ts'

/** The first rows of a history teach, the rest shows what the method says of readings it has not learnt from. */
export const TEACHING_SHARE = 2 / 3
/** Share of unseen normal readings at or below score 1. */
const LIMIT_QUANTILE = 0.998

export interface NoveltyScale {
  readonly usual: number
  readonly limit: number
}

/** @param measures raw measures of readings the method has not learnt from, at least one; higher = stranger. Not changed. */
export const noveltyScale = (measures: Float64Array): NoveltyScale => {
  const sorted = measures.slice().sort()
  const usual = quantileSorted(sorted, 0.5)
  return { usual, limit: Math.max(quantileSorted(sorted, LIMIT_QUANTILE), usual + 1e-6 * Math.max(1, Math.abs(usual))) }
}

/** @param bandWidth widens the room between usual and limit; 1 = as learnt */
export const noveltyScore = ({ usual, limit }: NoveltyScale, measure: number, bandWidth: number): number => Math.max(0, (measure - usual) / ((limit - usual) * bandWidth))
