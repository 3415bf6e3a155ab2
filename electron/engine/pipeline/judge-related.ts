/** What related points make of a score: the weather and what feeds the point take off what they explain; siblings, and what feeds it, add what only they show. */
import { OFF, UNKNOWN, type Verdict } from '../analysis/detect/detector.ts'
import { judgeSiblings, unexplainedShare, weatherShift } from '../analysis/detect/related-model.ts'
import { judgeUpstream, mostBeyond, upstreamShift, type UpstreamModel } from '../analysis/detect/upstream-model.ts'
import type { RelatedView } from './related-watch.ts'
import { hasVote, type PointTuning } from './tuning.ts'

/** What people switch, and what evidence is called. */
export const RELATED = 'related'
/** Related points alone make an alert at so many times their limit. */
const RELATED_ALONE = 1.5
/** However much the weather explains, so much of a score stays: the slope is only roughly known beyond the weather seen. */
const LEAST_LEFT = 0.25
/** Below this nobody asks the weather, nor what feeds the point. */
const WORTH_ASKING = 0.5
/** Siblings that say so of a point stand as it does: then what feeds all of them is off, or its sensor. */
const AS_SIBLINGS = 0.8

export interface RelatedJudgement {
  /** Of the siblings. */
  verdict: Verdict
  /** What the weather moves the point by, in its unit; NaN where it was not asked. */
  shift: number
  /** By what feeds the point. */
  upstream: Verdict
  /** The upstream value; NaN where it was not known. */
  upstreamValue: number
  /** What it moves the point by, in its unit; NaN where it explains nothing. */
  upstreamShift: number
}

export const nothingRelated = (): RelatedJudgement => ({ verdict: UNKNOWN, shift: Number.NaN, upstream: UNKNOWN, upstreamValue: Number.NaN, upstreamShift: Number.NaN })

/** The score with the related points' part; `usual` is the first detector's verdict, whose expected value weather and supply move. The judgement is left in `judgement`. */
export const withRelated = (own: number, view: RelatedView, judgement: RelatedJudgement, value: number, timeMs: number, context: number, usual: Verdict | undefined, tuning: PointTuning): number => {
  judgement.verdict = UNKNOWN
  judgement.shift = Number.NaN
  judgement.upstream = UNKNOWN
  judgement.upstreamValue = Number.NaN
  judgement.upstreamShift = Number.NaN
  if (!hasVote(tuning, RELATED)) {
    judgement.verdict = OFF
    return own
  }
  const { siblings, weather, upstream } = view.model
  let score = own
  const isAsked = own >= WORTH_ASKING && usual !== undefined && !Number.isNaN(usual.expected)
  if (weather !== null && isAsked) {
    judgement.shift = weatherShift(weather, view.outdoor(timeMs), context)
    score *= Math.max(LEAST_LEFT, unexplainedShare(value - usual.expected, judgement.shift))
  }
  let most = Number.POSITIVE_INFINITY
  if (upstream !== null && upstream !== undefined) most = askUpstream(upstream, view, judgement, value, timeMs, context, isAsked ? usual.expected : Number.NaN, tuning.bandWidth)
  if (siblings !== null) judgement.verdict = judgeSiblings(siblings, value, view.siblings(), tuning.bandWidth)
  const isAsSiblings = !Number.isNaN(judgement.verdict.expected) && judgement.verdict.score < AS_SIBLINGS
  if (isAsSiblings) judgement.upstream = UNKNOWN
  // Siblings that what feeds this one did not reach yet, or that it moved otherwise, are no news either.
  return Math.max(Math.min(most, Math.max(score, judgement.verdict.score / RELATED_ALONE)), judgement.upstream.score / RELATED_ALONE)
}

/** What no score of the point is higher than. `usual` is NaN where its own is too low to be explained away. */
const askUpstream = (model: UpstreamModel, view: RelatedView, judgement: RelatedJudgement, value: number, timeMs: number, context: number, usual: number, bandWidth: number): number => {
  const seen = view.upstream(timeMs)
  if (Number.isNaN(seen.now) || Number.isNaN(seen.felt)) return Number.POSITIVE_INFINITY
  judgement.upstreamValue = seen.now
  judgement.upstream = judgeUpstream(model, value, seen, context, bandWidth)
  if (Number.isNaN(usual)) return Number.POSITIVE_INFINITY
  judgement.upstreamShift = upstreamShift(model, value, usual, seen, context)
  return mostBeyond(model, value - usual, judgement.upstreamShift, bandWidth)
}
