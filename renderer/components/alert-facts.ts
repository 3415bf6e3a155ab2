/** Facts drawn from an alert, the same on every screen: its order of urgency, how sure it is, where it is. */
import { STANDING_AFTER_MS } from '../../shared/domain/alarm-load.ts'
import { SEVERITIES, isActive, type Alert } from '../../shared/domain/alert.ts'

/** What still asks for someone: active before over, then not yet acknowledged, then severity, plant before data, then the newest. For `sort`. */
export const byUrgency = (a: Alert, b: Alert): number =>
  Number(isActive(b)) - Number(isActive(a)) ||
  Number(a.acknowledgedAtMs !== null) - Number(b.acknowledgedAtMs !== null) ||
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  Number(a.kind === 'data') - Number(b.kind === 'data') ||
  b.raisedAtMs - a.raisedAtMs ||
  b.id - a.id

export interface Agreement {
  /** Detectors that find the value abnormal. */
  readonly agree: number
  /** Detectors that judged it. */
  readonly asked: number
}

/** How many of the methods that judged the value call it abnormal (score >= 1 on the common scale); null where none judged: silence and bad data are seen, not judged. */
export const agreement = ({ kind, evidence }: Pick<Alert, 'kind' | 'evidence'>): Agreement | null =>
  kind !== 'equipment' || evidence.length === 0 ? null : { agree: evidence.filter(({ score }) => score >= 1).length, asked: evidence.length }

/** True where an active alert's value is back where it is expected; the alert stays until it has stayed there. */
export const isWithinBand = (alert: Pick<Alert, 'low' | 'high' | 'clearedAtMs'>, value: number | undefined): boolean =>
  alert.clearedAtMs === null && alert.low !== null && alert.high !== null && value !== undefined && value >= alert.low && value <= alert.high

export type AlertState = 'active' | 'acknowledged' | 'clearedUnacknowledged' | 'closed'

/** Where an alert stands between raised and closed. */
export const alertState = (alert: Alert): AlertState => {
  if (isActive(alert)) return alert.acknowledgedAtMs === null ? 'active' : 'acknowledged'
  return alert.acknowledgedAtMs === null ? 'clearedUnacknowledged' : 'closed'
}

/** A period around an alert in which its trend is worth looking at: as long before as it lasted, at least three hours. ms since the epoch. */
export const alertPeriod = (alert: Pick<Alert, 'startedAtMs' | 'clearedAtMs'>, nowMs: number): { readonly fromMs: number; readonly toMs: number } => {
  const endMs = alert.clearedAtMs ?? nowMs
  const margin = Math.max(3 * 3_600_000, endMs - alert.startedAtMs)
  return { fromMs: alert.startedAtMs - margin, toMs: alert.clearedAtMs === null ? nowMs : Math.min(nowMs, endMs + margin / 3) }
}

/** What is worth knowing of an alert beside its state, most telling first. */
export const ALERT_MARKS = ['shelved', 'maintenance', 'chattering', 'reAlarmed', 'standing', 'confirmed'] as const
export type AlertMark = (typeof ALERT_MARKS)[number]

const MARKED: Readonly<Record<AlertMark, (alert: Alert, nowMs: number) => boolean>> = {
  shelved: ({ shelf }) => shelf !== null,
  maintenance: ({ maintenanceId }) => maintenanceId !== null,
  chattering: ({ chattering }) => chattering,
  reAlarmed: (alert) => alert.reAlarmedAtMs !== null && isActive(alert) && alert.acknowledgedAtMs === null,
  standing: (alert, nowMs) => isActive(alert) && nowMs - alert.startedAtMs > STANDING_AFTER_MS,
  confirmed: ({ confirmedAtMs }) => confirmedAtMs !== null,
}

export const alertMarks = (alert: Alert, nowMs: number): readonly AlertMark[] => ALERT_MARKS.filter((mark) => MARKED[mark](alert, nowMs))
