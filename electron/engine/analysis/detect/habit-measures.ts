/**
 * The measures by which a point's habits are judged: of one reading, how far it is from what was to be expected, in many ways. All >= 0, none has a limit by itself;
 * `surprise-scale.ts` makes them comparable. All are causal: they look at this reading and earlier ones.
 *
 * Notation: x value, p profile, e = x - p, L slow level (tau 4 days, bounded), s usual spread about the profile by hour of day.
 * Windows count only what still lasts: a mean over 24 hours is bounded by what the last hours show of the same sign, so it ends with its cause.
 */
import { neighbour, expectedAt } from './habit-profile.ts'
import type { HabitModel } from './habit-model.ts'
import { addEvidence, EVIDENCE, evidenceOver, lagAt, meanAgo, slotAgo, type HabitState } from './habit-state.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** The level follows what lasts. */
const LEVEL_TAU_MS = 4 * DAY_MS
const LEVEL_BOUND = 3
/** Hourly means take an anomaly for at most so many spreads: tomorrow is not judged by today's fault. */
const CLEAN_SPREADS = 3
const WINDOW_BOUND = 8
const SPREAD_BOUND = 36
const SHAPE_HOURS = 24
const SHAPE_LEAST_HOURS = 20
const SHAPE_BOUND = 36
const SHIFTS = [-4, -3, -2, -1, 1, 2, 3, 4] as const

export const AHEAD_FEATURES = 5
export const STEP_FEATURES = 7

export interface Measure {
  readonly name: string
  /** Which method it belongs to, for the explanation. */
  readonly method: HabitMethod
  /** How long it depends on itself, hours. */
  readonly memoryHours: number
  /** Smallest tail that means anything. */
  readonly least: number
  /** A new fit counts in another one. */
  readonly unit: MeasureUnit
}

export type HabitMethod = 'seasonalLevel' | 'oneStep' | 'lasting' | 'spread' | 'still' | 'dayShape' | 'neverZero'

/** What a measure counts in: a spread of the model. */
export type MeasureUnit = 'profile' | 'ahead' | 'step' | 'squaredStep' | null

const measure = (name: string, method: HabitMethod, memoryHours: number, least: number, unit: MeasureUnit): Measure => ({ name, method, memoryHours, least, unit })

/** In the order of the numbers that `measureReading` gives. */
export const MEASURES: readonly Measure[] = [
  measure('frozenLevel', 'seasonalLevel', 24, 0.5, 'profile'), measure('followedLevel', 'seasonalLevel', 24, 0.5, 'profile'), measure('dayAhead', 'seasonalLevel', 24, 0.5, 'ahead'), measure('range', 'seasonalLevel', 24, 0.05, null),
  measure('step', 'oneStep', 0.5, 0.4, 'step'),
  measure('lasting3', 'lasting', 24, 0.3, 'ahead'), measure('lasting6', 'lasting', 24, 0.3, 'ahead'), measure('lasting12', 'lasting', 24, 0.3, 'ahead'), measure('lasting24', 'lasting', 36, 0.3, 'ahead'),
  measure('frozen6', 'lasting', 24, 0.3, 'profile'), measure('frozen24', 'lasting', 36, 0.3, 'profile'),
  measure('spread1', 'spread', 2, 0.3, 'squaredStep'), measure('spread6', 'spread', 8, 0.3, 'squaredStep'), measure('spread24', 'spread', 24, 0.3, 'squaredStep'), measure('spreadChange', 'spread', 1, 0.3, null),
  measure('shift', 'dayShape', 24, 0.15, null), measure('shape', 'dayShape', 24, 0.3, null),
]

/** Features of the day-ahead and the one-step prediction at a reading. */
export interface HabitFeatures {
  expected: number
  readonly ahead: Float64Array
  readonly step: Float64Array
}

export const createFeatures = (): HabitFeatures => ({ expected: 0, ahead: new Float64Array(AHEAD_FEATURES), step: new Float64Array(STEP_FEATURES) })

