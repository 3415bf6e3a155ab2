/** The period that shows an alert in its context. Pure. */
import type { Alert } from '../../shared/domain/alert.ts'
import { HOUR_MS } from './site-clock.ts'
import { clampRange, type TimeRange } from './time-range.ts'

/** Twice the episode before it (1 h to 12 h), and half of it after its end (15 min to 6 h) but not beyond now. An active alert ends now. */
export const episodeRange = (alert: Pick<Alert, 'startedAtMs' | 'clearedAtMs'>, nowMs: number): TimeRange => {
  const endMs = Math.max(alert.clearedAtMs ?? nowMs, alert.startedAtMs)
  const length = endMs - alert.startedAtMs
  const before = Math.min(12 * HOUR_MS, Math.max(HOUR_MS, 2 * length))
  const after = Math.min(6 * HOUR_MS, Math.max(HOUR_MS / 4, length / 2))
  return clampRange({ fromMs: alert.startedAtMs - before, toMs: alert.clearedAtMs === null ? endMs : Math.min(nowMs, endMs + after) })
}
