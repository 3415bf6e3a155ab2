/** The readings of a point around the moment a replay has reached: what models learn from, and no more, whatever the period. */
import { lowerBound } from '../analysis/ascending-times.ts'
import type { Series } from '../../../shared/domain/series.ts'

/** Readings of a point over [fromMs, toMs), ascending. */
export type ReadHistory = (fromMs: number, toMs: number) => Series

export interface HistoryWindow {
  /** Takes the readings that follow. */
  add(part: Series): void
  /** Readings over [fromMs, toMs) as one series. */
  slice(fromMs: number, toMs: number): Series
  /** Lets go of parts that end before. */
  forgetBefore(timeMs: number): void
}

export const createHistoryWindow = (pointId: number): HistoryWindow => {
  let parts: Series[] = []
  return {
    add: (part) => {
      if (part.timesMs.length > 0) parts.push(part)
    },
    forgetBefore: (timeMs) => {
      parts = parts.filter(({ timesMs }) => (timesMs.at(-1) as number) >= timeMs)
    },
    slice: (fromMs, toMs) => {
      const bounds = parts.map(({ timesMs }) => [lowerBound(timesMs, fromMs), lowerBound(timesMs, toMs)] as const)
      const count = bounds.reduce((sum, [from, to]) => sum + to - from, 0)
      const series = { pointId, timesMs: new Float64Array(count), values: new Float64Array(count), qualities: new Uint16Array(count), thinned: false }
      let at = 0
      for (const [i, { timesMs, values, qualities }] of parts.entries()) {
        const [from, to] = bounds[i] as readonly [number, number]
        series.timesMs.set(timesMs.subarray(from, to), at)
        series.values.set(values.subarray(from, to), at)
        series.qualities.set(qualities.subarray(from, to), at)
        at += to - from
      }
      return series
    },
  }
}
