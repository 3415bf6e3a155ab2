/** Fits what related points tell of points, from stored histories that are read once a run. Pure but for the histories it is given. */
import type { Point } from '../../../shared/domain/point.ts'
import type { Series } from '../../../shared/domain/series.ts'
import { createCalendar } from '../analysis/calendar.ts'
import { leastHalfWidthOf } from '../analysis/detect/fit-point.ts'
import { holdImported } from '../analysis/detect/hold-imported.ts'
import { GRID_MS, onGrid } from '../analysis/detect/related-grid.ts'
import { fitRelated, type Gridded, type RelatedModel } from '../analysis/detect/related-model.ts'
import type { UpstreamCandidate } from '../analysis/detect/upstream-points.ts'
import type { LearnWindow } from './learner.ts'

export interface RelatedQuestion {
  readonly point: Point
  readonly siblings: readonly number[]
  /** Outdoor air temperature. */
  readonly weather: number | null
  /** What may feed it. */
  readonly upstream: readonly UpstreamCandidate[]
}

/** All points whose values are needed beside the point's own, each once. */
export const pointsAskedOf = ({ siblings, weather, upstream }: RelatedQuestion): readonly number[] =>
  [...new Set([...siblings, ...(weather === null ? [] : [weather]), ...upstream.flatMap(({ pointId, gates }) => [pointId, ...gates.flatMap(({ pointIds }) => pointIds)])])]

export interface RelatedAnswer {
  readonly pointId: number
  readonly model: RelatedModel | null
}

export const createRelatedFitter = ({ timeZone, fromMs, toMs, holidays = [] }: LearnWindow, historyOf: (pointId: number) => Series | undefined): ((question: RelatedQuestion) => RelatedAnswer) => {
  const resting = new Set(holidays)
  const calendar = createCalendar(timeZone, (day) => resting.has(day))
  const startMs = Math.ceil(fromMs / GRID_MS) * GRID_MS
  /** 13 kB a point. */
  const known = new Map<number, Gridded>()
  const griddedOf = (pointId: number, isState = false): Gridded => {
    const before = known.get(pointId)
    if (before !== undefined) return before
    const read = historyOf(pointId)
    const series = read !== undefined && isState ? holdImported(read) : read
    const made = { pointId, grid: series === undefined ? new Float32Array(Math.floor((toMs - startMs) / GRID_MS)).fill(Number.NaN) : onGrid(series, startMs, toMs) }
    known.set(pointId, made)
    return made
  }
  return ({ point, siblings, weather, upstream }) => ({
    pointId: point.id,
    model: fitRelated(griddedOf(point.id).grid, {
      siblings: siblings.map((id) => griddedOf(id)), weather: weather === null ? null : griddedOf(weather),
      upstream: upstream.map(({ pointId, gates }) => ({ pointId, grid: griddedOf(pointId).grid, gates: gates.map((gate) => ({ gate, grids: gate.pointIds.map((id) => griddedOf(id, gate.when === 'runs').grid) })) })),
    }, startMs, calendar, leastHalfWidthOf(point, null, null)),
  })
}
