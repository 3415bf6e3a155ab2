/** Finds jumps of the wall clock by comparing it with the monotonic one. */
import type { Clock } from '../../../shared/clock.ts'

/** Time servers correct a healthy clock by less than this between two looks. */
const TOLERANCE_MS = 5_000

export interface ClockWatch {
  /** ms the wall clock jumped since the last look, > 0 forward, < 0 back; 0 = it did not. */
  jumpMs(): number
}

export const createClockWatch = (clock: Clock): ClockWatch => {
  let offsetMs = clock.nowMs() - clock.monotonicMs()
  return {
    jumpMs: () => {
      const now = clock.nowMs() - clock.monotonicMs()
      const jump = now - offsetMs
      offsetMs = now
      return Math.abs(jump) > TOLERANCE_MS ? jump : 0
    },
  }
}
