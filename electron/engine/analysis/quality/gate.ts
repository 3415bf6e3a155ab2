/**
 * The quality gate: what each reading is worth, from its own value, its device's status flags and the readings before it. O(1) a reading.
 *
 * A spike is known only when the reading after it has come back: the gate then names the earlier reading (`lateSpike`), and its row is written anew.
 */
import { QUALITY, STATUS_FLAGS_MASK } from '../../../../shared/domain/quality.ts'
import type { QuantityLimits } from './limits.ts'
import type { PointProfile } from './point-profile.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Neighbours further apart than this many usual intervals say nothing about a spike or a rate. */
const NEIGHBOUR_INTERVALS = 4
/** A spike stands out by this many typical steps, and by the quantity's own jump or band. */
const SPIKE_STEPS = 12
/** Both neighbours of a spike agree within this share of its height. */
const SPIKE_RETURN_SHARE = 0.25
/** A value must stand still this much longer than ever learnt before it is called flat. */
const FLAT_FACTOR = 3
const FLAT_LEAST_MS = 30 * MINUTE_MS
/** Before anything is learnt: a sensor that moved once and then stood still this long. */
const FLAT_UNLEARNT_MS = 24 * HOUR_MS
/** The profile must cover this much before its longest still time is believed. */
const FLAT_LEARNT_LEAST_MS = 24 * HOUR_MS
const ZERO_AFTER_MS = 10 * MINUTE_MS
const ZERO_LEAST_READINGS = 10

/** What the gate must know of a point; fixed until its profile is learnt anew. */
export interface GateRules {
  readonly limits: QuantityLimits
  readonly profile: PointProfile | null
  /** Judge stillness: a wired sensor of a moving quantity. */
  readonly flat: boolean
  /** Exactly 0.0 for long is an input without a sensor. */
  readonly zeroIsSuspicious: boolean
  /** Judge spikes and rates: measured analog values. */
  readonly moves: boolean
  /** Number of state texts of a multi-state point; 0 = unknown. */
  readonly states: number
}

/** Serialisable state of one point's gate. */
export interface GateState {
  lastMs: number
  last: number
  beforeMs: number
  before: number
  /** Usual time between readings, ms; 0 before the second. */
  intervalMs: number
  flatSinceMs: number
  zeroReadings: number
  everMoved: boolean
  /** Typical step learnt live, for points without a profile. */
  typicalStep: number
  steps: number
}

export const startGate = (): GateState => ({
  lastMs: Number.NaN, last: Number.NaN, beforeMs: Number.NaN, before: Number.NaN, intervalMs: 0, flatSinceMs: Number.NaN, zeroReadings: 0, everMoved: false, typicalStep: 0, steps: 0,
})

/** Forgets the neighbours: nothing is judged across a period that was not observed. */
export const breakGate = (state: GateState): void => {
  state.lastMs = Number.NaN
  state.beforeMs = Number.NaN
  state.flatSinceMs = Number.NaN
  state.zeroReadings = 0
}

/** Set beside the quality when the reading before this one was a spike. Not a bit of `QUALITY`. */
export const LATE_SPIKE = 1 << 15

/**
 * Judges one reading and moves `state` on. Times must not run backwards: an older reading is judged by itself and leaves the state alone.
 * @param statusFlags bits 0-3 as in `QUALITY`
 * @returns quality bits, with `LATE_SPIKE` added when the former reading (`state.before`, `state.beforeMs` after the call) was a spike
 */
export const judgeQuality = (rules: GateRules, state: GateState, timeMs: number, value: number, statusFlags: number): number => {
  let quality = statusFlags & STATUS_FLAGS_MASK
  if (!Number.isFinite(value)) return quality | QUALITY.outOfRange
  if (value < rules.limits.low || value > rules.limits.high || (rules.states > 0 && (value < 1 || value > rules.states))) quality |= QUALITY.outOfRange
  const elapsedMs = timeMs - state.lastMs
  if (elapsedMs <= 0) return quality
  if (rules.moves && isTooFast(rules.limits, state, value, elapsedMs)) quality |= QUALITY.rate
  const lateSpike = rules.moves && isSpikeBefore(rules, state, timeMs, value)
  follow(state, timeMs, value, elapsedMs)
  if (isFlat(rules, state, timeMs, value)) quality |= QUALITY.flat
  return lateSpike ? quality | LATE_SPIKE : quality
}

const isTooFast = ({ jump, speed }: QuantityLimits, state: GateState, value: number, elapsedMs: number): boolean =>
  jump !== Infinity && isNeighbour(state, elapsedMs) && Math.abs(value - state.last) > jump + (speed * elapsedMs) / 1_000

const isNeighbour = (state: GateState, elapsedMs: number): boolean => elapsedMs > 0 && (state.intervalMs === 0 || elapsedMs <= NEIGHBOUR_INTERVALS * state.intervalMs)

const isSpikeBefore = (rules: GateRules, state: GateState, timeMs: number, value: number): boolean => {
  if (!isNeighbour(state, timeMs - state.lastMs) || !isNeighbour(state, state.lastMs - state.beforeMs)) return false
  const rise = state.last - state.before
  const fall = state.last - value
  if (rise * fall <= 0) return false
  const height = Math.min(Math.abs(rise), Math.abs(fall))
  const step = rules.profile?.typicalStep ?? (state.steps >= 30 ? state.typicalStep : 0)
  const least = Math.max(SPIKE_STEPS * step, 3 * rules.limits.leastHalfWidth)
  return least > 0 && step > 0 && height > least && Math.abs(value - state.before) < SPIKE_RETURN_SHARE * height
}

const follow = (state: GateState, timeMs: number, value: number, elapsedMs: number): void => {
  if (elapsedMs > 0) state.intervalMs = state.intervalMs === 0 ? elapsedMs : Math.min(state.intervalMs * 2, state.intervalMs + (elapsedMs - state.intervalMs) * 0.1)
  const known = elapsedMs > 0
  if (!known || value !== state.last) {
    if (known) learnStep(state, Math.abs(value - state.last))
    if (known) state.everMoved = true
    state.flatSinceMs = timeMs
    state.zeroReadings = 0
  }
  if (value === 0) state.zeroReadings++
  state.beforeMs = state.lastMs
  state.before = state.last
  state.lastMs = timeMs
  state.last = value
}

/** Median by small steps (frugal streaming, Ma, Muthukrishnan and Sandler 2013), in proportion to the estimate. */
const learnStep = (state: GateState, step: number): void => {
  state.steps++
  if (state.steps === 1) state.typicalStep = step
  else state.typicalStep *= step > state.typicalStep ? 1.05 : 1 / 1.05
}

const isFlat = (rules: GateRules, state: GateState, timeMs: number, value: number): boolean => {
  const stillMs = timeMs - state.flatSinceMs
  if (rules.zeroIsSuspicious && value === 0 && stillMs >= ZERO_AFTER_MS && state.zeroReadings >= ZERO_LEAST_READINGS) return true
  if (!rules.flat || stillMs < FLAT_LEAST_MS) return false
  const { profile } = rules
  if (profile === null || profile.toMs - profile.fromMs < FLAT_LEARNT_LEAST_MS) return state.everMoved && stillMs >= FLAT_UNLEARNT_MS && (value !== 0 || rules.zeroIsSuspicious)
  if (value === profile.lowest || value === profile.highest || (value === 0 && !rules.zeroIsSuspicious)) return false
  // A point that never stood still shows two equal readings by chance one day: that is one interval, and no standstill.
  return profile.quantum > 0 && stillMs >= FLAT_FACTOR * Math.max(profile.longestFlatMs, state.intervalMs)
}
