/** A clock that moves when told, for tests of waiting. */
import type { Clock } from '../../../shared/clock.ts'

interface Timer {
  readonly atMs: number
  readonly order: number
  readonly run: () => void
}

export class FakeClock implements Clock {
  private now = 1_000_000
  private order = 0
  private sleptMs = 0
  private readonly timers = new Set<Timer>()

  nowMs(): number {
    return this.now + 1_700_000_000_000 + this.sleptMs
  }

  monotonicMs(): number {
    return this.now
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { atMs: this.now + delayMs, order: (this.order += 1), run }
    this.timers.add(timer)
    return () => this.timers.delete(timer)
  }

  every(intervalMs: number, run: () => void): () => void {
    let stop = (): void => {}
    const arm = (): void => {
      stop = this.after(intervalMs, () => {
        arm()
        run()
      })
    }
    arm()
    return () => stop()
  }

  /** The computer sleeps: the wall clock goes on, timers and the monotonic clock stand still. */
  sleep(ms: number): void {
    this.sleptMs += ms
  }

  get waiting(): number {
    return this.timers.size
  }

  /** Moves time on, running what becomes due in its order. */
  advance(ms: number): void {
    const end = this.now + ms
    for (;;) {
      const next = [...this.timers].filter(({ atMs }) => atMs <= end).sort((a, b) => a.atMs - b.atMs || a.order - b.order)[0]
      if (next === undefined) break
      this.timers.delete(next)
      this.now = Math.max(this.now, next.atMs)
      next.run()
    }
    this.now = end
  }
}
