/** Alerts and incidents as they stood at a past moment. */
import { alertAt, wasOpenAt, type AlertRecord } from '../../../../shared/domain/alert-history.ts'
import type { Alert } from '../../../../shared/domain/alert.ts'
import type { Incident } from '../../../../shared/domain/incident.ts'
import { MOST_PAST_ALERTS, type AlertStop } from '../../../../shared/domain/past-state.ts'
import type { Connection } from '../connection.ts'
import { createAlertsTable } from '../tables/alerts-table.ts'
import { createIncidentsTable } from '../tables/incidents-table.ts'
import { createMaintenanceTable } from '../tables/maintenance-table.ts'

export interface PastAlerts {
  readonly alerts: readonly Alert[]
  readonly moreAlerts: number
  readonly incidents: readonly Incident[]
}

/** Alerts with their histories that were read already, for several moments of one snapshot. */
export type ReadAlerts = Map<number, AlertRecord>

export interface PastAlertQueries {
  at(atMs: number, read: ReadAlerts): PastAlerts
  /** The alert raised first after, or last before, a moment, as it stood when it was raised. */
  stop(fromMs: number, direction: 'next' | 'previous'): AlertStop | null
}

/** One index holds all that is asked: 100,000 alerts are looked through in about 10 ms. */
const OPEN_THEN = `
  SELECT id FROM alerts INDEXED BY alerts_span
  WHERE raised_at_ms <= :atMs AND (cleared_at_ms IS NULL OR cleared_at_ms > :atMs OR acknowledged_at_ms IS NULL OR acknowledged_at_ms > :atMs)
  ORDER BY raised_at_ms DESC, id DESC`

interface Member {
  readonly id: number
  readonly raisedAtMs: number
  readonly clearedAtMs: number | null
  readonly acknowledgedAtMs: number | null
}

/** An incident is one of several alerts: with only the first of them raised, nobody knew of it. */
const LEAST_MEMBERS = 2

export const preparePastAlerts = (db: Connection): PastAlertQueries => {
  const table = createAlertsTable(db)
  const incidents = createIncidentsTable(db)
  const maintenance = createMaintenanceTable(db)
  const openThen = db.prepare<[{ readonly atMs: number }], number>(OPEN_THEN).pluck()
  const members = db.prepare<[number], Member>(
    'SELECT id, raised_at_ms AS raisedAtMs, cleared_at_ms AS clearedAtMs, acknowledged_at_ms AS acknowledgedAtMs FROM alerts WHERE incident_id = ? ORDER BY started_at_ms, id',
  )
  const next = db.prepare<[number], number>('SELECT id FROM alerts WHERE raised_at_ms > ? ORDER BY raised_at_ms, id LIMIT 1').pluck()
  const previous = db.prepare<[number], number>('SELECT id FROM alerts WHERE raised_at_ms < ? ORDER BY raised_at_ms DESC, id DESC LIMIT 1').pluck()

  const recordOf = (id: number, read: ReadAlerts): AlertRecord | undefined => {
    const known = read.get(id)
    if (known !== undefined) return known
    const alert = table.get(id)
    if (alert === undefined) return undefined
    const record = { alert, raisedSeverity: table.raisedSeverity(id), history: table.history(id) }
    read.set(id, record)
    return record
  }
  const standing = (record: AlertRecord, atMs: number): Alert =>
    alertAt(record, atMs, record.history.some(({ what }) => what === 'suppressed') ? maintenance.list() : [])

  const incidentOf = (id: number, atMs: number): Incident | null => {
    const incident = incidents.get(id)
    if (incident === undefined) return null
    const all = members.all(id)
    const raised = all.filter(({ raisedAtMs }) => raisedAtMs <= atMs)
    if (raised.length < Math.min(LEAST_MEMBERS, all.length)) return null
    const { parentKey: _, ...told } = incident
    return {
      ...told,
      alertIds: raised.map((member) => member.id),
      activeAlerts: raised.filter(({ clearedAtMs }) => clearedAtMs === null || clearedAtMs > atMs).length,
      unacknowledgedAlerts: raised.filter(({ acknowledgedAtMs }) => acknowledgedAtMs === null || acknowledgedAtMs > atMs).length,
      lastAlertAtMs: Math.min(incident.lastAlertAtMs, Math.max(...raised.map(({ raisedAtMs }) => raisedAtMs))),
      endedAtMs: incident.endedAtMs !== null && incident.endedAtMs <= atMs ? incident.endedAtMs : null,
    }
  }

  return {
    at: (atMs, read) => {
      const ids = openThen.all({ atMs })
      const alerts = ids.slice(0, MOST_PAST_ALERTS).flatMap((id) => recordOf(id, read) ?? []).map((record) => standing(record, atMs)).filter((alert) => wasOpenAt(alert, atMs))
      const incidentIds = new Set(alerts.flatMap(({ incidentId }) => incidentId ?? []))
      const known = new Map([...incidentIds].flatMap((id) => {
        const incident = incidentOf(id, atMs)
        return incident === null ? [] : [[id, incident] as const]
      }))
      return {
        alerts: alerts.map((alert) => (alert.incidentId === null || known.has(alert.incidentId) ? alert : { ...alert, incidentId: null })),
        moreAlerts: ids.length - alerts.length,
        incidents: [...known.values()].sort((a, b) => b.startedAtMs - a.startedAtMs || b.id - a.id),
      }
    },
    stop: (fromMs, direction) => {
      const id = (direction === 'next' ? next : previous).get(fromMs)
      const record = id === undefined ? undefined : recordOf(id, new Map())
      return record === undefined ? null : { alert: standing(record, record.alert.raisedAtMs), atMs: record.alert.raisedAtMs }
    },
  }
}
