/**
 * The first hours of a measured point, until it has a model of its own: is it far beyond everything seen so far, and did it get there at once?
 *
 * Score = min(distance beyond the range seen, distance from the level of the last half hour) / jump. Beyond the range alone is every warm-up and every first
 * afternoon; both together are a step. The range is widened, and the level follows, by what is abnormal with tau = 12 h only, so that a step stays
 * visible for hours and clears when the value comes back. The level is an exponentially weighted mean over elapsed time, tau = 30 min (Eckner 2014), the plain mean while younger.
 */
import { UNKNOWN, type Verdict } from './detector.ts'

export const FIRST_HOURS = 'firstHours'
export const FIRST_HOURS_VERSION = 'firstHours-1'

const MINUTE_MS = 60_000
/** Nothing is judged before so many readings over so long. */
const LEAST_READINGS = 20
const LEAST_MS = 20 * MINUTE_MS
const TAU_MS = 30 * MINUTE_MS
const ABNORMAL_TAU_MS = 12 * 60 * MINUTE_MS
/** After a longer silence the level is not the point's any more; the range still is. */
const SILENCE_MS = 60 * MINUTE_MS
/** An abnormal value counts as such until its score is below this. */
const HELD_ABOVE = 0.8

/** What was seen of a point in this run; times in ms, values in its unit. */
export interface FirstHoursState {
  count: number
  firstMs: number
  lastMs: number
  lowest: number
  highest: number
  level: number
  /** The value now is one that was called abnormal. */
  isHeld: boolean
}

export const startFirstHours = (): FirstHoursState => ({ count: 0, firstMs: 0, lastMs: Number.NaN, lowest: Infinity, highest: -Infinity, level: Number.NaN, isHeld: false })

/** Whether something kept earlier is such a state, whole. */
export const isFirstHoursState = (kept: unknown): kept is FirstHoursState => {
  if (typeof kept !== 'object' || kept === null) return false
  const state = kept as Readonly<Record<string, unknown>>
  return ['count', 'firstMs', 'lastMs', 'lowest', 'highest', 'level'].every((name) => Number.isFinite(state[name])) && typeof state['isHeld'] === 'boolean'
}

/** Nothing was observed for a while: the next value is no step from the one before. */
export const breakFirstHours = (state: FirstHoursState): void => {
  if (!state.isHeld) state.lastMs = Number.NaN
}

/** Judges a trusted reading and takes it in. @param jump how far beyond all that was seen is abnormal, in the point's unit, > 0 */
export const judgeFirstHours = (state: FirstHoursState, timeMs: number, value: number, jump: number): Verdict => {
  const elapsedMs = timeMs - state.lastMs
  if (state.count === 0) state.firstMs = timeMs
  if (Number.isNaN(state.level) || (!(elapsedMs <= SILENCE_MS) && !state.isHeld)) state.level = value
  const isReady = state.count >= LEAST_READINGS && timeMs - state.firstMs >= LEAST_MS
  const verdict = isReady ? verdictOn(state, value, jump) : UNKNOWN
  state.isHeld = verdict.score >= 1 || (state.isHeld && verdict.score >= HELD_ABOVE)
  take(state, timeMs, value, Math.max(0, Number.isNaN(elapsedMs) ? 0 : elapsedMs))
  return verdict
}

const verdictOn = ({ lowest, highest, level }: FirstHoursState, value: number, jump: number): Verdict => {
  const beyond = Math.max(0, value - highest, lowest - value)
  return { score: Math.min(beyond, Math.abs(value - level)) / jump, expected: level, low: lowest - jump, high: highest + jump }
}

const take = (state: FirstHoursState, timeMs: number, value: number, elapsedMs: number): void => {
  const share = state.isHeld ? 1 - Math.exp(-elapsedMs / ABNORMAL_TAU_MS) : 1
  if (value < state.lowest) state.lowest = state.count === 0 ? value : state.lowest + (value - state.lowest) * share
  if (value > state.highest) state.highest = state.count === 0 ? value : state.highest + (value - state.highest) * share
  const ageMs = timeMs - state.firstMs
  const gain = state.isHeld ? share : Math.max(1 - Math.exp(-elapsedMs / TAU_MS), ageMs > 0 && ageMs < TAU_MS ? elapsedMs / ageMs : 0)
  state.level += Math.min(1, gain) * (value - state.level)
  state.count += 1
  state.lastMs = timeMs
}
