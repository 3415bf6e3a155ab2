/**
 * How long a point stands still at one value, against how long it usually does. Lengths of complete runs in the history, apart for values at which plant rests
 * (lowest, highest, and what makes up a twentieth of all readings): threshold = 90 % quantile, above it an exponential tail without the longest twentieth.
 * Surprise = -log10 of how often an hour begins such a run.
 */
import { quantileSorted } from '../order-statistics.ts'

const USUAL_SHARE = 0.9
const TRUSTED = 0.95
const REST_SHARE = 0.05
const MOST_REST_VALUES = 8
const UNKNOWN_SURPRISE = 0.5

/** Lengths in grid steps. */
interface RunTail {
  readonly threshold: number
  readonly tail: number
  readonly perHour: number
}

/** Serialisable. */
export interface StillRuns {
  readonly restValues: readonly number[]
  readonly moving: RunTail
  readonly resting: RunTail
}

export const fitStill = (timesMs: Float64Array, values: Float64Array, gridMs: number): StillRuns => {
  const restValues = restingValues(values)
  const runs = { moving: [] as number[], resting: [] as number[] }
  let length = 1
  for (let i = 1; i <= values.length; i++) {
    const value = values[i - 1] as number
    const elapsed = i < values.length ? ((timesMs[i] as number) - (timesMs[i - 1] as number)) / gridMs : 0
    if (i < values.length && values[i] === value && elapsed <= 6) {
      length += elapsed
      continue
    }
    runs[restValues.includes(value) ? 'resting' : 'moving'].push(length)
    length = 1
  }
  const hours = Math.max(1, (values.length * gridMs) / 3_600_000)
  return { restValues, moving: tailOf(runs.moving, hours), resting: tailOf(runs.resting, hours) }
}

const restingValues = (values: Float64Array): number[] => {
  const counts = new Map<number, number>()
  let low = Infinity
  let high = -Infinity
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1)
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  const often = [...counts].filter(([, count]) => count > REST_SHARE * values.length).map(([value]) => value)
  return [...new Set([low, high, ...often])].slice(0, MOST_REST_VALUES)
}

const tailOf = (lengths: readonly number[], hours: number): RunTail => {
  const sorted = Float64Array.from(lengths).sort()
  const threshold = sorted.length === 0 ? 1 : quantileSorted(sorted, USUAL_SHARE)
  const over = sorted.filter((length) => length > threshold)
  const trusted = over.subarray(0, Math.max(1, Math.floor(over.length * TRUSTED)))
  let excess = 0
  for (const length of trusted) excess += length - threshold
  return { threshold, tail: Math.max(over.length === 0 ? 0 : excess / trusted.length, 0.5 * threshold, 1), perHour: sorted.length / hours }
}

/** @param stillMs since when the value stands */
export const stillSurprise = ({ restValues, moving, resting }: StillRuns, value: number, stillMs: number, gridMs: number): number => {
  const { threshold, tail, perHour } = restValues.includes(value) ? resting : moving
  const over = 1 + stillMs / gridMs - threshold
  return over <= 0 ? UNKNOWN_SURPRISE : 1 - Math.log10(Math.min(1, Math.max(perHour, 1e-6))) + over / (tail * Math.LN10)
}
