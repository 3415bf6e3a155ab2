/**
 * A detector: learns from history what is normal for a point, then says of each reading how far from normal it is.
 *
 * Scores of all detectors are on one scale: 0 = as expected, 1 = at the limit of what this point does in normal operation, above = abnormal;
 * the score is the distance from the expected value in half-widths of the band.
 * Models and states are plain JSON. `score` has no clock and no random numbers; it moves `state` on in place and touches nothing else.
 */
import type { FitHistory } from './fit-history.ts'

/** A trusted reading as detectors see it. */
export interface ScoredReading {
  readonly timeMs: number
  readonly value: number
  /** Hour of day and kind of day, see `calendar.ts`. */
  readonly context: number
  /** Quarter of an hour and kind of day. */
  readonly slot: number
  /** Multiplies the width of every band: 1 = as learnt. */
  readonly bandWidth: number
  /** The level detectors already call this value abnormal; absent = no. */
  readonly levelAbnormal?: boolean
  /** The shares of all methods are wanted, however small; absent = no. */
  readonly explain?: boolean
}

/** What a detector thinks of one reading; NaN for expected, low and high (and score 0) where it knows too little. */
export interface Verdict {
  readonly score: number
  readonly expected: number
  readonly low: number
  readonly high: number
  /** How much each method of a combined detector says, on the same scale; only where the score is near its limit. */
  readonly shares?: readonly MethodShare[]
  /** What counts towards an alert where that is less than the score: the reading itself is ordinary, or another check is in charge. */
  readonly vote?: number
}

/** One method within a combined detector. */
export interface MethodShare {
  readonly method: string
  readonly score: number
}

export interface FitContext {
  /** Least half-width of a band, in the point's unit: from unit, resolution and range of the point. */
  readonly leastHalfWidth: number
  /** The point's name or state texts call it an alarm, trip or fault contact. */
  readonly alarmContact: boolean
}

/** What a detector knows of its point before it has a model. */
export interface StartContext {
  /** As of `FitContext`. */
  readonly leastHalfWidth: number
  /** A contact that is on in an alarm, and of which too little is known for a model. */
  readonly newAlarmContact: boolean
}

export interface Detector<Model, State> {
  readonly id: string
  /** Version of code and parameters; a model of another version is not used. */
  readonly version: string
  /** null where history is too short to say anything. */
  fit(history: FitHistory, context: FitContext): Model | null
  start(model: Model | null, context: StartContext): State
  score(model: Model | null, state: State, reading: ScoredReading): Verdict
}

export const UNKNOWN: Verdict = { score: 0, expected: Number.NaN, low: Number.NaN, high: Number.NaN }

/** Of a detector that somebody switched off: it has no vote, whatever it thinks. Compared by identity. */
export const OFF: Verdict = { ...UNKNOWN }

/** The verdict on a value against a band about `expected`; `below` and `above` are the half-widths, >= 0. A band of no width judges nothing. */
export const judgeBand = (value: number, expected: number, below: number, above: number): Verdict => {
  const distance = value - expected
  const width = distance >= 0 ? above : below
  return { score: width > 0 ? Math.abs(distance) / width : 0, expected, low: expected - below, high: expected + above }
}
