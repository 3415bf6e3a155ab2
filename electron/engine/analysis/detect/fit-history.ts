/** History prepared once for all detectors of a point: trusted readings with their context and day. */
import { isTrusted } from '../../../../shared/domain/quality.ts'
import type { Series } from '../../../../shared/domain/series.ts'
import type { Calendar } from '../calendar.ts'

const DAY_MS = 86_400_000

/** Parallel arrays of trusted readings, ascending in time. */
export interface FitHistory {
  readonly count: number
  readonly timesMs: Float64Array
  readonly values: Float64Array
  /** Hour and kind of day, 0..71. */
  readonly contexts: Uint8Array
  /** Quarter of an hour and kind of day, 0..287. */
  readonly slots: Uint16Array
  /** Local days, counted from the first one, 0..dayCount-1. */
  readonly days: Uint16Array
  readonly dayCount: number
}

/** Takes the trusted readings of a series, at most `most` of them, evenly thinned. */
export const prepareHistory = (series: Series, calendar: Calendar, most = Infinity): FitHistory => {
  const kept = trustedIndices(series, most)
  const count = kept.length
  const history = {
    count, timesMs: new Float64Array(count), values: new Float64Array(count), contexts: new Uint8Array(count),
    slots: new Uint16Array(count), days: new Uint16Array(count),
  }
  let firstDay = 0
  for (let i = 0; i < count; i++) {
    const at = kept[i] as number
    const timeMs = series.timesMs[at] as number
    const localMs = calendar.localMs(timeMs)
    const day = Math.floor(localMs / DAY_MS)
    if (i === 0) firstDay = day
    history.timesMs[i] = timeMs
    history.values[i] = series.values[at] as number
    const slot = calendar.slotOf(timeMs)
    history.contexts[i] = slot >> 2
    history.slots[i] = slot
    history.days[i] = day - firstDay
  }
  return { ...history, dayCount: count === 0 ? 0 : (history.days[count - 1] as number) + 1 }
}

/** A part of a history by index, sharing its memory. */
export const sliceHistory = (history: FitHistory, from: number, to: number): FitHistory => {
  const firstDay = history.days[from] ?? 0
  const days = history.days.slice(from, to).map((day) => day - firstDay)
  return {
    count: to - from, timesMs: history.timesMs.subarray(from, to), values: history.values.subarray(from, to), contexts: history.contexts.subarray(from, to),
    slots: history.slots.subarray(from, to), days,
    dayCount: to > from ? (days[to - from - 1] as number) + 1 : 0,
  }
}

/** Days with any reading. */
export const observedDays = (history: FitHistory): number => new Set(history.days).size

const trustedIndices = ({ values, qualities }: Series, most: number): Int32Array => {
  const kept = new Int32Array(values.length)
  let count = 0
  for (let i = 0; i < values.length; i++) if (isTrusted(qualities[i] as number) && Number.isFinite(values[i])) kept[count++] = i
  if (count <= most) return kept.subarray(0, count)
  const step = count / most
  return Int32Array.from({ length: most }, (_, i) => kept[Math.floor(i * step)] as number)
}
