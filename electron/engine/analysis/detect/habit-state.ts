/**
 * What a point did lately, as far as its habits are judged by it: eight days of hourly means, two days of hourly evidence, the last few readings, a slow level, how long it stands still.
 * The model's knowledge of the last days fills what this run has not seen.
 *
 * A large site holds one for each of thousands of points: hours are kept in typed arrays (a mean in an array with gaps would take three times the room), made when the first
 * hour is over; what only a model needs is made when the first one comes.
 */
import type { HabitModel } from './habit-model.ts'
import type { SurpriseScale } from './surprise-scale.ts'

const HOUR_MS = 3_600_000
/** Hourly means reach back a week and a day. */
export const CELL_HOURS = 193
const EVIDENCE_HOURS = 49
/** Lags of the one-step prediction, in grid steps. */
const LAGS = 6
/** Evidence kept by hour. */
export const EVIDENCE = { ahead: 0, frozen: 1, spread: 2 } as const
const KINDS = 3
/** Hours behind the present one that windows reach: 3, 6, 12, 24 hours with it, and the reference of a change of spread. */
export const WINDOWS = [1, 2, 5, 11, 23] as const

/** Usual distances of a model, in the point's unit: from the profile, of the day-ahead and of the one-step prediction. */
export interface HabitUnits {
  readonly profile: number
  readonly ahead: number
  readonly step: number
}

/** Structured cloning keeps it. NaN among hours, null, -1 and a `lastMs` that is not above 0 mean: not known. */
export interface HabitState {
  /** UTC hour under way, and what was seen in it. */
  hour: number
  sum: number
  count: number
  slot: number
  /** Hourly means (anomalies bounded) and their slots, by hour modulo their number; null before the first hour is over. */
  hours: HabitHours | null
  /** Hourly evidence: kind * EVIDENCE_HOURS + hour modulo EVIDENCE_HOURS; null before there was any. And the sums of the hour under way. */
  evidence: Float64Array | null
  sums: number[]
  /** Means of the evidence over complete hours, by kind and window; reckoned at the turn of the hour. */
  behind: { readonly sum: number[]; readonly count: number[] }
  /** Mean spread two to nine hours ago; -1 = too few. */
  spreadBefore: number
  /** Of the last complete day; and the hour they were reckoned for. */
  shift: number
  shape: number
  /** Distances from the profile 24, 48, 168 hours ago, of the day before yesterday's time on average, and 23 hours ago; reckoned once an hour. */
  past: number[]
  pastHour: number
  /** How surprising each measure is; follows the seasons. */
  scales: SurpriseScale[]
  /** Spreads of the model whose units the scales are in, by unit. */
  units: HabitUnits | null
  /** Distances from the profile by grid step, newest last, and the step under way. */
  readonly lags: number[]
  step: number
  newest: number
  lastMs: number
  last: number
  level: number
  /** Grid steps followed. */
  followed: number
  stillSinceMs: number
  /** Largest of each measure in the hour under way. */
  largest: number[]
  /** End of the history that filled this state. */
  filledMs: number
}

interface HabitHours {
  readonly means: Float64Array
  readonly slots: Uint16Array
}

/** Far above all slots of a week. */
const NO_SLOT = 0xffff

/** Shared by all states without a model; never written to. */
const NONE: number[] = []
const NOTHING_BEHIND = { sum: NONE, count: NONE }

/** Of a point without a model: ready for hourly means alone. */
export const startUnlearnt = (): HabitState => ({
  hour: -1, sum: 0, count: 0, slot: 0, hours: null, evidence: null, sums: NONE, behind: NOTHING_BEHIND, spreadBefore: -1, shift: 0, shape: 0, past: NONE, pastHour: -1, scales: [], units: null,
  lags: [], step: -1, newest: 0, lastMs: 0, last: 0, level: 0, followed: 0, stillSinceMs: 0, largest: NONE, filledMs: 0,
})

/** Ready for a model. */
export const startHabit = (measures: number): HabitState => {
  const state = startUnlearnt()
  prepareForModel(state, measures)
  return state
}

/** Makes what a state with a model needs, where it is not there yet. */
export const prepareForModel = (state: HabitState, measures: number): void => {
  if (state.sums.length > 0) return
  state.sums = zeros(KINDS + 1)
  state.behind = { sum: zeros(KINDS * WINDOWS.length), count: zeros(KINDS * WINDOWS.length) }
  state.past = zeros(5)
  state.largest = zeros(measures)
}

const zeros = (length: number): number[] => Array.from({ length }, () => 0)
const unknown = (length: number): Float64Array => new Float64Array(length).fill(Number.NaN)
const startHours = (): HabitHours => ({ means: unknown(CELL_HOURS), slots: new Uint16Array(CELL_HOURS).fill(NO_SLOT) })

/** Mean of the hour that many hours before the one under way, 1..CELL_HOURS - 1; NaN where it is not known. */
export const meanAgo = ({ hours, hour }: HabitState, hoursAgo: number): number => (hours === null ? Number.NaN : (hours.means[(hour - hoursAgo) % CELL_HOURS] ?? Number.NaN))

/** Slot of the last reading of that hour; null where it is not known. */
export const slotAgo = ({ hours, hour }: HabitState, hoursAgo: number): number | null => {
  const slot = hours?.slots[(hour - hoursAgo) % CELL_HOURS] ?? NO_SLOT
  return slot === NO_SLOT ? null : slot
}

