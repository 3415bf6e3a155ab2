/**
 * Plant that has just been started or stopped settles first: for ten minutes only a large excess raises an alert after the usual on-delay, a small
 * one must outlast the settling. Histories sampled every few minutes do not show what starting plant does in between.
 * The idea is the mode delay of ASHRAE Guideline 36, 5.16.14.
 */
import { runTime } from '../analysis/detect/run-time.ts'
import { unusualHour } from '../analysis/detect/unusual-hour.ts'
import type { Delays } from './episode.ts'
import type { MonitoredPoint } from './point-monitor.ts'

export const SETTLING_MS = 10 * 60_000
/** From this score on nobody waits. */
export const LARGE_SCORE = 3
/** The switch may be read a little after what it causes. */
const READ_LATE_MS = 2 * 60_000

export interface Settling {
  /** Looks whether this reading shows plant being switched. */
  watch(monitored: MonitoredPoint, timeMs: number, value: number): void
  delaysFor(monitored: MonitoredPoint, timeMs: number, score: number, delays: Delays): Delays
}

export const createSettling = (): Settling => {
  /** Last state of each point that switches plant. */
  const states = new Map<number, number>()
  let switchedMs = -Infinity
  return {
    watch: (monitored, timeMs, value) => {
      if (monitored.signal !== 'state' || !switchesPlant(monitored)) return
      const before = states.get(monitored.point.id)
      states.set(monitored.point.id, value)
      if (before !== undefined && before !== value) switchedMs = timeMs
    },
    delaysFor: ({ signal, equipment }, timeMs, score, delays) => {
      if (signal !== 'measured' || score >= LARGE_SCORE) return delays
      const sinceMs = equipment.phase === 'idle' ? timeMs : equipment.sinceMs
      const isSettling = Math.abs(timeMs - switchedMs) < 2 * SETTLING_MS && sinceMs - switchedMs < SETTLING_MS && switchedMs - sinceMs < READ_LATE_MS
      return isSettling ? { onMs: Math.max(delays.onMs, SETTLING_MS), offMs: delays.offMs } : delays
    },
  }
}

/** Points that run in recognisable runs: fans, pumps, plant. Presence sensors and the like switch nothing. */
const switchesPlant = ({ detectors, fitted }: MonitoredPoint): boolean =>
  detectors.some(({ id }, i) => (id === unusualHour.id || id === runTime.id) && fitted[i] !== null)
