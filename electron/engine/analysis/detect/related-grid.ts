/** Histories of related points on one grid of quarters of an hour, and smoothed as those feel them that follow late. */
import { isTrusted } from '../../../../shared/domain/quality.ts'
import type { Series } from '../../../../shared/domain/series.ts'

export const GRID_MS = 900_000
/** A value stands for so long on the grid. */
const STANDS_STEPS = 4

/** A history on the common grid: entry i is what stood at `fromMs` + i quarters of an hour. */
export const onGrid = ({ timesMs, values, qualities }: Series, fromMs: number, toMs: number): Float32Array => {
  const grid = new Float32Array(Math.max(0, Math.floor((toMs - fromMs) / GRID_MS))).fill(Number.NaN)
  let next = 0
  let value = Number.NaN
  let atMs = -Infinity
  for (let i = 0; i < grid.length; i++) {
    const nowMs = fromMs + i * GRID_MS
    for (; next < timesMs.length && (timesMs[next] as number) <= nowMs; next++) {
      const isGood = isTrusted(qualities[next] as number) && Number.isFinite(values[next])
      value = isGood ? (values[next] as number) : Number.NaN
      atMs = timesMs[next] as number
    }
    if (nowMs - atMs <= STANDS_STEPS * GRID_MS) grid[i] = value
  }
  return grid
}

/** Exponentially over `tauMs`; NaN until it was followed for so long. */
export const onceSmoothed = (grid: Float32Array, tauMs: number): Float64Array => {
  const share = 1 - Math.exp(-GRID_MS / tauMs)
  const result = new Float64Array(grid.length).fill(Number.NaN)
  let level = Number.NaN
  let known = 0
  for (let i = 0; i < grid.length; i++) {
    const value = grid[i] as number
    if (Number.isNaN(value)) known = 0
    else {
      level = known === 0 ? value : level + share * (value - level)
      known += 1
      if (known * GRID_MS >= tauMs) result[i] = level
    }
  }
  return result
}
