/** What related points make of a score: the weather takes off what it explains, siblings add what only they show. */
import { OFF, UNKNOWN, type Verdict } from '../analysis/detect/detector.ts'
import { judgeSiblings, unexplainedShare, weatherShift } from '../analysis/detect/related-model.ts'
import type { RelatedView } from './related-watch.ts'
import { hasVote, type PointTuning } from './tuning.ts'

/** What people switch, and what evidence is called. */
export const RELATED = 'related'
export const RELATED_VERSION = 'related-1'
/** Siblings alone make an alert at so many times their limit. */
const SIBLINGS_ALONE = 1.5
/** However much the weather explains, so much of a score stays: the slope is only roughly known beyond the weather seen. */
const LEAST_LEFT = 0.25
/** Below this nobody asks the weather. */
const WORTH_ASKING = 0.5

export interface RelatedJudgement {
  /** Of the siblings. */
  verdict: Verdict
  /** What the weather moves the point by, in its unit; NaN where it was not asked. */
  shift: number
}

export const nothingRelated = (): RelatedJudgement => ({ verdict: UNKNOWN, shift: Number.NaN })

/** The score with the related points' part; `usual` is the first detector's verdict, whose expected value the weather moves. The judgement is left in `judgement`. */
export const withRelated = (own: number, view: RelatedView, judgement: RelatedJudgement, value: number, timeMs: number, context: number, usual: Verdict | undefined, tuning: PointTuning): number => {
  judgement.verdict = UNKNOWN
  judgement.shift = Number.NaN
  if (!hasVote(tuning, RELATED)) {
    judgement.verdict = OFF
    return own
  }
  const { siblings, weather } = view.model
  let score = own
  if (weather !== null && own >= WORTH_ASKING && usual !== undefined && !Number.isNaN(usual.expected)) {
    judgement.shift = weatherShift(weather, view.outdoor(timeMs), context)
    score *= Math.max(LEAST_LEFT, unexplainedShare(value - usual.expected, judgement.shift))
  }
  if (siblings === null) return score
  judgement.verdict = judgeSiblings(siblings, value, view.siblings(), tuning.bandWidth)
  return Math.max(score, judgement.verdict.score / SIBLINGS_ALONE)
}
