/**
 * A binary point that keeps to a schedule is on at a time when it never runs (a fan left running at night or at the weekend).
 * Learnt: the share of time on in each quarter of an hour of working and weekend days. Score = time on in such quarters / 15 minutes.
 * Only points that keep their schedule are judged: most quarters clearly on or clearly off, and no such run in the last third of the history.
 */
import { SLOT_COUNT, SLOTS_A_DAY } from '../calendar.ts'
import { UNKNOWN, type Detector, type ScoredReading } from './detector.ts'
import { observedDays, sliceHistory, type FitHistory } from './fit-history.ts'
import { RUN_BREAK_MS } from './run-time.ts'
import { isEnough } from './z-score.ts'

const GRACE_MS = 15 * 60_000
const LEAST_DAYS = 7
/** A quarter is unusual when it and its neighbours were on for less than this share, on at least so many days. */
const UNUSUAL_SHARE = 0.01
const SLOT_LEAST_DAYS = 2
/** Share of quarters that must be clearly on or clearly off. */
const KEEPS_SCHEDULE_SHARE = 0.6
const CLEAR = 0.05

export interface UnusualHourModel {
  /** 1 where the point never runs; one entry a slot. */
  readonly unusual: ArrayLike<number>
}

export interface UnusualHourState {
  /** Start of the run in unusual hours; NaN while there is none. */
  sinceMs: number
  lastMs: number
}

export const unusualHour: Detector<UnusualHourModel, UnusualHourState> = {
  id: 'unusualHour',
  version: 'unusualHour-1',
  fit: (history) => {
    if (!isEnough(history) || observedDays(history) < LEAST_DAYS) return null
    const model = learn(history)
    return model !== null && keptItsSchedule(history) ? model : null
  },
  start: () => ({ sinceMs: Number.NaN, lastMs: Number.NaN }),
  score: (model, state, reading) => {
    if (model === null) return UNKNOWN
    const forMs = follow(model, state, reading)
    return { score: forMs / (GRACE_MS * reading.bandWidth), expected: model.unusual[reading.slot] === 1 ? 0 : Number.NaN, low: Number.NaN, high: Number.NaN }
  },
}

/** Time on in unusual hours so far, ms. */
const follow = (model: UnusualHourModel, state: UnusualHourState, { timeMs, value, slot }: Pick<ScoredReading, 'timeMs' | 'value' | 'slot'>): number => {
  const wentOn = timeMs - state.lastMs <= RUN_BREAK_MS
  state.lastMs = timeMs
  if (value < 0.5 || model.unusual[slot] !== 1) {
    state.sinceMs = Number.NaN
    return 0
  }
  if (Number.isNaN(state.sinceMs) || !wentOn) state.sinceMs = timeMs
  return timeMs - state.sinceMs
}

const learn = (history: FitHistory): UnusualHourModel | null => {
  const on = new Float64Array(SLOT_COUNT)
  const all = new Float64Array(SLOT_COUNT)
  const days = Array.from({ length: SLOT_COUNT }, () => new Set<number>())
  for (let i = 0; i < history.count; i++) {
    const slot = history.slots[i] as number
    if ((history.values[i] as number) >= 0.5) on[slot] = (on[slot] as number) + 1
    all[slot] = (all[slot] as number) + 1
    days[slot]?.add(history.days[i] as number)
  }
  const shares = Array.from(on, (count, slot) => count / (all[slot] as number))
  const known = shares.filter((share) => !Number.isNaN(share))
  const clear = known.filter((share) => share <= CLEAR || share >= 1 - CLEAR)
  if (!known.some((share) => share >= 0.5) || clear.length < known.length * KEEPS_SCHEDULE_SHARE) return null
  return { unusual: shares.map((_, slot) => (isUnusual(shares, slot) && (days[slot]?.size ?? 0) >= SLOT_LEAST_DAYS ? 1 : 0)) }
}

/** Schedules start and end within a quarter of an hour: the quarters beside must be off too. Midnight ends a kind of day. */
const isUnusual = (shares: readonly number[], slot: number): boolean =>
  [slot - 1, slot, slot + 1].every((each) => Math.floor(each / SLOTS_A_DAY) !== Math.floor(slot / SLOTS_A_DAY) || (shares[each] ?? 0) < UNUSUAL_SHARE)

/** Judges the last third of the history by the first two: a healthy point shows no run in unusual hours. One bad day is forgiven. */
const keptItsSchedule = (history: FitHistory): boolean => {
  const split = history.days.findIndex((day) => day >= Math.floor((history.dayCount * 2) / 3))
  const early = split > 0 ? learn(sliceHistory(history, 0, split)) : null
  if (early === null) return split <= 0
  const state: UnusualHourState = { sinceMs: Number.NaN, lastMs: Number.NaN }
  const badDays = new Set<number>()
  for (let i = split; i < history.count; i++) {
    const reading = { timeMs: history.timesMs[i] as number, value: history.values[i] as number, slot: history.slots[i] as number }
    if (follow(early, state, reading) >= GRACE_MS) badDays.add(history.days[i] as number)
  }
  return badDays.size <= 1
}
