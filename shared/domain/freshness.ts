/** How long a reading stands for a point's present value, and what its quality makes of it: one rule for the live table, for replays and for past moments. */
import { LIVE_STATES, type LiveState, type Point } from './point.ts'
import { isTrusted, QUALITY } from './quality.ts'

/** So many intervals without a reading, its own or those of an imported history, make a value stale. */
export const STALE_INTERVALS = 3
const STALE_LEAST_MS = 30_000
/** Points whose device reports their changes are read at a tenth of their pace: so long a silence, ended by a reading, means that the value stood. */
export const STANDING_INTERVALS = 15

/** A value is stale without a reading for this long. */
export const staleAfterMs = ({ pollIntervalMs }: Pick<Point, 'pollIntervalMs'>): number => (pollIntervalMs === 0 ? Infinity : Math.max(STALE_INTERVALS * pollIntervalMs, STALE_LEAST_MS))

const codeOf = (state: LiveState): number => LIVE_STATES.indexOf(state)
const [GOOD, DATA_PROBLEM, OVERRIDDEN] = [codeOf('good'), codeOf('dataProblem'), codeOf('overridden')]

/** The state of a fresh reading, as its code in `LIVE_STATES`. */
export const stateOfQuality = (quality: number): number => {
  if (!isTrusted(quality)) return DATA_PROBLEM
  return (quality & QUALITY.overridden) !== 0 ? OVERRIDDEN : GOOD
}