const STEP_LAGS = [1, 2, 3, 6] as const
const PAST_HOURS = [24, 48, 168] as const

/** Distance of the hourly mean some hours ago from the profile; NaN where unknown. */
const hourAgo = (state: HabitState, { profile }: HabitModel, hoursAgo: number): number =>
  meanAgo(state, hoursAgo) - (profile.centre[(slotAgo(state, hoursAgo) ?? 0) >> 2] as number)

const orExpected = (distance: number): number => (Number.isNaN(distance) ? 0 : distance)

/** What is unknown counts as expected. */
const reckonPast = (state: HabitState, model: HabitModel): void => {
  state.pastHour = state.hour
  const { past } = state
  for (const [i, hours] of PAST_HOURS.entries()) past[i] = orExpected(hourAgo(state, model, hours))
  let sum = 0
  let known = 0
  for (let ago = 24; ago < 48; ago++) {
    const distance = hourAgo(state, model, ago)
    if (Number.isNaN(distance)) continue
    sum += distance
    known++
  }
  past[3] = known > 0 ? sum / known : 0
  past[4] = orExpected(hourAgo(state, model, 23))
  reckonShape(state, model)
}

/** Shape of the last 24 complete hours: how far from the profile, and how much nearer when it is moved by some hours. */
const reckonShape = (state: HabitState, model: HabitModel): void => {
  state.shift = 0
  state.shape = 0
  if (model.profile.detail === 'whole') return
  const own = missByHours(state, model, 0)
  if (own === null) return
  let best = Infinity
  for (const hours of SHIFTS) best = Math.min(best, missByHours(state, model, hours) ?? Infinity)
  const noise = 0.5 * model.spread ** 2
  state.shift = Math.max(0, Math.log((own + noise) / (best + noise)))
  state.shape = Math.log(1 + own / model.spread ** 2)
}

const missByHours = (state: HabitState, { profile, spread }: HabitModel, hours: number): number | null => {
  let sum = 0
  let known = 0
  for (let ago = 1; ago <= SHAPE_HOURS; ago++) {
    const mean = meanAgo(state, ago)
    if (Number.isNaN(mean)) continue
    const miss = mean - state.level - (profile.centre[neighbour((slotAgo(state, ago) ?? 0) >> 2, hours)] as number)
    sum += Math.min(miss * miss, SHAPE_BOUND * spread * spread)
    known++
  }
  return known >= SHAPE_LEAST_HOURS ? sum / known : null
}

/** Needs the state at this reading's hour and step (`turnHour`, `turnStep`). */
export const featuresAt = (state: HabitState, model: HabitModel, slot: number, features: HabitFeatures): void => {
  const { ahead, step } = features
  const { past, level } = state
  features.expected = expectedAt(model.profile, slot)
  if (state.pastHour !== state.hour) reckonPast(state, model)
  for (let i = 0; i < 4; i++) {
    ahead[i] = past[i] as number
    step[i] = lagAt(state, STEP_LAGS[i] as number) - level
  }
  ahead[4] = level
  step[4] = (past[0] as number) - level
  step[5] = model.gridMs >= HOUR_MS / 4 ? (past[4] as number) - level : 0
  step[6] = (past[2] as number) - level
}

const dot = (weights: ArrayLike<number>, features: Float64Array): number => {
  let sum = 0
  for (let i = 0; i < features.length; i++) sum += (weights[i] as number) * (features[i] as number)
  return sum
}

const bounded = (value: number, bound: number): number => Math.max(-bound, Math.min(bound, value))

/** The smallest of several, where all have the same sign; 0 otherwise. */
const lasting = (mean: number, recent: number, now: number): number =>
  mean * recent <= 0 || mean * now <= 0 ? 0 : Math.min(Math.abs(mean), Math.abs(recent), Math.abs(now))

