/** Readings at their own times onto a common grid: the mean of each step, held where nothing new was said for a while, and never across what was not observed. */
import { isTrusted } from '../../../../shared/domain/quality.ts'
import type { Series } from '../../../../shared/domain/series.ts'
import type { TimeGrid } from './season.ts'

interface Period {
  readonly fromMs: number
  readonly toMs: number
}

export interface Resampler {
  /** The next readings, ascending and later than all before. */
  take(series: Pick<Series, 'timesMs' | 'values' | 'qualities'>): void
  /** Mean of the trusted readings of each step; NaN where nothing is known. */
  finish(): Float64Array
}

/**
 * @param holdMs a value stands for so long after it was read, unless an untrusted reading or a period that was not observed comes first
 * @param gaps periods that were not observed, in which nothing is held; readings that came for them later count
 */
export const createResampler = ({ startMs, stepMs, length }: TimeGrid, holdMs: number, gaps: readonly Period[]): Resampler => {
  const sums = new Float64Array(length)
  const counts = new Uint32Array(length)
  const unobserved = unobservedSteps({ startMs, stepMs, length }, gaps)
  const result = new Float64Array(length).fill(Number.NaN)
  let value = Number.NaN
  let atMs = -Infinity
  let next = 0
  const means = (i: number): number => ((counts[i] as number) === 0 ? Number.NaN : (sums[i] as number) / (counts[i] as number))
  /** Steps before `end` get no more readings. */
  const settle = (end: number): void => {
    for (; next < end; next++) {
      const mean = means(next)
      if (!Number.isNaN(mean)) result[next] = mean
      else if (unobserved[next] === 1) value = Number.NaN
      else if (startMs + next * stepMs - atMs <= holdMs) result[next] = value
    }
  }
  return {
    take: ({ timesMs, values, qualities }) => {
      for (let i = 0; i < timesMs.length; i++) {
        const step = Math.floor(((timesMs[i] as number) - startMs) / stepMs)
        if (step >= length) break
        if (step > next) settle(step)
        const isGood = isTrusted(qualities[i] as number) && Number.isFinite(values[i])
        value = isGood ? (values[i] as number) : Number.NaN
        atMs = timesMs[i] as number
        if (!isGood || step < 0) continue
        sums[step] = (sums[step] as number) + value
        counts[step] = (counts[step] as number) + 1
      }
    },
    finish: () => {
      settle(length)
      return result
    },
  }
}

const unobservedSteps = ({ startMs, stepMs, length }: TimeGrid, gaps: readonly Period[]): Uint8Array => {
  const steps = new Uint8Array(length)
  for (const { fromMs, toMs } of gaps) steps.fill(1, Math.max(0, Math.floor((fromMs - startMs) / stepMs)), Math.max(0, Math.ceil((toMs - startMs) / stepMs)))
  return steps
}

/** Share of the steps that are known, 0..1. */
export const coverageOf = (values: Float64Array): number => (values.length === 0 ? 0 : values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0) / values.length)

/** Rises of a series that only counts up; it says how much, its change says when. */
const LEAST_RISES = 50

/** The change from step to step of a series that never falls, as meters are; null of any other. Resets make it one of the others. */
export const changesOfCounter = (values: Float64Array): Float64Array | null => {
  let before = Number.NaN
  let rises = 0
  for (const value of values) {
    if (Number.isNaN(value)) continue
    if (value < before) return null
    if (value > before) rises += 1
    before = value
  }
  return rises < LEAST_RISES ? null : values.map((value, i) => (i === 0 ? Number.NaN : value - (values[i - 1] as number)))
}
