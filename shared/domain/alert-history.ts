/** An alert as it stood at a past moment, from what it is now and its history. */
import type { Alert, AlertTransition, Severity, Shelf } from './alert.ts'
import type { MaintenanceWindow } from './maintenance.ts'

/** What is kept of an alert over time. */
export interface AlertRecord {
  readonly alert: Alert
  /** null = raised before this was kept. */
  readonly raisedSeverity: Severity | null
  /** Oldest first. */
  readonly history: readonly AlertTransition[]
}

type Kinds = readonly AlertTransition['what'][]

const lastOf = (history: readonly AlertTransition[], kinds: Kinds, atMs: number): AlertTransition | undefined => history.findLast((entry) => entry.atMs <= atMs && kinds.includes(entry.what))
const nextOf = (history: readonly AlertTransition[], kinds: Kinds, atMs: number): AlertTransition | undefined => history.find((entry) => entry.atMs > atMs && kinds.includes(entry.what))

const until = (timeMs: number | null, atMs: number): number | null => (timeMs !== null && timeMs <= atMs ? timeMs : null)

const severityAt = ({ alert, raisedSeverity, history }: AlertRecord, atMs: number): Severity => {
  const changed = lastOf(history, ['severityChanged'], atMs)
  if (changed !== undefined) return changed.note as Severity
  return nextOf(history, ['severityChanged'], atMs) === undefined ? alert.severity : (raisedSeverity ?? alert.severity)
}

/** A shelf that is over is known by who ended it and when: by its time, by a person, or because the alert cleared. Of one that another took the place of, the end is not known. */
const shelfAt = ({ alert, history }: AlertRecord, atMs: number): Shelf | null => {
  const shelved = lastOf(history, ['shelved', 'unshelved'], atMs)
  if (shelved?.what !== 'shelved') return null
  const next = nextOf(history, ['shelved', 'unshelved'], atMs)
  if (next === undefined && alert.shelf !== null) return alert.shelf
  const untilMs = next?.what === 'unshelved' && next.by !== 'reading' ? next.atMs : null
  return { reason: shelved.note, atMs: shelved.atMs, untilMs, oneShot: untilMs === null }
}

const runsAt = ({ fromMs, toMs, endedAtMs }: MaintenanceWindow, atMs: number): boolean => fromMs <= atMs && atMs < Math.min(toMs, endedAtMs ?? toMs)

const maintenanceAt = ({ alert, history }: AlertRecord, atMs: number, windows: readonly MaintenanceWindow[]): number | null => {
  const suppressed = lastOf(history, ['suppressed', 'unsuppressed'], atMs)
  if (suppressed?.what !== 'suppressed') return null
  if (nextOf(history, ['suppressed', 'unsuppressed'], atMs) === undefined && alert.maintenanceId !== null) return alert.maintenanceId
  const running = windows.filter((window) => runsAt(window, atMs))
  return (running.find(({ reason }) => reason === suppressed.reason?.params?.reason) ?? running[0])?.id ?? alert.maintenanceId
}

/**
 * The alert at `atMs` (ms UTC), which is not before it was raised. `windows`: maintenance windows of that time. Words and evidence are those it has now; the value
 * furthest from expected is not known for a moment within the episode.
 */
export const alertAt = (record: AlertRecord, atMs: number, windows: readonly MaintenanceWindow[]): Alert => {
  const { alert, history } = record
  const acknowledgedAtMs = until(alert.acknowledgedAtMs, atMs)
  const confirmedAtMs = until(alert.confirmedAtMs, atMs)
  const clearedAtMs = until(alert.clearedAtMs, atMs)
  const chattering = lastOf(history, ['chattering'], atMs)
  return {
    ...alert,
    severity: severityAt(record, atMs),
    worstValue: clearedAtMs === null && alert.clearedAtMs !== null ? null : alert.worstValue,
    announcedAtMs: until(alert.announcedAtMs, atMs),
    clearedAtMs,
    acknowledgedAtMs,
    acknowledgeNote: acknowledgedAtMs === null ? '' : alert.acknowledgeNote,
    confirmedAtMs,
    confirmNote: confirmedAtMs === null ? '' : alert.confirmNote,
    shelf: shelfAt(record, atMs),
    maintenanceId: maintenanceAt(record, atMs, windows),
    chattering: chattering !== undefined && chattering.by !== 'time',
    reAlarmedAtMs: lastOf(history, ['reAlarmed'], atMs)?.atMs ?? null,
  }
}

/** Whether the alert asked for someone at `atMs`: raised, and active or not acknowledged. */
export const wasOpenAt = ({ raisedAtMs, clearedAtMs, acknowledgedAtMs }: Pick<Alert, 'raisedAtMs' | 'clearedAtMs' | 'acknowledgedAtMs'>, atMs: number): boolean =>
  raisedAtMs <= atMs && (clearedAtMs === null || clearedAtMs > atMs || acknowledgedAtMs === null || acknowledgedAtMs > atMs)