/** Moves on to the hour of a reading; true when an hour was completed. */
export const turnHour = (state: HabitState, timeMs: number): boolean => {
  const hour = Math.floor(timeMs / HOUR_MS)
  if (hour === state.hour) return false
  if (state.hour < 0) {
    state.hour = hour
    return false
  }
  closeHour(state)
  // Older hours than these are not looked at.
  const from = Math.max(state.hour + 1, hour - CELL_HOURS)
  for (let gap = from; gap < hour; gap++) forget(state, gap)
  state.hour = hour
  reckonBehind(state)
  return true
}

const closeHour = (state: HabitState): void => {
  const at = state.hour % CELL_HOURS
  state.hours ??= startHours()
  state.hours.means[at] = state.count > 0 ? state.sum / state.count : Number.NaN
  state.hours.slots[at] = state.slot
  closeEvidence(state)
  state.sum = 0
  state.count = 0
}

const closeEvidence = (state: HabitState): void => {
  const { sums } = state
  const count = sums[KINDS] ?? 0
  if (count > 0) state.evidence ??= unknown(KINDS * EVIDENCE_HOURS)
  if (state.evidence === null) return
  for (let kind = 0; kind < KINDS; kind++) state.evidence[kind * EVIDENCE_HOURS + (state.hour % EVIDENCE_HOURS)] = count > 0 ? (sums[kind] as number) / count : Number.NaN
  sums.fill(0)
}

const forget = ({ hours, evidence }: HabitState, hour: number): void => {
  if (hours !== null) hours.means[hour % CELL_HOURS] = Number.NaN
  if (evidence === null) return
  for (let kind = 0; kind < KINDS; kind++) evidence[kind * EVIDENCE_HOURS + (hour % EVIDENCE_HOURS)] = Number.NaN
}

const evidenceAgo = (evidence: Float64Array, hour: number, kind: number, hoursAgo: number): number => evidence[kind * EVIDENCE_HOURS + ((hour - hoursAgo) % EVIDENCE_HOURS)] ?? Number.NaN

const reckonBehind = (state: HabitState): void => {
  const { evidence, hour } = state
  // Without any, nothing is behind and nothing is known, as at the start.
  if (evidence === null) return
  const { sum, count } = state.behind
  for (let kind = 0; kind < KINDS; kind++) {
    let total = 0
    let known = 0
    let window = 0
    for (let ago = 1; window < WINDOWS.length; ago++) {
      const value = evidenceAgo(evidence, hour, kind, ago)
      if (!Number.isNaN(value)) {
        total += value
        known++
      }
      if (ago === WINDOWS[window]) {
        sum[kind * WINDOWS.length + window] = total
        count[kind * WINDOWS.length + window] = known
        window++
      }
    }
  }
  let spread = 0
  let known = 0
  for (let ago = 2; ago <= 9; ago++) {
    const value = evidenceAgo(evidence, hour, EVIDENCE.spread, ago)
    if (Number.isNaN(value)) continue
    spread += value
    known++
  }
  state.spreadBefore = known >= 4 ? spread / known : -1
}

/** Adds a reading's evidence to the hour under way. */
export const addEvidence = (state: HabitState, ahead: number, frozen: number, spread: number): void => {
  const { sums } = state
  sums[0] = (sums[0] as number) + ahead
  sums[1] = (sums[1] as number) + frozen
  sums[2] = (sums[2] as number) + spread
  sums[KINDS] = (sums[KINDS] as number) + 1
}

/**
 * Mean evidence of this hour and those of a window behind it; `window` -1 = this hour alone. Fewer than half of a window's hours say less than its mean would:
 * after a start or a gap one hour must not pass for a day.
 */
export const evidenceOver = (state: HabitState, kind: number, window: number): number => {
  const count = state.sums[KINDS] as number
  const own = count > 0 ? (state.sums[kind] as number) / count : 0
  if (window < 0) return own
  const at = kind * WINDOWS.length + window
  const known = (state.behind.count[at] as number) + (count > 0 ? 1 : 0)
  return ((state.behind.sum[at] as number) + own) / Math.max(known, ((WINDOWS[window] as number) + 1) / 2)
}

/** Takes the days before this run from the model, where this run has not seen them. */
export const fillFromModel = (state: HabitState, model: HabitModel): void => {
  state.filledMs = model.toMs
  state.pastHour = -1
  const { recent } = model
  const { means, slots } = (state.hours ??= startHours())
  for (let ago = 0; ago < recent.means.length; ago++) {
    const hour = recent.hour - ago
    const at = hour % CELL_HOURS
    const isOld = state.hour >= 0 && (hour >= state.hour || hour <= state.hour - CELL_HOURS)
    if (isOld || !Number.isNaN(means[at])) continue
    means[at] = recent.means[ago] ?? Number.NaN
    slots[at] = recent.slots[ago] ?? NO_SLOT
  }
  if (state.followed < recent.followed) {
    state.level = recent.level
    state.followed = recent.followed
  }
}

/** Moves lags on to the grid step of a reading. After a silence nothing is known. */
export const turnStep = (state: HabitState, timeMs: number, gridMs: number): void => {
  const step = Math.floor(timeMs / gridMs)
  if (step === state.step) return
  if (!(state.lastMs > 0) || timeMs - state.lastMs > LAGS * gridMs) state.lags.length = 0
  else state.lags.push(state.newest)
  if (state.lags.length > LAGS) state.lags.shift()
  state.step = step
}

/** Distance from the profile `lag` grid steps ago (1 = the step before); the oldest known one where that is not known. */
export const lagAt = ({ lags }: HabitState, lag: number): number => lags[Math.max(0, lags.length - lag)] ?? 0
