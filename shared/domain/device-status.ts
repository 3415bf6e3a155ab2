/** How a device could be reached in an hour or day, and a day of a point in a few numbers: what the store keeps of them for years and weeks. */

/** Upper limits of the histogram's classes, ms; the last class has none and counts as twice the last limit. */
export const LATENCY_LIMITS_MS: readonly number[] = [2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000]
const BEYOND_LAST_MS = 10_000

/** An hour of a device. Counts, and times in ms. */
export interface StatusHour {
  readonly startMs: number
  readonly lengthMs: number
  readonly observedMs: number
  readonly onlineMs: number
  readonly requests: number
  readonly timeouts: number
  readonly aborts: number
  readonly rejects: number
  readonly errors: number
  readonly decodes: number
  readonly sends: number
  readonly cancelled: number
  readonly retries: number
  readonly restarts: number
  readonly asked: number
  readonly answered: number
  readonly latencySumMs: number
  readonly latencyMaxMs: number
  readonly latencies: readonly number[]
}

/** Upper limit of the class that holds this share of the answers; null without answers, 10 s for what is beyond the last limit. */
export const latencyQuantile = (latencies: readonly number[], share: number): number | null => {
  const answers = latencies.reduce((sum, count) => sum + count, 0)
  if (answers === 0) return null
  let left = answers * share
  for (let i = 0; i < latencies.length; i++) {
    left -= latencies[i] as number
    if (left <= 0) return LATENCY_LIMITS_MS[i] ?? BEYOND_LAST_MS
  }
  return BEYOND_LAST_MS
}

/** A day of a point as health is judged from it. */
export interface PointDay {
  readonly pointId: number
  /** Local days since the epoch. */
  readonly day: number
  readonly readings: number
  /** Readings with a fault, out of range, spiking or too fast. */
  readonly bad: number
  readonly overridden: number
  readonly outOfService: number
  /** Hours observed, 0 where fewer than twelve were. */
  readonly hours: number
  /** Means of three hours each from local midnight on; NaN where not known. */
  readonly blocks: readonly number[]
  readonly roughness: number
  /** Share of hours that stood exactly as the one before; NaN where not known. */
  readonly still: number
  /** Times the value turned round after a move of `REVERSAL` and more. */
  readonly reversals: number
}

/** Readings as they are stored. */
export interface QualifiedSeries {
  readonly timesMs: Float64Array
  readonly values: Float64Array
  readonly qualities: Uint16Array
}
