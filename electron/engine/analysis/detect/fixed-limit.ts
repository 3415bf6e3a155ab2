/**
 * Fixed limits that a person set for a point: abnormal is what lies beyond them, whatever is usual there.
 *
 * Score: 1 + (x - high) / w above, 1 + (low - x) / w below, at least 0, with w the point's least half-width by unit, 5 % of the limit where the unit says
 * nothing, and at most half the distance of the two limits. So an alert clears (score 0.8) a fifth of w inside the limit. A value that stands exactly on a
 * limit has not passed it.
 */
import { UNKNOWN, type Verdict } from './detector.ts'

export const FIXED_LIMIT = 'fixedLimit'
export const FIXED_LIMIT_VERSION = 'fixedLimit-1'

/** Just below the limit. */
const ON_THE_LIMIT = 0.999
const LIMIT_SHARE = 0.05

/** The verdict on a value; `UNKNOWN` without limits. Limits and value in the point's unit. */
export const judgeLimits = (value: number, low: number | null, high: number | null, leastHalfWidth: number): Verdict => {
  if (low === null && high === null) return UNKNOWN
  const half = low === null || high === null || high <= low ? Infinity : (high - low) / 2
  const above = high === null ? -Infinity : beyond(value - high, high, leastHalfWidth, half)
  const below = low === null ? -Infinity : beyond(low - value, low, leastHalfWidth, half)
  return { score: Math.max(0, above, below), expected: Number.NaN, low: low ?? Number.NaN, high: high ?? Number.NaN }
}

const beyond = (excess: number, limit: number, leastHalfWidth: number, half: number): number => {
  const width = Math.min(half, leastHalfWidth > 0 ? leastHalfWidth : LIMIT_SHARE * Math.abs(limit) || 1)
  const score = 1 + excess / width
  return excess > 0 ? score : Math.min(ON_THE_LIMIT, score)
}
