/**
 * Moving average: how far a value has moved from its own recent level, against how far it usually moves at this hour.
 *
 * Level: exponentially weighted moving average for irregular times, L += (1 - exp(-dt / tau)) (x - L), tau = 30 min (Roberts 1959; Eckner 2014 for
 * irregular times); while it is younger than tau, the plain mean. Score: distance of x from L before the update, in bands of that distance learnt by hour and kind of day.
 * An abnormal distance moves the level by at most the band's width and four times slower, so that a step stays visible for hours.
 * While it is younger than tau it takes no value that the level detectors call abnormal: a point seen first in its fault must not take the fault for its level,
 * or the return to normal would look like the next fault.
 */
import { coldHalfWidth, isColdReady, learnCold, startCold, type ColdKnowledge } from './cold-start.ts'
import { fitContextBands, type BandRule, type ContextBands } from './context-bands.ts'
import { judgeBand, UNKNOWN, type Detector, type ScoredReading, type Verdict } from './detector.ts'
import { MAD_TO_SIGMA, medianAbsoluteDeviation, medianSorted } from '../order-statistics.ts'
import { isEnough, Z_LIMIT } from './z-score.ts'
import type { FitHistory } from './fit-history.ts'

export const TAU_MS = 30 * 60_000
/** After a longer silence the level is not the point's any more. */
export const RESTART_MS = 2 * TAU_MS
/** The level must have followed for this long before it judges. */
export const WARM_UP_MS = 5 * 60_000
const ABNORMAL_SLOWER = 4

export interface MovingAverageState {
  level: number
  lastMs: number
  sinceMs: number
  readonly cold: ColdKnowledge | null
  deviation: number
}

const rule: BandRule = (sorted) => {
  const centre = medianSorted(sorted)
  const half = Z_LIMIT * MAD_TO_SIGMA * medianAbsoluteDeviation(sorted, centre)
  return { centre, below: half, above: half }
}

export const movingAverage: Detector<ContextBands, MovingAverageState> = {
  id: 'movingAverage',
  version: 'movingAverage-1',
  fit: (history, { leastHalfWidth }) => {
    if (!isEnough(history)) return null
    const { followed, distances } = distancesFromLevel(history)
    return isEnough(followed) ? fitContextBands(followed, distances, rule, leastHalfWidth) : null
  },
  start: (model, { leastHalfWidth }) => ({ level: Number.NaN, lastMs: Number.NaN, sinceMs: Number.NaN, cold: model === null ? startCold(leastHalfWidth) : null, deviation: 0 }),
  score: (model, state, reading) => {
    const { timeMs, value } = reading
    const elapsedMs = timeMs - state.lastMs
    const held = reading.levelAbnormal === true
    if (!(elapsedMs <= RESTART_MS)) {
      if (held) return UNKNOWN
      state.level = value
      state.lastMs = timeMs
      state.sinceMs = timeMs
      return UNKNOWN
    }
    const verdict = timeMs - state.sinceMs >= WARM_UP_MS && elapsedMs < TAU_MS ? judge(model, state, reading) : UNKNOWN
    if (held && timeMs - state.sinceMs < TAU_MS) {
      state.lastMs = timeMs
      state.sinceMs += elapsedMs
      return verdict
    }
    if (model === null && state.cold !== null) learnDistance(state.cold, state, reading, verdict)
    followLevel(state, reading, verdict, elapsedMs)
    return verdict
  },
}

const judge = (model: ContextBands | null, state: MovingAverageState, { value, context, bandWidth }: ScoredReading): Verdict => {
  if (model !== null) {
    const expected = state.level + (model.centre[context] as number)
    return judgeBand(value, expected, (model.below[context] as number) * bandWidth, (model.above[context] as number) * bandWidth)
  }
  if (state.cold === null || !isColdReady(state.cold)) return UNKNOWN
  const half = coldHalfWidth(state.cold, Z_LIMIT * state.deviation, state.level) * bandWidth
  return judgeBand(value, state.level, half, half)
}

const learnDistance = (cold: ColdKnowledge, state: MovingAverageState, { timeMs, value }: ScoredReading, verdict: Verdict): void => {
  const distance = value - state.level
  learnCold(cold, timeMs, distance, verdict.score >= 1)
  if (verdict.score < 1) state.deviation += (Math.abs(distance) - state.deviation) / Math.min(cold.count, 10_000)
}

const followLevel = (state: MovingAverageState, { timeMs, value }: ScoredReading, verdict: Verdict, elapsedMs: number): void => {
  const abnormal = verdict.score >= 1
  const gain = abnormal ? 1 - Math.exp(-elapsedMs / (TAU_MS * ABNORMAL_SLOWER)) : gainOf(elapsedMs, timeMs - state.sinceMs)
  const target = abnormal ? Math.max(verdict.low, Math.min(verdict.high, value)) : value
  state.level += gain * (target - state.level)
  state.lastMs = timeMs
}

/** A young level is the mean of what it has seen, so that its first value, which may have been a bad one, is soon forgotten. A second reading of the same instant moves nothing. */
const gainOf = (elapsedMs: number, ageMs: number): number => {
  if (elapsedMs <= 0) return 0
  const followed = 1 - Math.exp(-elapsedMs / TAU_MS)
  return ageMs >= TAU_MS ? followed : Math.max(elapsedMs / (ageMs + elapsedMs), followed)
}

/** Runs the level over a history; gives the readings it was warm for and each one's distance from the level before it. */
const distancesFromLevel = (history: FitHistory): { followed: FitHistory; distances: Float64Array } => {
  const distances = new Float64Array(history.count)
  const warm = new Uint8Array(history.count)
  let level = history.values[0] as number
  let sinceMs = history.timesMs[0] as number
  for (let i = 1; i < history.count; i++) {
    const timeMs = history.timesMs[i] as number
    const elapsedMs = timeMs - (history.timesMs[i - 1] as number)
    const value = history.values[i] as number
    if (elapsedMs > RESTART_MS) {
      level = value
      sinceMs = timeMs
      continue
    }
    warm[i] = timeMs - sinceMs >= WARM_UP_MS ? 1 : 0
    distances[i] = value - level
    level += gainOf(elapsedMs, timeMs - sinceMs) * (value - level)
  }
  return { followed: pick(history, warm), distances: distances.filter((_, i) => warm[i] === 1) }
}

const pick = (history: FitHistory, keep: Uint8Array): FitHistory => {
  const kept = (_: number, i: number): boolean => keep[i] === 1
  const timesMs = history.timesMs.filter(kept)
  return {
    count: timesMs.length, timesMs, values: history.values.filter(kept), contexts: history.contexts.filter(kept),
    slots: history.slots.filter(kept), days: history.days.filter(kept), dayCount: history.dayCount,
  }
}
