/**
 * Level shift: a small but lasting departure from what the hour usually brings, that no single reading shows.
 *
 * Two-sided cumulative sum (Page 1954, "Continuous Inspection Schemes"; Lucas 1982) of z = (x - median of the context) / deviation, over time instead of samples:
 * S+ += (z - k) dt, S- += (-z - k) dt, not below 0, dt in hours, k = 0.5, z within ±4. A sum says for how many hours the point has been how far out. While a value
 * lies on the other side of its median or within k, its sum also fades with τ = 2 h, so that what is over is soon forgotten. Score 1 = 1.25 times the highest sum of the
 * last third of the history, judged by the medians of the first two thirds, at least 8 h of one deviation. The sum's last zero is when the change began (`upSinceMs`, `downSinceMs`).
 *
 * Put it to work as any detector of `detectors.ts`: `measured` points only; verdicts have an expected value but no band.
 */
import { MAD_TO_SIGMA, medianAbsoluteDeviation, medianSorted } from '../order-statistics.ts'
import { contextMedians } from './context-medians.ts'
import { UNKNOWN, type Detector } from './detector.ts'
import { sliceHistory, type FitHistory } from './fit-history.ts'
import { TEACHING_SHARE } from './novelty-scale.ts'
import { isEnough } from './z-score.ts'

const HOUR_MS = 3_600_000
/** Deviations a value may lie out without counting. */
const SLACK = 0.5
const FURTHEST = 4
const FADE_TAU_HOURS = 2
/** Nothing is summed over a longer silence. */
const LONGEST_STEP_HOURS = 3
const LEAST_LIMIT = 8
const LIMIT_MARGIN = 1.25
/** The sum ends at so many limits: a long fault is forgotten as soon as a short one. */
const MOST_LIMITS = 2
/** The point's deviation counts as at least this share of its least half-width. */
const LEAST_SHARE = 0.25

export interface LevelShiftModel {
  /** Usual value of each context, in the point's unit. */
  readonly centre: readonly number[]
  readonly deviation: number
  /** Sum at score 1, hours of one deviation. */
  readonly limit: number
}

export interface LevelShiftState {
  up: number
  down: number
  /** Since when the sums are above 0. */
  upSinceMs: number
  downSinceMs: number
  seenMs: number
}

const startSums = (): LevelShiftState => ({ up: 0, down: 0, upSinceMs: Number.NaN, downSinceMs: Number.NaN, seenMs: Number.NaN })

export const levelShift: Detector<LevelShiftModel, LevelShiftState> = {
  id: 'levelShift',
  version: 'levelShift-1',
  fit: (history, { leastHalfWidth }) => {
    if (!isEnough(history)) return null
    const { centre, deviation } = usual(history, leastHalfWidth)
    return { centre: centre.map(shorten), deviation: shorten(deviation), limit: shorten(limitOf(history, leastHalfWidth)) }
  },
  start: startSums,
  score: (model, state, reading) => {
    if (model === null) return UNKNOWN
    const expected = model.centre[reading.context] as number
    addToSums(state, reading.timeMs, (reading.value - expected) / (model.deviation * reading.bandWidth), MOST_LIMITS * model.limit)
    return { score: Math.max(state.up, state.down) / model.limit, expected, low: Number.NaN, high: Number.NaN }
  },
}

const addToSums = (state: LevelShiftState, timeMs: number, z: number, most: number): void => {
  const elapsedMs = timeMs - state.seenMs
  const hours = elapsedMs > 0 ? Math.min(LONGEST_STEP_HOURS, elapsedMs / HOUR_MS) : 0
  const out = Math.max(-FURTHEST, Math.min(FURTHEST, z))
  const up = nextSum(state.up, out - SLACK, hours, most)
  const down = nextSum(state.down, -out - SLACK, hours, most)
  if (up > 0 && state.up === 0) state.upSinceMs = timeMs
  if (down > 0 && state.down === 0) state.downSinceMs = timeMs
  state.up = up
  state.down = down
  state.seenMs = timeMs
}

const nextSum = (sum: number, excess: number, hours: number, most: number): number => {
  if (excess > 0) return Math.min(most, sum + excess * hours)
  if (sum === 0) return 0
  return Math.max(0, sum * Math.exp(-hours / FADE_TAU_HOURS) + excess * hours)
}

const usual = (history: FitHistory, leastHalfWidth: number): { centre: number[]; deviation: number } => {
  const centre = contextMedians(history.values, history.contexts)
  const rests = history.values.map((value, i) => value - (centre[history.contexts[i] as number] as number))
  const spread = MAD_TO_SIGMA * medianAbsoluteDeviation(rests, medianSorted(rests.slice().sort()))
  return { centre, deviation: Math.max(spread, LEAST_SHARE * leastHalfWidth) || 1 }
}

const limitOf = (history: FitHistory, leastHalfWidth: number): number => {
  const split = Math.floor(history.count * TEACHING_SHARE)
  const { centre, deviation } = usual(sliceHistory(history, 0, split), leastHalfWidth)
  const state = startSums()
  let highest = 0
  for (let i = split; i < history.count; i++) {
    const rest = (history.values[i] as number) - (centre[history.contexts[i] as number] as number)
    addToSums(state, history.timesMs[i] as number, rest / deviation, Infinity)
    highest = Math.max(highest, state.up, state.down)
  }
  return Math.max(LEAST_LIMIT, LIMIT_MARGIN * highest)
}

const shorten = (value: number): number => Number(value.toPrecision(6))
