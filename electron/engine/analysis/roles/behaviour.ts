/** What the readings of a point look like: range, counting, falling, moving with outdoor air. Pure. */
import { medianSorted } from '../order-statistics.ts'
import type { Behaviour } from './point-signs.ts'

/** Trusted readings of one point, ascending in time. */
export interface PointReadings {
  readonly timesMs: Float64Array
  readonly values: Float64Array
}

const HOUR_MS = 3_600_000
/** Less than two days says nothing: neither a night nor a second morning. */
const LEAST_SPAN_MS = 48 * HOUR_MS
const LEAST_READINGS = 100
/** A counter rises in at least so many of its steps, and of its falls there are so few that each may be a reset. */
const LEAST_RISES = 20
const MOST_RESETS = 3
const LEAST_HOURS = 36

/** The readings inside the middle 98 %: single wrong ones say nothing of the range. */
const middle = (values: Float64Array): readonly [low: number, high: number] => {
  const sorted = values.toSorted()
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!
  return [at(0.01), at(0.99)]
}

const hourlyMeans = ({ timesMs, values }: PointReadings): Map<number, number> => {
  const sums = new Map<number, { sum: number; count: number }>()
  for (let i = 0; i < timesMs.length; i += 1) {
    const hour = Math.floor(timesMs[i]! / HOUR_MS)
    const own = sums.get(hour) ?? { sum: 0, count: 0 }
    own.sum += values[i]!
    own.count += 1
    sums.set(hour, own)
  }
  return new Map(Array.from(sums, ([hour, { sum, count }]) => [hour, sum / count]))
}

interface Together {
  /** Pearson's correlation of the hourly means, -1..1. */
  readonly outdoorCorrelation: number
  /** Median distance of the hourly means. */
  readonly outdoorDistance: number
}

/** How the hourly means of two points go together; undefined with fewer than 36 hours in common, or where one of them stands still. */
export const hoursTogether = (a: PointReadings, b: PointReadings): Together | undefined => {
  const [own, other] = [hourlyMeans(a), hourlyMeans(b)]
  const pairs = [...own].flatMap(([hour, x]) => (other.has(hour) ? [[x, other.get(hour)!] as const] : []))
  if (pairs.length < LEAST_HOURS) return undefined
  const mean = (at: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[at], 0) / pairs.length
  const [mx, my] = [mean(0), mean(1)]
  let [xx, yy, xy] = [0, 0, 0]
  for (const [x, y] of pairs) {
    xx += (x - mx) ** 2
    yy += (y - my) ** 2
    xy += (x - mx) * (y - my)
  }
  if (xx === 0 || yy === 0) return undefined
  const distances = Float64Array.from(pairs, ([x, y]) => Math.abs(x - y)).sort()
  return { outdoorCorrelation: xy / Math.sqrt(xx * yy), outdoorDistance: medianSorted(distances) }
}

/**
 * undefined for less than two days or 100 readings, and for a point that stands still: a dead sensor is a data problem and says nothing of what it measures.
 * `outdoor`: readings of a point that is surely the outdoor temperature, and another than this.
 */
export const behaviourOf = (readings: PointReadings, outdoor?: PointReadings): Behaviour | undefined => {
  const { timesMs, values } = readings
  const count = values.length
  if (count < LEAST_READINGS || timesMs[count - 1]! - timesMs[0]! < LEAST_SPAN_MS) return undefined
  const [minimum, maximum] = middle(values)
  if (minimum === maximum) return undefined
  let [rises, falls, observedMs] = [0, 0, 0]
  for (let i = 1; i < count; i += 1) {
    observedMs += Math.min(HOUR_MS, timesMs[i]! - timesMs[i - 1]!)
    if (values[i]! > values[i - 1]!) rises += 1
    else if (values[i]! < values[i - 1]!) falls += 1
  }
  const together = outdoor === undefined ? undefined : hoursTogether(readings, outdoor)
  return { minimum, maximum, counts: rises >= LEAST_RISES && falls <= MOST_RESETS, fallShare: falls / (count - 1), changesPerHour: ((rises + falls) * HOUR_MS) / observedMs, ...together }
}
