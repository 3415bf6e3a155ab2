/** Which days a day is fairly compared with: those of its kind with the most similar outdoor temperature. */
import { medianSorted, quantileSorted } from '../../order-statistics.ts'

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
 * What the `share` quantile of comparable values would be at the temperature of each: of the 24 nearest in outdoor temperature where temperatures are known of at least 8 (its own among them),
 * brought to its temperature by the median of the slopes between them (Theil 1950, Sen 1968), so that warmer and colder neighbours are no measure by themselves; else of all as they are.
 * NaN where fewer than 8 are there. 24 neighbours take about 20 µs.
 */
export const comparableQuantiles = (all: readonly Comparable[], share: number): Float64Array => {
  const references = new Float64Array(all.length).fill(Number.NaN)
  if (all.length < LEAST_COMPARED) return references
  const overall = quantileSorted(Float64Array.from(all, ({ value }) => value).sort(), share)
  const warm = all.filter(({ temperature }) => !Number.isNaN(temperature)).sort((a, b) => a.temperature - b.temperature)
  for (const [i, { temperature }] of all.entries()) {
    if (Number.isNaN(temperature) || warm.length < LEAST_COMPARED) {
      references[i] = overall
      continue
    }
    const near = nearestTo(warm, temperature)
    const slope = medianSlope(near)
    references[i] = quantileSorted(Float64Array.from(near, (one) => one.value - slope * (one.temperature - temperature)).sort(), share)
  }
  return references
}

/**
 * Half of the 90 % interval of a sample quantile, free of any distribution: between the order statistics 1.645 binomial standard deviations below and above it (Conover 1999, 3.2).
 * NaN for fewer than 8 values.
 */
export const quantileMargin = (values: readonly number[], share: number): number => {
  const n = values.length
  if (n < LEAST_COMPARED) return Number.NaN
  const sorted = Float64Array.from(values).sort()
  const reach = 1.645 * Math.sqrt(n * share * (1 - share))
  const at = (rank: number): number => sorted[Math.max(0, Math.min(n - 1, rank))] as number
  return (at(Math.ceil(n * share + reach) - 1) - at(Math.floor(n * share - reach))) / 2
}

/** 0 where all are of one temperature. */
const medianSlope = (near: readonly Comparable[]): number => {
  const slopes = new Float64Array((near.length * (near.length - 1)) / 2)
  let count = 0
  for (const [i, a] of near.entries()) {
    for (let j = 0; j < i; j++) {
      const b = near[j] as Comparable
      if (a.temperature !== b.temperature) slopes[count++] = (a.value - b.value) / (a.temperature - b.temperature)
    }
  }
  return count === 0 ? 0 : medianSorted(slopes.subarray(0, count).sort())
}

/** The nearest in temperature; `sorted` by temperature. */
const nearestTo = (sorted: readonly Comparable[], temperature: number): readonly Comparable[] => {
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
  return sorted.slice(from, to)
}
