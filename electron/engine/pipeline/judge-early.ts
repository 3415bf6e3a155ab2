/** What is said of a measured point before it has a model of its own: by what its role makes plausible, and by what was seen of it in this run. Then both fall silent. */
import type { PointRole } from '../../../shared/domain/point-role.ts'
import { OFF, UNKNOWN, type Verdict } from '../analysis/detect/detector.ts'
import { FIRST_HOURS, judgeFirstHours, startFirstHours, type FirstHoursState } from '../analysis/detect/first-hours.ts'
import { judgeLimits } from '../analysis/detect/fixed-limit.ts'
import { expectationOf, type RoleExpectation } from '../analysis/detect/role-expectations.ts'
import { isZeroSuspicious } from '../analysis/quality/limits.ts'
import { hasVote, type PointTuning } from './tuning.ts'

/** What people switch, and what evidence is called. */
export const PLAUSIBLE_RANGE = 'plausibleRange'
export const PLAUSIBLE_RANGE_VERSION = 'plausibleRange-1'

export interface EarlyWatch {
  /** Sure, else null. */
  role: PointRole | null
  expectation: RoleExpectation | null
  /** Made with the first reading that needs it: most points of a known site never do. */
  seen: FirstHoursState | null
  range: Verdict
  level: Verdict
}

export const startEarly = (units: number | null): EarlyWatch => ({ role: null, expectation: expectationOf(null, units), seen: null, range: UNKNOWN, level: UNKNOWN })

/** The point's role became sure, another, or doubtful. */
export const heedRole = (early: EarlyWatch, role: PointRole | null, units: number | null): void => {
  if (early.role === role) return
  early.role = role
  early.expectation = expectationOf(role, units)
}

/** It has a model of its own. */
export const endEarly = (early: EarlyWatch): void => {
  early.seen = null
  early.range = UNKNOWN
  early.level = UNKNOWN
}

/** The higher of both scores; the verdicts stay in `early`. Units and value are the point's. */
export const judgeEarly = (early: EarlyWatch, timeMs: number, value: number, units: number | null, leastHalfWidth: number, tuning: PointTuning): number => {
  const { expectation } = early
  early.range = UNKNOWN
  early.level = UNKNOWN
  // Exactly 0.0 is an input without a sensor: the gate tells that when it has stood for long enough.
  if (expectation === null || (value === 0 && isZeroSuspicious(units))) return 0
  if (hasLimits(expectation)) early.range = hasVote(tuning, PLAUSIBLE_RANGE) ? judgeLimits(value, known(expectation.low), known(expectation.high), leastHalfWidth) : OFF
  if (expectation.jump !== Infinity) {
    early.seen ??= startFirstHours()
    const verdict = judgeFirstHours(early.seen, timeMs, value, expectation.jump * tuning.bandWidth)
    early.level = hasVote(tuning, FIRST_HOURS) ? verdict : OFF
  }
  return Math.max(early.range.score, early.level.score)
}

const hasLimits = ({ low, high }: RoleExpectation): boolean => low !== -Infinity || high !== Infinity

const known = (limit: number): number | null => (Number.isFinite(limit) ? limit : null)
