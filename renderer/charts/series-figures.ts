/** Lowest, mean and highest of a series over a period. Pure. */
import type { Series } from '../../shared/domain/series.ts'
import type { TimeRange } from './time-range.ts'

export interface SeriesFigures {
  readonly count: number
  readonly low: number
  readonly high: number
  /** Weighted by the time each reading stood until the next (at most `longestStepMs`); of thinned series an estimate. */
  readonly mean: number
}

/** null where the period holds no finite reading. */
export const seriesFigures = (series: Series, range: TimeRange, longestStepMs: number): SeriesFigures | null => {
  let count = 0
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  let weighted = 0
  let weight = 0
  let plain = 0
  for (let i = 0; i < series.timesMs.length; i++) {
    const timeMs = series.timesMs[i] ?? 0
    const value = series.values[i] ?? Number.NaN
    if (timeMs < range.fromMs || timeMs > range.toMs || !Number.isFinite(value)) continue
    count++
    plain += value
    low = Math.min(low, value)
    high = Math.max(high, value)
    const nextMs = Math.min(series.timesMs[i + 1] ?? timeMs, range.toMs)
    const stood = Math.min(nextMs - timeMs, longestStepMs)
    weighted += value * stood
    weight += stood
  }
  return count === 0 ? null : { count, low, high, mean: weight > 0 ? weighted / weight : plain / count }
}
