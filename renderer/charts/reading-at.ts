/** Which reading of a series stands at an instant: for the cursor's readout. Pure. */
import type { Series } from '../../shared/domain/series.ts'
import { firstAtOrAfter } from './line-data.ts'

export interface ReadingAt {
  readonly timeMs: number
  readonly value: number
  readonly quality: number
}

/**
 * The reading nearest to `timeMs`: anywhere on an unbroken stretch of the line, else (at its ends and beside a break) within `toleranceMs`.
 * `breaks` as `lineBreaks` gives them. null where there is none.
 */
export const readingAt = (series: Series, breaks: Uint8Array, timeMs: number, toleranceMs: number): ReadingAt | null => {
  const next = firstAtOrAfter(series.timesMs, timeMs)
  const index = nearer(series, next - 1, next, timeMs)
  if (index === null) return null
  const foundMs = series.timesMs[index] ?? Number.NaN
  const onLine = next > 0 && next < series.timesMs.length && breaks[next] !== 1
  if (!onLine && Math.abs(foundMs - timeMs) > toleranceMs) return null
  return { timeMs: foundMs, value: series.values[index] ?? Number.NaN, quality: series.qualities[index] ?? 0 }
}

const nearer = (series: Series, before: number, after: number, timeMs: number): number | null => {
  const a = series.timesMs[before]
  const b = series.timesMs[after]
  if (a === undefined) return b === undefined ? null : after
  if (b === undefined) return before
  return timeMs - a <= b - timeMs ? before : after
}

/** The reading that was in force at `timeMs`: the last one not after it, unless the line is broken between; at the end of the line at most `oldestMs` old. */
export const readingInForce = (series: Series, breaks: Uint8Array, timeMs: number, oldestMs: number): ReadingAt | null => {
  const next = firstAtOrAfter(series.timesMs, timeMs + 1)
  const foundMs = series.timesMs[next - 1]
  if (foundMs === undefined) return null
  const onLine = next < series.timesMs.length && breaks[next] !== 1
  if (!onLine && timeMs - foundMs > oldestMs) return null
  return { timeMs: foundMs, value: series.values[next - 1] ?? Number.NaN, quality: series.qualities[next - 1] ?? 0 }
}
