/** What kind of signal a point carries, from what it is and how it behaved: decides which checks make sense for it. */
import type { Point } from '../../../../shared/domain/point.ts'
import { unitQuantity, type QuantityKind } from '../../../../shared/units.ts'

/**
 * - `measured`: moves by itself; all checks.
 * - `counter`: only rises (meters); never judged by level.
 * - `setting`: set-points, outputs and constants: move when somebody or a controller moves them; only the data checks.
 * - `state`: binary; run-time and toggling checks.
 * - `mode`: multi-state; run-time of each state, schedule and toggling checks.
 * - `none`: nothing is judged.
 */
export const SIGNALS = ['measured', 'state', 'mode', 'counter', 'setting', 'none'] as const
export type SignalKind = (typeof SIGNALS)[number]

/** Learnt facts of a point that the gate and the detectors share. Serialisable. */
export interface PointProfile {
  readonly signal: SignalKind
  /** Smallest step between different readings, in the point's unit; 0 when none was seen. */
  readonly quantum: number
  /** Longest time the value stood still, not counting its lowest and highest value; ms. */
  readonly longestFlatMs: number
  readonly lowest: number
  readonly highest: number
  /** Typical (median) distance of neighbouring readings that differ, in the point's unit. */
  readonly typicalStep: number
  readonly samples: number
  readonly fromMs: number
  readonly toMs: number
}

const COUNTING: ReadonlySet<QuantityKind> = new Set(['energy', 'energyApparent', 'energyReactive', 'volume'])
const ANALOG_OUTPUT = 1
const ANALOG_VALUE = 2
const ACCUMULATOR = 23
const SETTABLE_VALUES: ReadonlySet<number> = new Set([ANALOG_VALUE, 45, 46, 48])
/** Names of set-points as controls vendors write them, in the languages met most. */
const SETPOINT_NAME = /(^|[^a-z])(sp|stpt|setpt|setpoint|set-point|set point|soll|sollwert|consigne)([^a-z]|$)|setpoint|sollwert|(?<=[a-z_.-])SP$/i
/** A set value changes rarely; a measured one at almost every reading. */
const SETTING_CHANGE_SHARE = 0.02
const ENOUGH_SAMPLES = 200
/** A morning's warm-up only rises too, and a night is still: behaviour tells after most of a day. */
const ENOUGH_MS = 20 * 3_600_000
/** Falls a counter may show (resets, rollovers) for each rise. */
const COUNTER_FALL_SHARE = 0.002
const COUNTER_LEAST_RISES = 100

/** What is known before any history. */
export const signalByType = (point: Point): SignalKind => {
  if (point.kind === 'binary') return 'state'
  if (point.kind === 'multiState') return 'mode'
  if (point.kind !== 'analog') return 'none'
  if (point.objectType === ACCUMULATOR || COUNTING.has(unitQuantity(point.units))) return 'counter'
  if (point.objectType === ANALOG_OUTPUT) return 'setting'
  if (SETTABLE_VALUES.has(point.objectType) && SETPOINT_NAME.test(`${point.name} ${point.description}`)) return 'setting'
  return 'measured'
}

/** True for inputs: somebody wired a sensor, so a value that never moves is suspicious. */
export const isSensorInput = (point: Point): boolean => point.objectType === 0

/**
 * Learns a point's profile from trusted readings in ascending time. Runs over unobserved gaps end there.
 * @param gapMs a longer pause between readings counts as not observed
 */
export const learnProfile = (point: Point, timesMs: Float64Array, values: Float64Array, gapMs: number): PointProfile => {
  const seen = scan(timesMs, values, gapMs)
  return { signal: signalLearnt(point, seen), ...seen.facts }
}

interface Scan {
  readonly facts: Omit<PointProfile, 'signal'>
  readonly rises: number
  readonly falls: number
}

const scan = (timesMs: Float64Array, values: Float64Array, gapMs: number): Scan => {
  const count = values.length
  let lowest = Infinity
  let highest = -Infinity
  for (const value of values) {
    if (value < lowest) lowest = value
    if (value > highest) highest = value
  }
  const steps = new Float64Array(Math.max(0, count - 1))
  let moved = 0
  let rises = 0
  let quantum = Infinity
  let longestFlatMs = 0
  let flatSinceMs = timesMs[0] ?? 0
  for (let i = 1; i < count; i++) {
    const value = values[i] as number
    const step = value - (values[i - 1] as number)
    const paused = (timesMs[i] as number) - (timesMs[i - 1] as number) > gapMs
    if (step !== 0) {
      steps[moved++] = Math.abs(step)
      if (step > 0) rises++
      if (Math.abs(step) > 1e-9) quantum = Math.min(quantum, Math.abs(step))
    }
    if (step !== 0 || paused) flatSinceMs = timesMs[i] as number
    else if (value !== lowest && value !== highest) longestFlatMs = Math.max(longestFlatMs, (timesMs[i] as number) - flatSinceMs)
  }
  const typicalStep = moved === 0 ? 0 : (steps.subarray(0, moved).sort()[moved >> 1] as number)
  const facts = { quantum: quantum === Infinity ? 0 : quantum, longestFlatMs, lowest, highest, typicalStep, samples: count, fromMs: timesMs[0] ?? 0, toMs: timesMs[count - 1] ?? 0 }
  return { facts, rises, falls: moved - rises }
}

const signalLearnt = (point: Point, { facts, rises, falls }: Scan): SignalKind => {
  const byType = signalByType(point)
  if (byType !== 'measured' || facts.toMs - facts.fromMs < ENOUGH_MS) return byType
  if (rises >= COUNTER_LEAST_RISES && falls <= rises * COUNTER_FALL_SHARE) return 'counter'
  if (facts.samples < ENOUGH_SAMPLES) return byType
  if (rises + falls === 0) return 'setting'
  return SETTABLE_VALUES.has(point.objectType) && rises + falls < facts.samples * SETTING_CHANGE_SHARE ? 'setting' : 'measured'
}
