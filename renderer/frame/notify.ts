/** Which alerts deserve a notification. Pure. */
import { SEVERITIES, isActive, type Alert } from '../../shared/domain/alert.ts'
import type { Settings } from '../../shared/domain/settings.ts'

/** Alerts raised longer ago were raised before this page looked. */
const FRESH_MS = 60_000

/** Alerts to tell of now: raised just now, active, not acknowledged, severe enough, not told before. */
export const toNotify = (changed: readonly Alert[], from: Settings['notifyFrom'], told: ReadonlySet<number>, nowMs: number): readonly Alert[] => {
  if (from === 'never') return []
  const least = SEVERITIES.indexOf(from)
  return changed.filter(
    (alert) => isActive(alert) && alert.acknowledgedAtMs === null && SEVERITIES.indexOf(alert.severity) <= least && nowMs - alert.raisedAtMs < FRESH_MS && !told.has(alert.id),
  )
}
