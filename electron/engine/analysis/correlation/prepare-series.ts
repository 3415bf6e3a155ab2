/** Makes series of a common grid ready to be compared: season and outdoor air taken off as asked. */
import type { CorrelationOptions } from '../../../../shared/domain/correlation.ts'
import type { Calendar } from '../calendar.ts'
import { followedAir, OUTDOOR_CONTROLS, withoutOutdoor } from './outdoor-part.ts'
import { seasonSlots, withoutSeason, type TimeGrid } from './season.ts'

export interface SeriesPreparer {
  /** Values as read, NaN for gaps; gives what is compared. */
  prepare(values: Float64Array): Float64Array
  /** Quantities held fixed. */
  readonly controls: number
}

/** @param outdoor air temperature on the grid; null where the site has none, which leaves the outdoor part in */
export const createPreparer = (grid: TimeGrid, calendar: Calendar, { season, outdoor: holdOutdoor }: Pick<CorrelationOptions, 'season' | 'outdoor'>, outdoor: Float64Array | null): SeriesPreparer => {
  const slots = season ? seasonSlots(grid, calendar) : null
  const off = (values: Float64Array): Float64Array => (slots === null ? values : withoutSeason(values, slots))
  if (!holdOutdoor || outdoor === null) return { prepare: off, controls: 0 }
  const air = off(outdoor)
  const followed = off(followedAir(outdoor, grid.stepMs))
  return { prepare: (values) => withoutOutdoor(off(values), air, followed), controls: OUTDOOR_CONTROLS }
}
