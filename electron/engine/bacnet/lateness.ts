/** How late the readings of a device are, over its last rounds. Pure. */

/** Answers remembered. */
const KEPT = 256

export class Lateness {
  /** Lateness as a share of the interval, and the time since the reading before as a multiple of the wished interval (NaN = it was the first). */
  private readonly shares: number[] = []
  private readonly gaps: number[] = []
  private next = 0

  add(share: number, gap: number): void {
    this.shares[this.next] = Math.max(0, share)
    this.gaps[this.next] = gap
    this.next = (this.next + 1) % KEPT
  }

  /** The lateness below which a share of the answers lies (nearest rank); null before the first. */
  percentile(share: number): number | null {
    return nearestRank(this.shares, share)
  }

  /** How many times longer than wished it usually is from one reading to the next; null before the second round. */
  get usualGap(): number | null {
    return nearestRank(
      this.gaps.filter((gap) => !Number.isNaN(gap)),
      0.5,
    )
  }
}

const nearestRank = (values: readonly number[], share: number): number | null => {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]!
}
