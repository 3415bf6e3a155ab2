/**
 * Run-time of a binary point: on for longer than it ever was.
 * Limit: 1.5 times the longest run learnt plus one hour; score = time on / limit. Learnt from at least five complete runs.
 */
import { UNKNOWN, type Detector, type ScoredReading, type Verdict } from './detector.ts'
import type { FitHistory } from './fit-history.ts'
import { isEnough } from './z-score.ts'

const HOUR_MS = 3_600_000
const LEAST_RUNS = 5
export const LONGER = 1.5
/** A point that ran for more than this share of the history has no usual run. */
export const LONGEST_SHARE = 0.4
/** A longer pause between readings breaks a run: nobody saw what happened. */
export const RUN_BREAK_MS = HOUR_MS

export interface RunTimeModel {
  readonly longestMs: number
  readonly runs: number
}

export interface RunTimeState {
  /** Start of the run under way; NaN while off or unknown. */
  onSinceMs: number
  lastMs: number
}

export const runTime: Detector<RunTimeModel, RunTimeState> = {
  id: 'runTime',
  version: 'runTime-1',
  fit: (history) => {
    if (!isEnough(history)) return null
    const runs = completeRuns(history)
    if (runs.length < LEAST_RUNS) return null
    const longestMs = Math.max(...runs)
    const spanMs = (history.timesMs[history.count - 1] as number) - (history.timesMs[0] as number)
    return longestMs > spanMs * LONGEST_SHARE ? null : { longestMs, runs: runs.length }
  },
  start: () => ({ onSinceMs: Number.NaN, lastMs: Number.NaN }),
  score: (model, state, reading) => {
    follow(state, reading)
    return model === null || Number.isNaN(state.onSinceMs) ? UNKNOWN : judge(model, reading.timeMs - state.onSinceMs, reading.bandWidth)
  },
}

const judge = (model: RunTimeModel, onMs: number, bandWidth: number): Verdict => {
  const limitHours = ((model.longestMs * LONGER + HOUR_MS) * bandWidth) / HOUR_MS
  return { score: onMs / HOUR_MS / limitHours, expected: model.longestMs / HOUR_MS, low: 0, high: limitHours }
}

const follow = (state: RunTimeState, { timeMs, value }: ScoredReading): void => {
  if (!(timeMs - state.lastMs <= RUN_BREAK_MS)) state.onSinceMs = Number.NaN
  if (value < 0.5) state.onSinceMs = Number.NaN
  else if (Number.isNaN(state.onSinceMs)) state.onSinceMs = timeMs
  state.lastMs = timeMs
}

/** Lengths of runs seen from start to end, ms. */
const completeRuns = ({ count, timesMs, values }: FitHistory): number[] => {
  const runs: number[] = []
  let startMs = Number.NaN
  for (let i = 1; i < count; i++) {
    const timeMs = timesMs[i] as number
    const wasOn = (values[i - 1] as number) >= 0.5
    const isOn = (values[i] as number) >= 0.5
    if (timeMs - (timesMs[i - 1] as number) > RUN_BREAK_MS) startMs = Number.NaN
    else if (!wasOn && isOn) startMs = timeMs
    else if (wasOn && !isOn && !Number.isNaN(startMs)) {
      runs.push(timeMs - startMs)
      startMs = Number.NaN
    }
  }
  return runs
}
