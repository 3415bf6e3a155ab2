/** Live readings that came after the last answer of the store, to be hung on the end of its series. */
import type { Series } from '../../shared/domain/series.ts'

interface TailOfPoint {
  readonly timesMs: number[]
  readonly values: number[]
  readonly qualities: number[]
}

export interface Tail {
  /** True when the reading is new: later than the last one of its point. */
  add(pointId: number, timeMs: number, value: number, quality: number): boolean
  of(pointId: number): TailOfPoint | undefined
}

/** Readings kept for a point; the store is asked again long before. */
const MOST_READINGS = 4_000

export const createTail = (): Tail => {
  const points = new Map<number, TailOfPoint>()
  return {
    add: (pointId, timeMs, value, quality) => {
      const tail = points.get(pointId) ?? { timesMs: [], values: [], qualities: [] }
      points.set(pointId, tail)
      if (!(timeMs > (tail.timesMs.at(-1) ?? 0))) return false
      tail.timesMs.push(timeMs)
      tail.values.push(value)
      tail.qualities.push(quality)
      if (tail.timesMs.length > MOST_READINGS) for (const list of [tail.timesMs, tail.values, tail.qualities]) list.splice(0, MOST_READINGS / 4)
      return true
    },
    of: (pointId) => points.get(pointId),
  }
}

const joined = (series: Series, tail: TailOfPoint, from: number): Series => {
  const count = series.timesMs.length
  const more = tail.timesMs.length - from
  const timesMs = new Float64Array(count + more)
  const values = new Float64Array(count + more)
  const qualities = new Uint16Array(count + more)
  timesMs.set(series.timesMs)
  values.set(series.values)
  qualities.set(series.qualities)
  timesMs.set(tail.timesMs.slice(from), count)
  values.set(tail.values.slice(from), count)
  qualities.set(tail.qualities.slice(from), count)
  return { ...series, timesMs, values, qualities }
}

/** The series with live readings later than their own last one. `untilMs`: later ones are left for the next time. */
export const withTail = (base: ReadonlyMap<number, Series>, tail: Tail, untilMs: number): ReadonlyMap<number, Series> => {
  const longer = new Map(base)
  for (const [pointId, series] of base) {
    const more = tail.of(pointId)
    if (!more) continue
    const lastMs = series.timesMs.at(-1) ?? 0
    const from = more.timesMs.findIndex((timeMs) => timeMs > lastMs)
    if (from >= 0 && (more.timesMs[from] ?? 0) <= untilMs + 60_000) longer.set(pointId, joined(series, more, from))
  }
  return longer
}
