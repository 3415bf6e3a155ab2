/** Which days a day is fairly compared with: those of its kind with the most similar outdoor temperature. */
import { quantileSorted } from '../../order-statistics.ts'

/** A day or night as it is compared. */
export interface Comparable {
  /** What is compared, in any unit. */
  readonly value: number
  /** °C; NaN = not known. */
  readonly temperature: number
}

/** Nights compared with each other: a quarter of them are six. */
const COMPARED = 24
/** Fewer are not compared. */
export const LEAST_COMPARED = 8

/**
 * The `share` quantile of the values comparable with each: of the 24 nearest in outdoor temperature where temperatures are known of at least 8 (its own among them), else of all.
 * NaN where fewer than 8 are there. Takes the square of their number.
 */
export const comparableQuantiles = (all: readonly Comparable[], share: number): Float64Array => {
  const references = new Float64Array(all.length).fill(Number.NaN)
  if (all.length < LEAST_COMPARED) return references
  const overall = quantileSorted(Float64Array.from(all, ({ value }) => value).sort(), share)
  const warm = all.filter(({ temperature }) => !Number.isNaN(temperature)).sort((a, b) => a.temperature - b.temperature)
  for (const [i, { temperature }] of all.entries()) {
    references[i] = Number.isNaN(temperature) || warm.length < LEAST_COMPARED ? overall : quantileSorted(nearestValues(warm, temperature), share)
  }
  return references
}

/** Sorted values of the nearest in temperature; `sorted` by temperature. */
const nearestValues = (sorted: readonly Comparable[], temperature: number): Float64Array => {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as Comparable).temperature < temperature) low = middle + 1
    else high = middle
  }
  let [from, to] = [low, low]
  while (to - from < COMPARED && (from > 0 || to < sorted.length)) {
    const below = from > 0 ? temperature - (sorted[from - 1] as Comparable).temperature : Infinity
    const above = to < sorted.length ? (sorted[to] as Comparable).temperature - temperature : Infinity
    if (below <= above) from -= 1
    else to += 1
  }
  return Float64Array.from(sorted.slice(from, to), ({ value }) => value).sort()
}
