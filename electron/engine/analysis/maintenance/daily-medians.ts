/** One value a local day: the median of its trusted readings. */
import { isTrusted } from '../../../../shared/domain/quality.ts'
import { medianSorted } from '../order-statistics.ts'

const LEAST_READINGS = 6

/** @param dayOf whole local day of an instant. Days with fewer than six trusted readings are left out. */
export const dailyMedians = (timesMs: Float64Array, values: Float64Array, qualities: Uint16Array, dayOf: (timeMs: number) => number): { readonly days: Float64Array; readonly medians: Float64Array } => {
  const byDay = new Map<number, number[]>()
  for (let i = 0; i < timesMs.length; i++) {
    const value = values[i] as number
    if (!isTrusted(qualities[i] as number) || !Number.isFinite(value)) continue
    const day = dayOf(timesMs[i] as number)
    const list = byDay.get(day)
    if (list === undefined) byDay.set(day, [value])
    else list.push(value)
  }
  const kept = [...byDay].filter(([, list]) => list.length >= LEAST_READINGS).sort(([a], [b]) => a - b)
  return { days: Float64Array.from(kept, ([day]) => day), medians: Float64Array.from(kept, ([, list]) => medianSorted(Float64Array.from(list).sort())) }
}
