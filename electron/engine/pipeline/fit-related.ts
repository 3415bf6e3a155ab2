/** Fits what related points tell of points, from stored histories that are read once a run. Pure but for the histories it is given. */
import type { Point } from '../../../shared/domain/point.ts'
import type { Series } from '../../../shared/domain/series.ts'
import { createCalendar } from '../analysis/calendar.ts'
import { leastHalfWidthOf } from '../analysis/detect/fit-point.ts'
import { fitRelated, GRID_MS, onGrid, type Gridded, type RelatedModel } from '../analysis/detect/related-model.ts'
import type { LearnWindow } from './learner.ts'

export interface RelatedQuestion {
  readonly point: Point
  readonly siblings: readonly number[]
  /** Outdoor air temperature. */
  readonly weather: number | null
}

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
  const griddedOf = (pointId: number): Gridded => {
    const before = known.get(pointId)
    if (before !== undefined) return before
    const series = historyOf(pointId)
    const made = { pointId, grid: series === undefined ? new Float32Array(Math.floor((toMs - startMs) / GRID_MS)).fill(Number.NaN) : onGrid(series, startMs, toMs) }
    known.set(pointId, made)
    return made
  }
  return ({ point, siblings, weather }) => ({
    pointId: point.id,
    model: fitRelated(griddedOf(point.id).grid, siblings.map(griddedOf), weather === null ? null : griddedOf(weather), startMs, calendar, leastHalfWidthOf(point, null, null)),
  })
}
