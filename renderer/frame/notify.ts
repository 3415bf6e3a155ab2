/** Which alerts deserve a notification. Pure. */
import { SEVERITIES, isActive, isSetAside, type Alert } from '../../shared/domain/alert.ts'
import type { Settings } from '../../shared/domain/settings.ts'

/** Alerts raised longer ago were raised before this page looked. */
const FRESH_MS = 60_000

/** Alerts to tell of now: raised, announced or called again just now, active, not acknowledged, not set aside, severe enough, not told before. `told`: by id, when it had been called again as it was told of. */
export const toNotify = (changed: readonly Alert[], from: Settings['notifyFrom'], told: ReadonlyMap<number, number | null>, nowMs: number): readonly Alert[] => {
  if (from === 'never') return []
  const least = SEVERITIES.indexOf(from)
  return changed.filter(
    (alert) =>
      isActive(alert) &&
      !isSetAside(alert) &&
      alert.acknowledgedAtMs === null &&
      SEVERITIES.indexOf(alert.severity) <= least &&
      nowMs - Math.max(alert.announcedAtMs ?? alert.raisedAtMs, alert.reAlarmedAtMs ?? 0) < FRESH_MS &&
      told.get(alert.id) !== alert.reAlarmedAtMs,
  )
}
