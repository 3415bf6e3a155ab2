/**
 * Short cycling: a binary or multi-state point that changes more often than it ever did.
 * Counted: starts (binary) or changes (multi-state) within the last hour. Limit: 1.5 times the busiest hour learnt (the busiest 15 % of days left
 * out) plus two, and never fewer than 8 (motors and compressors stand 6 to 10 starts an hour); 12 where history was sampled too slowly to see all.
 */
import { UNKNOWN, type Detector, type ScoredReading } from './detector.ts'
import type { FitHistory } from './fit-history.ts'
import { RUN_BREAK_MS } from './run-time.ts'
import { isEnough } from './z-score.ts'

const HOUR_MS = 3_600_000
const LEAST_LIMIT = 8
const LEAST_LIMIT_SLOW = 12
const SLOW_SAMPLING_MS = 60_000
/** Before anything is learnt: more is too much for any motor, and rare for presence sensors. */
const COLD_LIMIT = 30
const MOST_KEPT = 128
const TRIM_SHARE = 0.15

export interface TogglingModel {
  /** Changes an hour at the busiest usual hour. */
  readonly busiest: number
  /** Changes an hour at score 1. */
  readonly limit: number
}

export interface TogglingState {
  last: number
  lastMs: number
  /** Times of the starts or changes of the last hour, oldest first. */
  readonly changesMs: number[]
}

export const toggling: Detector<TogglingModel, TogglingState> = {
  id: 'toggling',
  version: 'toggling-1',
  fit: (history) => (isEnough(history) ? learn(history) : null),
  start: () => ({ last: Number.NaN, lastMs: Number.NaN, changesMs: [] }),
  score: (model, state, reading) => {
    follow(state, reading)
    const limit = (model?.limit ?? COLD_LIMIT) * reading.bandWidth
    if (state.changesMs.length === 0) return UNKNOWN
    return { score: state.changesMs.length / limit, expected: model?.busiest ?? Number.NaN, low: 0, high: limit }
  },
}

/** A change counts when the point goes on, or from one state to another but "off" (0). */
const isChange = (before: number, now: number): boolean => now !== before && now >= 0.5

const follow = (state: TogglingState, { timeMs, value }: ScoredReading): void => {
  const { changesMs } = state
  if (timeMs - state.lastMs <= RUN_BREAK_MS) {
    if (isChange(state.last, value)) changesMs.push(timeMs)
  } else changesMs.length = 0
  while (changesMs.length > 0 && ((changesMs[0] as number) <= timeMs - HOUR_MS || changesMs.length > MOST_KEPT)) changesMs.shift()
  state.last = value
  state.lastMs = timeMs
}

const learn = (history: FitHistory): TogglingModel => {
  const worst = Array.from({ length: history.dayCount }, () => 0)
  const state: TogglingState = { last: Number.NaN, lastMs: Number.NaN, changesMs: [] }
  for (let i = 0; i < history.count; i++) {
    follow(state, { timeMs: history.timesMs[i] as number, value: history.values[i] as number, context: 0, slot: 0, bandWidth: 1 })
    const day = history.days[i] as number
    worst[day] = Math.max(worst[day] as number, state.changesMs.length)
  }
  worst.sort((a, b) => a - b)
  const busiest = worst[worst.length - 1 - Math.floor(worst.length * TRIM_SHARE)] ?? 0
  const spanMs = (history.timesMs[history.count - 1] as number) - (history.timesMs[0] as number)
  const least = spanMs / history.count > SLOW_SAMPLING_MS ? LEAST_LIMIT_SLOW : LEAST_LIMIT
  return { busiest, limit: Math.max(least, busiest * 1.5 + 2) }
}
