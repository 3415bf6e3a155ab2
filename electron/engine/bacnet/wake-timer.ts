/** One timer that wakes at the earliest of the times asked for. */
import type { Clock } from '../../../shared/clock.ts'

export class WakeTimer {
  private readonly clock: Clock
  private readonly wake: () => void
  private atMs = Infinity
  private stopTimer: (() => void) | undefined

  constructor(clock: Clock, wake: () => void) {
    this.clock = clock
    this.wake = wake
  }

  /** `atMs`: monotonic; Infinity = never, or when it was to wake before. */
  wakeAt(atMs: number): void {
    if (atMs === Infinity) return
    const now = this.clock.monotonicMs()
    // An earlier waking than needed only looks once more.
    if (this.stopTimer !== undefined && this.atMs <= atMs && this.atMs > now) return
    this.stopTimer?.()
    this.atMs = atMs
    this.stopTimer = this.clock.after(Math.max(0, Math.ceil(atMs - now)), () => {
      this.stopTimer = undefined
      this.wake()
    })
  }

  stop(): void {
    this.stopTimer?.()
    this.stopTimer = undefined
  }
}