/** Writes the measures of a reading to `into`; adds its evidence to the state. */
export const measureReading = (state: HabitState, model: HabitModel, value: number, slot: number, features: HabitFeatures, into: Float64Array): void => {
  const hour = (slot >> 2) % 24
  const distance = value - features.expected
  const usual = model.spreads[hour] as number
  const ahead = distance - dot(model.aheadWeights, features.ahead)
  const aheadScore = ahead / Math.max((model.aheadSpread * usual) / model.spread, 0.3 * model.aheadSpread)
  const stepScore = state.lags.length > 0 ? (distance - state.level - dot(model.stepWeights, features.step)) / (model.stepSpreads[hour] as number) : 0
  addEvidence(state, bounded(aheadScore, WINDOW_BOUND), bounded(distance / usual, WINDOW_BOUND), Math.min(stepScore * stepScore, SPREAD_BOUND))
  into[0] = Math.abs(distance) / usual
  into[1] = Math.abs(distance - state.level) / usual
  into[2] = Math.abs(aheadScore)
  into[3] = Math.max(0, model.low - value, value - model.high) / (model.high - model.low + 1e-9)
  into[4] = Math.abs(stepScore)
  const now = evidenceOver(state, EVIDENCE.ahead, -1)
  const three = evidenceOver(state, EVIDENCE.ahead, 1)
  const six = evidenceOver(state, EVIDENCE.ahead, 2)
  const twelve = evidenceOver(state, EVIDENCE.ahead, 3)
  const day = evidenceOver(state, EVIDENCE.ahead, 4)
  into[5] = lasting(three, 1.5 * now, 1.5 * now)
  into[6] = lasting(six, 1.5 * three, 2 * now)
  into[7] = lasting(twelve, 1.5 * three, 2 * now)
  into[8] = lasting(day, 1.5 * six, 2 * three)
  const frozenNow = evidenceOver(state, EVIDENCE.frozen, -1)
  into[9] = lasting(evidenceOver(state, EVIDENCE.frozen, 2), 1.5 * frozenNow, 1.5 * frozenNow)
  const frozenThree = evidenceOver(state, EVIDENCE.frozen, 1)
  into[10] = lasting(evidenceOver(state, EVIDENCE.frozen, 4), 1.5 * frozenThree, 1.5 * frozenThree)
  const spread = (window: number): number => Math.log(evidenceOver(state, EVIDENCE.spread, window) + 1e-3)
  const spreadNow = spread(-1)
  into[11] = Math.max(0, spreadNow)
  into[12] = Math.max(0, Math.min(spread(2), spreadNow + 0.5))
  into[13] = Math.max(0, Math.min(spread(4), spread(1) + 0.5))
  into[14] = state.spreadBefore >= 0 && model.gridMs < HOUR_MS / 4 ? Math.max(0, Math.log((evidenceOver(state, EVIDENCE.spread, 0) + 0.02) / (state.spreadBefore + 0.02))) : 0
  into[15] = state.shift
  into[16] = state.shape
}

/** The reading becomes part of what is known. */
export const takeIn = (state: HabitState, model: HabitModel, timeMs: number, value: number, slot: number, expected: number): void => {
  const distance = value - expected
  const known = state.lastMs > 0
  const elapsedMs = known ? Math.min(timeMs - state.lastMs, 6 * HOUR_MS) : model.gridMs
  const clean = CLEAN_SPREADS * model.spread
  state.sum += expected + state.level + bounded(distance - state.level, clean)
  state.count++
  state.slot = slot
  state.newest = distance
  const gain = Math.max(1 - Math.exp(-elapsedMs / LEVEL_TAU_MS), Math.min(0.5, elapsedMs / (state.followed * model.gridMs + elapsedMs)))
  state.level += gain * bounded(distance - state.level, LEVEL_BOUND * model.spread)
  if (!known || value !== state.last) state.stillSinceMs = timeMs
  state.followed += elapsedMs / model.gridMs
  state.last = value
  state.lastMs = timeMs
}
