/** The buffer of one trend log: a ring of timed records, and how the device lets it be read. */

/** What is recorded instead of a value: the log's own state, a failed reading, a clock that was set (seconds), nothing. */
export type TrendEvent =
  | { readonly kind: 'status'; readonly disabled: boolean; readonly purged: boolean; readonly interrupted: boolean }
  | { readonly kind: 'failure' }
  | { readonly kind: 'timeChange'; readonly seconds: number }
  | { readonly kind: 'null' }

export interface TrendRecord {
  readonly timeMs: number
  readonly value: number
  readonly flags: number
  readonly event?: TrendEvent
}

export class TrendBuffer {
  size: number
  intervalMs: number
  /** Records ever written, modulo 2^32. */
  total = 0
  enabled = true
  stopWhenFull = false
  /** A device that knows ranges by position only, and tells no sequence numbers. */
  positionOnly = false
  private ring: TrendRecord[] = []

  constructor(size: number, intervalMs: number) {
    this.size = size
    this.intervalMs = intervalMs
  }

  get count(): number {
    return this.ring.length
  }

  add(timeMs: number, value: number, flags: number): void {
    if (this.enabled) this.put({ timeMs, value, flags })
  }

  addEvent(timeMs: number, event: TrendEvent): void {
    this.put({ timeMs, value: 0, flags: 0, event })
  }

  private put(record: TrendRecord): void {
    if (this.stopWhenFull && this.ring.length >= this.size) return
    this.ring.push(record)
    if (this.ring.length > this.size) this.ring.shift()
    this.total++
  }

  /** `position`: 1 = oldest, up to `count`. */
  at(position: number): TrendRecord | undefined {
    return this.ring[position - 1]
  }

  /** Forgets records that are not `kept`. */
  forget(kept: (record: TrendRecord) => boolean): void {
    this.ring = this.ring.filter(kept)
  }
}
