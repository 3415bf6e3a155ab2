/**
 * A binary point that keeps to a schedule is on at an hour when it never runs (a fan left running at night or at the weekend).
 * Learnt: the share of time on at each hour of working and weekend days. Score = time on in such hours / 20 minutes.
 * Only points that keep their schedule are judged: most hours clearly on or clearly off, and no such run in the last third of the history.
 */
import { CONTEXT_COUNT } from '../calendar.ts'
import { UNKNOWN, type Detector, type ScoredReading } from './detector.ts'
import { observedDays, sliceHistory, type FitHistory } from './fit-history.ts'
import { RUN_BREAK_MS } from './run-time.ts'
import { isEnough } from './z-score.ts'

const GRACE_MS = 20 * 60_000
const LEAST_DAYS = 7
/** An hour is unusual when it was on for less than this share, on at least so many days. */
const UNUSUAL_SHARE = 0.01
const CONTEXT_LEAST_DAYS = 2
/** Share of hours that must be clearly on or clearly off. */
const KEEPS_SCHEDULE_SHARE = 0.6
const CLEAR = 0.05

export interface UnusualHourModel {
  /** 1 where the point never runs; one entry a context. */
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
    return { score: forMs / (GRACE_MS * reading.bandWidth), expected: model.unusual[reading.context] === 1 ? 0 : Number.NaN, low: Number.NaN, high: Number.NaN }
  },
}

/** Time on in unusual hours so far, ms. */
const follow = (model: UnusualHourModel, state: UnusualHourState, { timeMs, value, context }: Pick<ScoredReading, 'timeMs' | 'value' | 'context'>): number => {
  const wentOn = timeMs - state.lastMs <= RUN_BREAK_MS
  state.lastMs = timeMs
  if (value < 0.5 || model.unusual[context] !== 1) {
    state.sinceMs = Number.NaN
    return 0
  }
  if (Number.isNaN(state.sinceMs) || !wentOn) state.sinceMs = timeMs
  return timeMs - state.sinceMs
}

const learn = (history: FitHistory): UnusualHourModel | null => {
  const on = new Float64Array(CONTEXT_COUNT)
  const all = new Float64Array(CONTEXT_COUNT)
  const days = Array.from({ length: CONTEXT_COUNT }, () => new Set<number>())
  for (let i = 0; i < history.count; i++) {
    const isOn = (history.values[i] as number) >= 0.5 ? 1 : 0
    for (const context of new Set([history.contexts[i] as number, history.edgeContexts[i] as number])) {
      on[context] = (on[context] as number) + isOn
      all[context] = (all[context] as number) + 1
      days[context]?.add(history.days[i] as number)
    }
  }
  const shares = Array.from(on, (count, context) => count / (all[context] as number))
  const known = shares.filter((share) => !Number.isNaN(share))
  const clear = known.filter((share) => share <= CLEAR || share >= 1 - CLEAR)
  if (!known.some((share) => share >= 0.5) || clear.length < known.length * KEEPS_SCHEDULE_SHARE) return null
  return { unusual: shares.map((share, context) => (share < UNUSUAL_SHARE && (days[context]?.size ?? 0) >= CONTEXT_LEAST_DAYS ? 1 : 0)) }
}

/** Judges the last third of the history by the first two: a healthy point shows no run in unusual hours. One bad day is forgiven. */
const keptItsSchedule = (history: FitHistory): boolean => {
  const split = history.days.findIndex((day) => day >= Math.floor((history.dayCount * 2) / 3))
  const early = split > 0 ? learn(sliceHistory(history, 0, split)) : null
  if (early === null) return split <= 0
  const state: UnusualHourState = { sinceMs: Number.NaN, lastMs: Number.NaN }
  const badDays = new Set<number>()
  for (let i = split; i < history.count; i++) {
    const reading = { timeMs: history.timesMs[i] as number, value: history.values[i] as number, context: history.contexts[i] as number }
    if (follow(early, state, reading) >= GRACE_MS) badDays.add(history.days[i] as number)
  }
  return badDays.size <= 1
}
