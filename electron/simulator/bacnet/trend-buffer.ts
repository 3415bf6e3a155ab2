/** The buffer of one trend log: a ring of timed values. */

export interface TrendRecord {
  readonly timeMs: number
  readonly value: number
  readonly flags: number
}

export class TrendBuffer {
  readonly size: number
  readonly intervalMs: number
  /** Records ever written, modulo 2^32. */
  total = 0
  private readonly ring: TrendRecord[] = []

  constructor(size: number, intervalMs: number) {
    this.size = size
    this.intervalMs = intervalMs
  }

  get count(): number {
    return this.ring.length
  }

  add(timeMs: number, value: number, flags: number): void {
    this.ring[this.total % this.size] = { timeMs, value, flags }
    this.total++
  }

  /** `position`: 1 = oldest, up to `count`. */
  at(position: number): TrendRecord | undefined {
    return this.ring[(this.total - this.ring.length + position - 1) % this.size]
  }

  clear(): void {
    this.ring.length = 0
    this.total = 0
  }
}
