/** The lock on writing: closed at every start, opened by explicit confirmation, closed again by itself when nothing was written for a while. */
import type { Clock } from '../../../../shared/clock.ts'

/** Writing locks itself after this long without a write. */
export const UNLOCKED_FOR_MS = 15 * 60_000

export interface WriteLock {
  /** When it locks itself; null while locked. */
  untilMs(): number | null
  unlock(): void
  lock(): void
  /** Something is being written: the time begins anew. Does nothing while locked. */
  used(): void
}

/** `changed`: locked or unlocked, or the time began anew. */
export const createWriteLock = (clock: Clock, changed: () => void): WriteLock => {
  let deadlineMs: number | null = null
  let stopTimer: (() => void) | undefined

  const set = (toMs: number | null): void => {
    stopTimer?.()
    stopTimer = toMs === null ? undefined : clock.after(UNLOCKED_FOR_MS, () => set(null))
    deadlineMs = toMs
    changed()
  }
  // A timer may be late (a laptop that slept): the clock decides too. Set back, it must not lengthen the time.
  const untilMs = (): number | null => {
    const now = clock.nowMs()
    return deadlineMs !== null && now < deadlineMs && deadlineMs - now <= UNLOCKED_FOR_MS ? deadlineMs : null
  }
  return {
    untilMs,
    unlock: () => set(clock.nowMs() + UNLOCKED_FOR_MS),
    lock: () => {
      if (deadlineMs !== null) set(null)
    },
    used: () => {
      if (untilMs() !== null) set(clock.nowMs() + UNLOCKED_FOR_MS)
    },
  }
}
