/** How far a point was from its usual course while something happened. */
import type { TimeGrid } from './season.ts'

export interface EventShift {
  /** Mean of the event less the mean before it, in the values' unit; NaN where either was not read. */
  readonly shift: number
  /** The same in standard deviations of before. */
  readonly spreads: number
}

const UNKNOWN: EventShift = { shift: Number.NaN, spreads: Number.NaN }
const LEAST_BEFORE = 12

/** @param rest values without their usual course @param fromMs beginning of the event: all of the grid before it is what is compared with */
export const eventShift = (rest: Float64Array, { startMs, stepMs }: TimeGrid, fromMs: number, toMs: number): EventShift => {
  const first = Math.max(0, Math.floor((fromMs - startMs) / stepMs))
  const before = momentsOf(rest.subarray(0, first))
  const event = momentsOf(rest.subarray(first, Math.max(first + 1, Math.ceil((toMs - startMs) / stepMs))))
  if (event.count === 0 || before.count < LEAST_BEFORE) return UNKNOWN
  const shift = event.mean - before.mean
  return { shift, spreads: before.deviation > 0 ? shift / before.deviation : Number.NaN }
}

const momentsOf = (values: Float64Array): { readonly count: number; readonly mean: number; readonly deviation: number } => {
  let [count, sum, squares] = [0, 0, 0]
  for (const value of values) {
    if (Number.isNaN(value)) continue
    count += 1
    sum += value
  }
  const mean = sum / count
  for (const value of values) if (!Number.isNaN(value)) squares += (value - mean) ** 2
  return { count, mean, deviation: Math.sqrt(squares / count) }
}
