/**
 * When equipment has run so many hours: hours counted so far, and the mean of the observed days of the last four weeks carried on.
 * Interval: mean -+ 1.96 s / sqrt(n) of those days; days observed less than half are left out, others are made whole by their coverage.
 */
import type { RunHoursDue } from '../../../../shared/domain/task.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const RECENT_MS = 28 * DAY_MS
const LEAST_DAYS = 7
const LEAST_COVERAGE = 0.5
const Z_95 = 1.96

export interface RunDay {
  readonly startMs: number
  readonly runMs: number
  /** 0..1 */
  readonly coverage: number
}

/** @param days those since the task began to count and those of the last four weeks, ascending @param sinceMs when it began to count */
export const runHoursDue = (days: readonly RunDay[], sinceMs: number, ofHours: number, nowMs: number): RunHoursDue => {
  let usedHours = 0
  // A day is counted whole when it begins after the count does: the first day is the day after.
  for (const { startMs, runMs } of days) if (startMs >= sinceMs) usedHours += runMs / HOUR_MS
  const recent = days.filter(({ startMs, coverage }) => startMs >= nowMs - RECENT_MS && coverage >= LEAST_COVERAGE).map(({ runMs, coverage }) => runMs / HOUR_MS / coverage)
  const unknown = { usedHours, ofHours, perDay: null, days: recent.length, likelyMs: null, earliestMs: null, latestMs: null }
  if (usedHours >= ofHours) return { ...unknown, likelyMs: nowMs, earliestMs: nowMs, latestMs: nowMs }
  if (recent.length < LEAST_DAYS) return unknown
  const mean = recent.reduce((sum, hours) => sum + hours, 0) / recent.length
  if (mean <= 0) return { ...unknown, perDay: 0 }
  const variance = recent.reduce((sum, hours) => sum + (hours - mean) ** 2, 0) / (recent.length - 1)
  const half = Z_95 * Math.sqrt(variance / recent.length)
  const at = (perDay: number): number => nowMs + ((ofHours - usedHours) / perDay) * DAY_MS
  return { usedHours, ofHours, perDay: mean, days: recent.length, likelyMs: at(mean), earliestMs: at(mean + half), latestMs: mean - half > 0 ? at(mean - half) : null }
}
