/** What the calls of the screens answer at a past time, from the state of that time. Pure. */
import type { CallInput, CallName } from '../../shared/contract.ts'
import { isListed, type Alert, type AlertDetail } from '../../shared/domain/alert.ts'
import type { Incident } from '../../shared/domain/incident.ts'
import type { PastState } from '../../shared/domain/past-state.ts'
import type { Point } from '../../shared/domain/point.ts'
import type { Statistics } from '../../shared/domain/statistics.ts'

const newestFirst = (a: Alert, b: Alert): number => b.raisedAtMs - a.raisedAtMs || b.id - a.id

/** An alert that was over by then, without what a person said of it later. */
const closedBy = (alert: Alert, atMs: number): Alert => (alert.confirmedAtMs !== null && alert.confirmedAtMs > atMs ? { ...alert, confirmedAtMs: null, confirmNote: '' } : alert)

/** Alerts as the record holds them now, as they were then: those of the state as it says, the others were over. Those raised later are left out. */
export const alertsAsOf = (record: readonly Alert[], state: Pick<PastState, 'atMs' | 'alerts'>): readonly Alert[] => {
  const then = new Map(state.alerts.map((alert) => [alert.id, alert]))
  return record.filter(({ raisedAtMs }) => raisedAtMs <= state.atMs).map((alert) => then.get(alert.id) ?? closedBy(alert, state.atMs))
}

/** The list `listAlerts` gave then, for the lists that the state holds whole: open, live, shelved. */
export const pastAlertList = (args: CallInput<'listAlerts'>, { alerts }: Pick<PastState, 'alerts'>): readonly Alert[] =>
  alerts
    .filter(
      (alert) =>
        isListed(alert, args.which) &&
        (args.pointId === undefined || alert.pointId === args.pointId) &&
        (args.deviceId === undefined || alert.deviceId === args.deviceId) &&
        (args.toMs === undefined || alert.startedAtMs < args.toMs) &&
        (args.fromMs === undefined || alert.clearedAtMs === null || alert.clearedAtMs >= args.fromMs),
    )
    .toSorted(newestFirst)
    .slice(0, args.limit)

/** What was known of an alert then. */
export const alertDetailAsOf = (detail: AlertDetail, state: Pick<PastState, 'atMs' | 'alerts'>): AlertDetail => {
  const [alert = detail.alert] = alertsAsOf([detail.alert], state)
  return { ...detail, alert, history: detail.history.filter(({ atMs }) => atMs <= state.atMs) }
}

/** Incidents as they were then; what was over is as it is. */
export const incidentsAsOf = (record: readonly Incident[], state: Pick<PastState, 'atMs' | 'incidents'>): readonly Incident[] => {
  const then = new Map(state.incidents.map((incident) => [incident.id, incident]))
  return record.filter(({ startedAtMs }) => startedAtMs <= state.atMs).map((incident) => then.get(incident.id) ?? incident)
}

export const openIncidents = (incidents: readonly Incident[]): readonly Incident[] => incidents.filter(({ activeAlerts, unacknowledgedAlerts }) => activeAlerts > 0 || unacknowledgedAlerts > 0).toSorted((a, b) => b.startedAtMs - a.startedAtMs || b.id - a.id)

/** The counters as they stood then. What tells of the engine itself (its requests, its pace) is of now and is left as `present` has it. */
export const pastStatistics = (present: Statistics, { atMs, statistics }: Pick<PastState, 'atMs' | 'statistics'>): Statistics => ({ ...present, ...statistics, atMs })

/** All points that can be named then: those of today, and those that were there and are gone. */
export const pointsAsOf = (present: readonly Point[], { gonePoints }: Pick<PastState, 'gonePoints'>, deviceId?: number): readonly Point[] => {
  if (gonePoints.length === 0) return present
  const known = new Set(present.map(({ id }) => id))
  return [...present, ...gonePoints.filter((point) => !known.has(point.id) && (deviceId === undefined || point.deviceId === deviceId))]
}

/** Names of calls that only look. */
const LOOKS = /^(?:get|list|explain|compare|diff|preview)[A-Z]/

/** Whether a call changes nothing, so that it may be made while one looks at the past. */
export const onlyLooks = (name: CallName): boolean => LOOKS.test(name)
