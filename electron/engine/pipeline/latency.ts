/** Percentiles of the last alert latencies: from the arrival of the reading that completes the on-delay to the push. */

const KEPT = 1_000

export interface LatencyRecord {
  add(ms: number): void
  /** `share` 0..1; null before the first. */
  percentile(share: number): number | null
}

export const createLatencyRecord = (): LatencyRecord => {
  const kept: number[] = []
  let next = 0
  return {
    add: (ms) => {
      kept[next] = ms
      next = (next + 1) % KEPT
    },
    percentile: (share) => {
      if (kept.length === 0) return null
      const sorted = [...kept].sort((a, b) => a - b)
      return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? null
    },
  }
}
