/** Which reading of a series stands at an instant: for the cursor's readout. Pure. */
import type { Series } from '../../shared/domain/series.ts'
import { firstAtOrAfter } from './line-data.ts'

export interface ReadingAt {
  readonly timeMs: number
  readonly value: number
  readonly quality: number
}

/** The reading nearest to `timeMs` that lies within `toleranceMs` of it, or null. */
export const readingAt = (series: Series, timeMs: number, toleranceMs: number): ReadingAt | null => {
  const next = firstAtOrAfter(series.timesMs, timeMs)
  const index = nearer(series, next - 1, next, timeMs)
  if (index === null) return null
  const foundMs = series.timesMs[index] ?? Number.NaN
  if (Math.abs(foundMs - timeMs) > toleranceMs) return null
  return { timeMs: foundMs, value: series.values[index] ?? Number.NaN, quality: series.qualities[index] ?? 0 }
}

const nearer = (series: Series, before: number, after: number, timeMs: number): number | null => {
  const a = series.timesMs[before]
  const b = series.timesMs[after]
  if (a === undefined) return b === undefined ? null : after
  if (b === undefined) return before
  return timeMs - a <= b - timeMs ? before : after
}

/** The reading that was in force at `timeMs`: the last one not after it, at most `oldestMs` old; null when there is none. */
export const readingInForce = (series: Series, timeMs: number, oldestMs: number): ReadingAt | null => {
  const next = firstAtOrAfter(series.timesMs, timeMs + 1)
  const foundMs = series.timesMs[next - 1]
  if (foundMs === undefined || timeMs - foundMs > oldestMs) return null
  return { timeMs: foundMs, value: series.values[next - 1] ?? Number.NaN, quality: series.qualities[next - 1] ?? 0 }
}
