/** Which alerts deserve a notification of this page. Pure. */
import type { Announcer } from '../../shared/announcing.ts'
import type { Alert } from '../../shared/domain/alert.ts'

/** Alerts that asked for someone longer ago did so before this page looked. */
const FRESH_MS = 60_000

const lastCallMs = (alert: Alert): number => Math.max(alert.announcedAtMs ?? alert.raisedAtMs, alert.reAlarmedAtMs ?? 0)

/** Alerts to tell of now: those the announcer finds due that asked for someone just now. */
export const toNotify = (changed: readonly Alert[], announcer: Announcer, muted: boolean, nowMs: number): readonly Alert[] =>
  announcer.due(changed, muted).filter((alert) => nowMs - lastCallMs(alert) < FRESH_MS)
