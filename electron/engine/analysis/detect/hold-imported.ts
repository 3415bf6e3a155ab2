/** Imported histories of binary and multi-state points often hold changes only: between two of them the value is known, and is filled in here. */
import { QUALITY } from '../../../../shared/domain/quality.ts'
import type { Series } from '../../../../shared/domain/series.ts'

/** Step of the filling; that of usual trend logs and histories. */
const STEP_MS = 300_000

/** The series with every imported reading repeated each five minutes until the next reading; live readings are left as they are. */
export const holdImported = (series: Series): Series => {
  const { timesMs, values, qualities } = series
  const extra = (i: number): number =>
    i + 1 < timesMs.length && ((qualities[i] as number) & QUALITY.imported) !== 0 ? Math.max(0, Math.ceil(((timesMs[i + 1] as number) - (timesMs[i] as number)) / STEP_MS) - 1) : 0
  let count = timesMs.length
  for (let i = 0; i < timesMs.length; i++) count += extra(i)
  if (count === timesMs.length) return series
  const held = { pointId: series.pointId, thinned: series.thinned, timesMs: new Float64Array(count), values: new Float64Array(count), qualities: new Uint16Array(count) }
  let at = 0
  for (let i = 0; i < timesMs.length; i++) {
    for (let step = 0; step <= extra(i); step++) {
      held.timesMs[at] = (timesMs[i] as number) + step * STEP_MS
      held.values[at] = values[i] as number
      held.qualities[at] = qualities[i] as number
      at++
    }
  }
  return held
}
