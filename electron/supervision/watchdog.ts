/** Notices an engine that lives but does nothing any more: its heartbeat stays out. */
import type { Clock } from '../../shared/clock.ts'

const LOOK_EVERY_MS = 1_000

/** The watcher itself was not running for this long: the machine slept, and so did the engine. */
const SLEPT_MS = 5_000

export interface Watchdog {
  /** A sign of life. */
  beat(): void
  /** Does not bite until `wake`: the machine is about to sleep. */
  sleep(): void
  wake(): void
  /** A new deadline, counted from now. */
  allow(silenceMs: number): void
  stop(): void
}

/**
 * @param silenceMs how long the engine may be silent before `bite` is called, once.
 */
export const watch = (clock: Clock, silenceMs: number, bite: () => void): Watchdog => {
  let allowedMs = silenceMs
  let lastBeatMs = clock.monotonicMs()
  let lastLookMs = lastBeatMs
  let asleep = false

  const look = (): void => {
    const nowMs = clock.monotonicMs()
    if (asleep || nowMs - lastLookMs > SLEPT_MS) lastBeatMs = nowMs
    lastLookMs = nowMs
    if (nowMs - lastBeatMs <= allowedMs) return
    stop()
    bite()
  }
  const stop = clock.every(LOOK_EVERY_MS, look)
  const beat = (): void => {
    lastBeatMs = clock.monotonicMs()
  }
  return {
    beat,
    sleep() {
      asleep = true
    },
    wake() {
      asleep = false
      beat()
    },
    allow(newSilenceMs) {
      allowedMs = newSilenceMs
      beat()
    },
    stop,
  }
}
