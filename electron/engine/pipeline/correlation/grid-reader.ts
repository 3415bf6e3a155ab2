/** Stored readings of points on one grid. */
import type { Point } from '../../../../shared/domain/point.ts'
import { createResampler } from '../../analysis/correlation/resample.ts'
import type { TimeGrid } from '../../analysis/correlation/season.ts'
import { holdImported } from '../../analysis/detect/hold-imported.ts'
import type { ReplayQueries } from '../../store/replay-queries.ts'

export type GridQueries = Pick<ReplayQueries, 'points' | 'readings' | 'gaps' | 'close'>

export interface GridReader {
  readonly points: ReadonlyMap<number, Point>
  /** About 1 µs a reading. */
  read(point: Point): Float64Array
}

/** Read at once: a quarter of a million readings at one every ten seconds. */
const PAGE_MS = 31 * 86_400_000
/** A value stands for at least so long: trend logs say something every quarter of an hour, subscriptions at least once an hour. */
const LEAST_HOLD_MS = 3_600_000
const HOLD_INTERVALS = 3

export const createGridReader = (queries: GridQueries, grid: TimeGrid): GridReader => {
  const endMs = grid.startMs + grid.length * grid.stepMs
  const gaps = queries.gaps(grid.startMs, endMs)
  return {
    points: new Map(queries.points().map((point) => [point.id, point])),
    read: (point) => {
      const holdMs = Math.max(LEAST_HOLD_MS, HOLD_INTERVALS * point.pollIntervalMs)
      const resampler = createResampler(grid, holdMs, gaps.filter(({ deviceId }) => deviceId === null || deviceId === point.deviceId))
      for (let atMs = grid.startMs - holdMs; atMs < endMs; atMs += PAGE_MS) {
        const series = queries.readings(point.id, atMs, Math.min(endMs, atMs + PAGE_MS))
        resampler.take(point.kind === 'analog' ? series : holdImported(series))
      }
      return resampler.finish()
    },
  }
}
