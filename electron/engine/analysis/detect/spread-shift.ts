/**
 * Spread shift: a point that suddenly is much noisier, or much calmer, than it usually is at this hour.
 *
 * Spread of the last hour: s² = (1 - g) (s² + g d²), g = 1 - e^(-dt/τ), τ = 1 h, d = distance from the mean smoothed alike. Measure: log(s) of now against the median
 * log(s) of the context, s not below a share of the least half-width: a variance ratio over time. Score 1 up = 1.1 times what two in a thousand readings of the last third
 * exceed, judged by the medians of the first two thirds, at least a factor of 2; down alike, at least a factor of 4.
 * Readings an hour apart are judged by the spread of some hours.
 *
 * Put it to work as any detector of `detectors.ts`: `measured` points only; verdicts have a score but no band.
 */
import { quantileSorted } from '../order-statistics.ts'
import { contextMedians } from './context-medians.ts'
import { UNKNOWN, type Detector } from './detector.ts'
import type { FitHistory } from './fit-history.ts'
import { TEACHING_SHARE } from './novelty-scale.ts'
import { isEnough } from './z-score.ts'

const HOUR_MS = 3_600_000
const WARM_MS = HOUR_MS
/** After a longer silence the spread of before says nothing. */
const SILENCE_MS = 3 * HOUR_MS
/** Spreads below this share of the least half-width are all alike. */
const LEAST_SHARE = 0.02
const LIMIT_QUANTILE = 0.998
const LIMIT_MARGIN = 1.1
const LEAST_UP = Math.log(2)
const LEAST_DOWN = Math.log(4)

export interface SpreadShiftModel {
  /** Usual log of the spread of each context. */
  readonly centre: readonly number[]
  /** The least log of a spread. */
  readonly floor: number
  readonly up: number
  readonly down: number
}

export interface SpreadShiftState {
  mean: number
  variance: number
  seenMs: number
  beganMs: number
}

const startSpread = (): SpreadShiftState => ({ mean: 0, variance: 0, seenMs: Number.NaN, beganMs: Number.NaN })

export const spreadShift: Detector<SpreadShiftModel, SpreadShiftState> = {
  id: 'spreadShift',
  version: 'spreadShift-1',
  fit: (history, { leastHalfWidth }) => {
    if (!isEnough(history)) return null
    const floor = Math.log(LEAST_SHARE * leastHalfWidth || 1e-9)
    const known = spreadsOf(history, floor)
    if (known.spreads.length === 0) return null
    const { up, down } = limitsOf(known)
    return { centre: contextMedians(known.spreads, known.contexts).map(shorten), floor: shorten(floor), up: shorten(up), down: shorten(down) }
  },
  start: startSpread,
  score: (model, state, { timeMs, value, context, bandWidth }) => {
    const spread = followSpread(state, timeMs, value, model?.floor ?? 0)
    if (model === null || Number.isNaN(spread)) return UNKNOWN
    const ratio = spread - (model.centre[context] as number)
    return { ...UNKNOWN, score: (ratio >= 0 ? ratio / model.up : -ratio / model.down) / bandWidth }
  },
}

/** Moves the spread past a reading; gives its log, NaN while it is not known. */
const followSpread = (state: SpreadShiftState, timeMs: number, value: number, floor: number): number => {
  const elapsedMs = timeMs - state.seenMs
  state.seenMs = timeMs
  if (!(elapsedMs >= 0 && elapsedMs <= SILENCE_MS)) {
    state.mean = value
    state.variance = 0
    state.beganMs = timeMs
    return Number.NaN
  }
  const gain = 1 - Math.exp(-elapsedMs / HOUR_MS)
  const distance = value - state.mean
  state.mean += gain * distance
  state.variance = (1 - gain) * (state.variance + gain * distance * distance)
  if (timeMs - state.beganMs < WARM_MS) return Number.NaN
  return state.variance > 0 ? Math.max(floor, 0.5 * Math.log(state.variance)) : floor
}

interface Spreads {
  readonly spreads: Float64Array
  readonly contexts: Uint8Array
}

const spreadsOf = ({ count, timesMs, values, contexts }: FitHistory, floor: number): Spreads => {
  const state = startSpread()
  const spreads = new Float64Array(count)
  for (let i = 0; i < count; i++) spreads[i] = followSpread(state, timesMs[i] as number, values[i] as number, floor)
  const known = (_: number, i: number): boolean => !Number.isNaN(spreads[i])
  return { spreads: spreads.filter(known), contexts: contexts.filter(known) }
}

const limitsOf = ({ spreads, contexts }: Spreads): { up: number; down: number } => {
  const split = Math.max(1, Math.floor(spreads.length * TEACHING_SHARE))
  const centre = contextMedians(spreads.subarray(0, split), contexts.subarray(0, split))
  const ratios = spreads.subarray(split).map((spread, i) => spread - (centre[contexts[split + i] as number] as number)).sort()
  return {
    up: Math.max(LEAST_UP, LIMIT_MARGIN * (quantileSorted(ratios, LIMIT_QUANTILE) || 0)),
    down: Math.max(LEAST_DOWN, LIMIT_MARGIN * -(quantileSorted(ratios, 1 - LIMIT_QUANTILE) || 0)),
  }
}

const shorten = (value: number): number => Number(value.toPrecision(6))
