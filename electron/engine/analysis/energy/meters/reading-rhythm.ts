/** How often a point is read, and when silence means that nothing is known. */
import type { MeterPeriod } from './meter-readings.ts'

const MINUTE_MS = 60_000
/** Silence shorter than this is never a gap. */
const LEAST_GAP_MS = 15 * MINUTE_MS
/** Three readings missed. */
const GAP_STEPS = 3
/** A point that reports on change may say nothing for a day; longer is no sign of life. */
const LONGEST_HOLD_MS = 26 * 60 * MINUTE_MS
const LOOKED_AT = 2_000

export interface ReadingRhythm {
  /** Usual time between two readings, ms. */
  readonly stepMs: number
  /** Read at equal distances: then silence is a gap. Else readings come on change and silence means that nothing changed. */
  readonly regular: boolean
  /** Whether what happened between two readings that follow each other is not known. */
  isGap(fromMs: number, toMs: number): boolean
}

/**
 * `unobserved`: periods in which the point could not be read, ascending. A regular series has at least 8 of 10 steps within a fifth of the usual one
 * (its median).
 */
export const rhythmOf = (timesMs: Float64Array, unobserved: readonly MeterPeriod[]): ReadingRhythm => {
  const steps: number[] = []
  const stride = Math.max(1, Math.floor(timesMs.length / LOOKED_AT))
  for (let i = stride; i < timesMs.length; i += stride) steps.push((timesMs[i] as number) - (timesMs[i - 1] as number))
  steps.sort((a, b) => a - b)
  const stepMs = steps[steps.length >> 1] ?? LEAST_GAP_MS
  const near = steps.filter((step) => Math.abs(step - stepMs) <= stepMs / 5).length
  const regular = steps.length < 5 || near >= steps.length * 0.8
  const gapMs = Math.max(LEAST_GAP_MS, GAP_STEPS * stepMs)
  return {
    stepMs,
    regular,
    isGap: (fromMs, toMs) => {
      const lengthMs = toMs - fromMs
      if (lengthMs <= gapMs) return false
      return regular || lengthMs > LONGEST_HOLD_MS || overlap(unobserved, fromMs, toMs) > gapMs
    },
  }
}

const overlap = (periods: readonly MeterPeriod[], fromMs: number, toMs: number): number => {
  let sum = 0
  for (const period of periods) sum += Math.max(0, Math.min(toMs, period.toMs) - Math.max(fromMs, period.fromMs))
  return sum
}
