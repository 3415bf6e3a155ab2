/**
 * Run-time of a multi-state point: in one state for longer than it ever was.
 * Limit of each state: 1.5 times its longest complete stay plus one hour; score = time in it / limit. A state is judged after at least five complete stays of which none took over 40 % of
 * the history: one that the season brings, or that stands for weeks, has no usual length.
 */
import { UNKNOWN, type Detector, type ScoredReading } from './detector.ts'
import type { FitHistory } from './fit-history.ts'
import { LONGER, LONGEST_SHARE, RUN_BREAK_MS } from './run-time.ts'
import { isEnough } from './z-score.ts'

const HOUR_MS = 3_600_000
const LEAST_STAYS = 5
/** No controller has more states. */
const MOST_STATES = 256

export interface StateStayModel {
  /** Longest usual stay in hours, by the number of the state; 0 = not judged. */
  readonly longestHours: ArrayLike<number>
}

export interface StateStayState {
  value: number
  sinceMs: number
  lastMs: number
}

export const stateStay: Detector<StateStayModel, StateStayState> = {
  id: 'stateStay',
  version: 'stateStay-1',
  fit: (history) => (isEnough(history) ? learn(history) : null),
  start: () => ({ value: Number.NaN, sinceMs: Number.NaN, lastMs: Number.NaN }),
  score: (model, state, reading) => {
    follow(state, reading)
    const longest = model?.longestHours[reading.value] ?? 0
    if (longest === 0) return UNKNOWN
    const limit = (longest * LONGER + 1) * reading.bandWidth
    return { score: (reading.timeMs - state.sinceMs) / HOUR_MS / limit, expected: longest, low: 0, high: limit }
  },
}

const follow = (state: StateStayState, { timeMs, value }: Pick<ScoredReading, 'timeMs' | 'value'>): void => {
  if (value !== state.value || !(timeMs - state.lastMs <= RUN_BREAK_MS)) state.sinceMs = timeMs
  state.value = value
  state.lastMs = timeMs
}

const learn = (history: FitHistory): StateStayModel | null => {
  const stays = completeStays(history)
  const spanHours = ((history.timesMs[history.count - 1] as number) - (history.timesMs[0] as number)) / HOUR_MS
  const states = Math.max(-1, ...stays.keys()) + 1
  const longestHours = Array.from({ length: states }, (_, state) => {
    const own = stays.get(state) ?? []
    const longest = Math.max(0, ...own)
    return own.length < LEAST_STAYS || longest > spanHours * LONGEST_SHARE ? 0 : longest
  })
  return longestHours.some((hours) => hours > 0) ? { longestHours } : null
}

/** Lengths of stays seen from begin to end, h, by state. */
const completeStays = ({ count, timesMs, values }: FitHistory): ReadonlyMap<number, readonly number[]> => {
  const stays = new Map<number, number[]>()
  let startMs = Number.NaN
  for (let i = 1; i < count; i++) {
    const timeMs = timesMs[i] as number
    const before = values[i - 1] as number
    if (timeMs - (timesMs[i - 1] as number) > RUN_BREAK_MS) startMs = Number.NaN
    else if (values[i] !== before) {
      if (!Number.isNaN(startMs) && Number.isInteger(before) && before >= 0 && before < MOST_STATES) {
        const own = stays.get(before) ?? []
        own.push((timeMs - startMs) / HOUR_MS)
        stays.set(before, own)
      }
      startMs = timeMs
    }
  }
  return stays
}
