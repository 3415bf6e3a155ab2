/** What meters are worked out of: readings in order, pieces of consumption out of them, and what was put right on the way. */
import { NOT_SHOWN } from '../../../../../shared/domain/quality.ts'
import type { MeterCorrection } from '../../../../../shared/domain/energy.ts'

/** Readings ascending in time, NaN = no number; qualities as in `shared/domain/quality.ts`. */
export interface MeterReadings {
  readonly timesMs: Float64Array
  readonly values: Float64Array
  readonly qualities: Uint16Array
}

/** A correction as it is found; the store gives it its number and keeps whether it was undone. */
export type FoundCorrection = Omit<MeterCorrection, 'id' | 'meterId' | 'undoneAtMs'>

/** By what a correction is known again when it is found anew. */
export const correctionKey = ({ kind, fromMs }: Pick<MeterCorrection, 'kind' | 'fromMs'>): string => `${kind}:${fromMs}`

export interface MeterPeriod {
  readonly fromMs: number
  readonly toMs: number
}

/** Readings that can be used at all, in pairs of equal index. */
export const usableReadings = ({ timesMs, values, qualities }: MeterReadings): { readonly timesMs: Float64Array; readonly values: Float64Array } => {
  const times = new Float64Array(timesMs.length)
  const kept = new Float64Array(timesMs.length)
  let count = 0
  for (let i = 0; i < timesMs.length; i++) {
    const value = values[i] as number
    if (!Number.isFinite(value) || ((qualities[i] as number) & NOT_SHOWN) !== 0) continue
    times[count] = timesMs[i] as number
    kept[count] = value
    count += 1
  }
  return { timesMs: times.subarray(0, count), values: kept.subarray(0, count) }
}
