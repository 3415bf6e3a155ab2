/** The last answers of one device: how fast, and what share failed. */
import type { PollOutcome } from '../../../shared/domain/acquisition.ts'

const SIZE = 50

export interface AnswerWindow {
  add(outcome: PollOutcome): void
  /** Median latency of the answered requests in the window, ms; null when none was. */
  medianLatencyMs(): number | null
  /** Share of failed requests in the window, 0..1. */
  failureShare(): number
}

export const createAnswerWindow = (): AnswerWindow => {
  const latencies = new Float64Array(SIZE)
  let count = 0
  return {
    add: (outcome) => {
      // NaN marks a failure: it has no latency that says anything about the device.
      latencies[count % SIZE] = outcome.error === null ? outcome.latencyMs : Number.NaN
      count += 1
    },
    medianLatencyMs: () => {
      const answered = latencies.subarray(0, Math.min(count, SIZE)).filter((latency) => !Number.isNaN(latency)).sort()
      if (answered.length === 0) return null
      const middle = answered.length >> 1
      return answered.length % 2 === 1 ? answered[middle]! : (answered[middle - 1]! + answered[middle]!) / 2
    },
    failureShare: () => {
      const filled = Math.min(count, SIZE)
      if (filled === 0) return 0
      return latencies.subarray(0, filled).reduce((failed, latency) => failed + (Number.isNaN(latency) ? 1 : 0), 0) / filled
    },
  }
}
