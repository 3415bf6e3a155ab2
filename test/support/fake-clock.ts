/** A clock that tests move: timers run in the order of their time, the wall clock can jump on its own. */
import type { Clock } from '../../shared/clock.ts'

export interface FakeClock extends Clock {
  /** Lets `ms` pass on both clocks, running what falls due. */
  advance(ms: number): void
  /** Sets the wall clock forward or back; no time passes. */
  jump(ms: number): void
}

interface Timer {
  dueMs: number
  readonly intervalMs: number | null
  readonly run: () => void
}

export const createFakeClock = (startMs = Date.UTC(2026, 0, 5, 8)): FakeClock => {
  let wallMs = startMs
  let monotonicMs = 0
  const timers = new Set<Timer>()

  const add = (timer: Timer): (() => void) => {
    timers.add(timer)
    return () => timers.delete(timer)
  }
  const nextDue = (untilMs: number): Timer | undefined =>
    [...timers].filter((timer) => timer.dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs)[0]

  return {
    nowMs: () => wallMs,
    monotonicMs: () => monotonicMs,
    after: (delayMs, run) => add({ dueMs: monotonicMs + delayMs, intervalMs: null, run }),
    every: (intervalMs, run) => add({ dueMs: monotonicMs + intervalMs, intervalMs, run }),
    advance: (ms) => {
      const endMs = monotonicMs + ms
      for (let timer = nextDue(endMs); timer; timer = nextDue(endMs)) {
        const passedMs = timer.dueMs - monotonicMs
        monotonicMs += passedMs
        wallMs += passedMs
        if (timer.intervalMs === null) timers.delete(timer)
        else timer.dueMs += timer.intervalMs
        timer.run()
      }
      wallMs += endMs - monotonicMs
      monotonicMs = endMs
    },
    jump: (ms) => {
      wallMs += ms
    },
  }
}
