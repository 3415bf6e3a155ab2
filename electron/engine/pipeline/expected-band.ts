/** The expected band of a point over time, for the trend chart: what its z-score model says of each hour. */
import type { ExpectedBand } from '../../../shared/domain/series.ts'
import type { Calendar } from '../analysis/calendar.ts'
import type { ContextBands } from '../analysis/detect/context-bands.ts'
import { zScore } from '../analysis/detect/z-score.ts'
import type { PointModels } from './point-models.ts'

/** The band at `steps` equidistant times from `fromMs` to `toMs`, both included; NaN where nothing is learnt. */
export const expectedBandOf = (pointId: number, models: PointModels | null, calendar: Calendar, bandWidth: number, fromMs: number, toMs: number, steps: number): ExpectedBand => {
  const bands = (models?.fitted.get(zScore.id) as ContextBands | undefined) ?? null
  const timesMs = Float64Array.from({ length: steps }, (_, i) => fromMs + ((toMs - fromMs) * i) / Math.max(1, steps - 1))
  const expected = new Float64Array(steps).fill(Number.NaN)
  const low = expected.slice()
  const high = expected.slice()
  if (bands === null) return { pointId, timesMs, expected, low, high }
  for (let i = 0; i < steps; i++) {
    const context = calendar.contextOf(timesMs[i] as number)
    const centre = bands.centre[context] as number
    expected[i] = centre
    low[i] = centre - (bands.below[context] as number) * bandWidth
    high[i] = centre + (bands.above[context] as number) * bandWidth
  }
  return { pointId, timesMs, expected, low, high }
}
