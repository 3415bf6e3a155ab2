/** A history on a regular grid of quarters of an hour, as decomposition wants it: means of what was read, holes filled. */
import { SLOTS_A_DAY } from '../calendar.ts'
import type { FitHistory } from '../detect/fit-history.ts'

export const QUARTER_MS = 900_000
/** Up to so many empty quarters lie on a straight line between their neighbours; longer holes repeat the day before or after. */
const LONGEST_LINE = 12

export interface QuarterGrid {
  readonly values: Float64Array
  /** Local slot of each quarter (0..287) where something was read, -1 where it was filled. */
  readonly slots: Int16Array
}

/** The last `most` quarters of a history of at least one reading. */
export const quarterGrid = ({ count, timesMs, values, slots }: FitHistory, most: number): QuarterGrid => {
  const last = Math.floor((timesMs[count - 1] as number) / QUARTER_MS)
  const first = Math.max(last - most + 1, Math.floor((timesMs[0] as number) / QUARTER_MS))
  const sums = new Float64Array(last - first + 1)
  const counts = new Float64Array(last - first + 1)
  const seen = new Int16Array(last - first + 1).fill(-1)
  for (let i = 0; i < count; i++) {
    const cell = Math.floor((timesMs[i] as number) / QUARTER_MS) - first
    if (cell < 0) continue
    sums[cell] = (sums[cell] as number) + (values[i] as number)
    counts[cell] = (counts[cell] as number) + 1
    seen[cell] = slots[i] as number
  }
  const means = sums.map((sum, i) => sum / (counts[i] as number))
  return { values: fillHoles(means), slots: seen }
}

const fillHoles = (means: Float64Array): Float64Array => {
  const filled = means.slice()
  let before = -1
  for (let i = 0; i <= means.length; i++) {
    if (i < means.length && Number.isNaN(means[i])) continue
    if (i - before > 1) fillHole(filled, before, i)
    before = i
  }
  return filled
}

/** Fills the cells between `before` (-1 = none) and `after` (the length = none). */
const fillHole = (filled: Float64Array, before: number, after: number): void => {
  const from = before < 0 ? Number.NaN : (filled[before] as number)
  const to = after >= filled.length ? Number.NaN : (filled[after] as number)
  const onLine = (i: number): number => (Number.isNaN(from) ? to : Number.isNaN(to) ? from : from + ((to - from) * (i - before)) / (after - before))
  const isShort = after - before - 1 <= LONGEST_LINE
  for (let i = before + 1; i < after; i++) {
    const yesterday = isShort ? Number.NaN : (filled[i - SLOTS_A_DAY] ?? Number.NaN)
    const tomorrow = isShort ? Number.NaN : (filled[i + SLOTS_A_DAY] ?? Number.NaN)
    filled[i] = Number.isNaN(yesterday) ? (Number.isNaN(tomorrow) ? onLine(i) : tomorrow) : yesterday
  }
}
