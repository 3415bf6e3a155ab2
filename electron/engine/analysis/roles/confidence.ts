/**
 * How sure a finding is: from the lead of the best role over the next, from how much was said for it at all, and from how much of the name was understood.
 * The three constants of each curve were set so that four in five are right where it says 0.8 and more, on names of several buildings, vendors and languages.
 */
import type { Judged } from './neighbours.ts'

const logistic = (x: number): number => 1 / (1 + Math.exp(-x))

/** Below this a role is a guess and not worth a place on the screen. */
const LEAST_SCORE = 0.6
const LEAST_CONFIDENCE = 0.25

/** What is left of the doubt where name and description, each alone, say the same: two who do not know of each other seldom err alike. */
const DOUBT_LEFT = 0.5

/** 0 where nothing is said. */
export const confidenceOf = ({ candidates, understood, agreed }: Pick<Judged, 'candidates' | 'understood' | 'agreed'>): number => {
  const [best, second] = candidates
  if (best === undefined || best.score < LEAST_SCORE) return 0
  const lead = best.score - Math.max(second?.score ?? 0, 0)
  const byLead = logistic(1.5 * (lead - 0.25))
  const byScore = logistic(1.2 * (best.score - 0.9))
  const byLoss = 1 / (1 + Math.max(0, best.lost - 0.9) * 0.35)
  const byWords = 0.75 + 0.25 * Math.min(1, understood / 0.5)
  const alone = byLead * byScore * byLoss * byWords
  const confidence = Math.min(0.99, agreed !== null && agreed === best.role ? 1 - (1 - alone) * DOUBT_LEFT : alone)
  return confidence < LEAST_CONFIDENCE ? 0 : confidence
}
