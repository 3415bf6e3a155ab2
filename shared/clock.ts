/** The clock as an argument: everything in the engine that needs time or timers takes one, so that tests can move it. */

export interface Clock {
  /** Wall clock, ms since the epoch, UTC. May jump. */
  nowMs(): number
  /** Never jumps back; for measuring durations only. ms. */
  monotonicMs(): number
  /** Calls `run` once after `delayMs`; the returned function cancels. */
  after(delayMs: number, run: () => void): () => void
  /** Calls `run` every `intervalMs`; the returned function cancels. */
  every(intervalMs: number, run: () => void): () => void
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
  every: (intervalMs, run) => {
    const timer = setInterval(run, intervalMs)
    return () => clearInterval(timer)
  },
}
