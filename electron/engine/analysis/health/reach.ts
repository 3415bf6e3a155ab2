/** How a device could be reached, summed: hours into days, days into periods, and percentiles of answer times out of a histogram. */
import { LATENCY_LIMITS_MS, latencyQuantile, type StatusHour } from '../../../../shared/domain/device-status.ts'
import type { ReachFacts } from './health-facts.ts'

const LATENCY_CLASSES = LATENCY_LIMITS_MS.length + 1
/** Hours in which the device was away for longer say nothing of loss: all that is lost then is known from its silence. */
const THERE = 0.95

/** What adds up of an hour for judging. */
export interface ReachSum extends Omit<ReachFacts, 'answers' | 'latencyP50Ms' | 'latencyP95Ms'> {
  readonly latencies: readonly number[]
}

const NO_LATENCIES: readonly number[] = Array.from({ length: LATENCY_CLASSES }, () => 0)
export const NO_REACH: ReachSum = { observedMs: 0, offlineMs: 0, requests: 0, lost: 0, retries: 0, asked: 0, answered: 0, latencies: NO_LATENCIES }

/** An hour; what was asked counts only where the device was there. */
export const reachOfHour = (hour: StatusHour): ReachSum => {
  const { observedMs, onlineMs } = hour
  const offlineMs = Math.max(0, observedMs - onlineMs)
  if (observedMs === 0 || onlineMs < THERE * observedMs) return { ...NO_REACH, observedMs, offlineMs }
  return {
    observedMs, offlineMs, requests: hour.requests - hour.cancelled, lost: hour.timeouts + hour.sends + hour.decodes, retries: hour.retries, asked: hour.asked, answered: hour.answered, latencies: hour.latencies,
  }
}

export const sumReach = (sums: readonly ReachSum[]): ReachSum => {
  const latencies = Array.from(NO_LATENCIES)
  let [observedMs, offlineMs, requests, lost, retries, asked, answered] = [0, 0, 0, 0, 0, 0, 0]
  for (const sum of sums) {
    observedMs += sum.observedMs
    offlineMs += sum.offlineMs
    requests += sum.requests
    lost += sum.lost
    retries += sum.retries
    asked += sum.asked
    answered += sum.answered
    for (let i = 0; i < LATENCY_CLASSES; i++) latencies[i] = (latencies[i] as number) + (sum.latencies[i] ?? 0)
  }
  return { observedMs, offlineMs, requests, lost, retries, asked, answered, latencies }
}

export const reachFacts = ({ latencies, ...sum }: ReachSum): ReachFacts => ({
  ...sum, answers: latencies.reduce((all, count) => all + count, 0), latencyP50Ms: latencyQuantile(latencies, 0.5), latencyP95Ms: latencyQuantile(latencies, 0.95),
})

/** Hours of a period as one: what a day is. At least one hour. */
export const sumHours = (hours: readonly StatusHour[], startMs: number): StatusHour => {
  const sum = (of: (hour: StatusHour) => number): number => hours.reduce((all, hour) => all + of(hour), 0)
  return {
    startMs, lengthMs: sum((hour) => hour.lengthMs), observedMs: sum((hour) => hour.observedMs), onlineMs: sum((hour) => hour.onlineMs), requests: sum((hour) => hour.requests),
    timeouts: sum((hour) => hour.timeouts), aborts: sum((hour) => hour.aborts), rejects: sum((hour) => hour.rejects), errors: sum((hour) => hour.errors), decodes: sum((hour) => hour.decodes),
    sends: sum((hour) => hour.sends), cancelled: sum((hour) => hour.cancelled), retries: sum((hour) => hour.retries), restarts: sum((hour) => hour.restarts), asked: sum((hour) => hour.asked),
    answered: sum((hour) => hour.answered), latencySumMs: sum((hour) => hour.latencySumMs), latencyMaxMs: Math.max(...hours.map((hour) => hour.latencyMaxMs)),
    latencies: NO_LATENCIES.map((_, i) => sum((hour) => hour.latencies[i] ?? 0)),
  }
}
