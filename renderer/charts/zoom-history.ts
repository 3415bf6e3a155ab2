/** The ranges an operator came through, so that every zoom can be undone. Pure. */
import { sameRange, type TimeRange } from './time-range.ts'

export interface ZoomHistory {
  /** Oldest first; at most `MOST_STEPS`. */
  readonly past: readonly TimeRange[]
  /** When the last step was taken, ms; steps of one gesture (turning a wheel) count as one. */
  readonly lastStepMs: number
}

export const EMPTY_HISTORY: ZoomHistory = { past: [], lastStepMs: 0 }

const MOST_STEPS = 50
const ONE_GESTURE_MS = 700

/** Remembers `from` before the range changes. A step soon after the last one with the same `gesture` is part of it and adds nothing. */
export const rememberRange = (history: ZoomHistory, from: TimeRange, nowMs: number, gesture: boolean): ZoomHistory => {
  if (gesture && history.past.length > 0 && nowMs - history.lastStepMs < ONE_GESTURE_MS) return { ...history, lastStepMs: nowMs }
  const last = history.past.at(-1)
  if (last && sameRange(last, from)) return { ...history, lastStepMs: nowMs }
  return { past: [...history.past, from].slice(-MOST_STEPS), lastStepMs: nowMs }
}

/** The range before the last step, with the history as it was then; null when there is none. */
export const undoRange = (history: ZoomHistory): { readonly history: ZoomHistory; readonly range: TimeRange } | null => {
  const range = history.past.at(-1)
  return range ? { range, history: { past: history.past.slice(0, -1), lastStepMs: 0 } } : null
}
