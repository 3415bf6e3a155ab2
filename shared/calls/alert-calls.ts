/** Calls about alerts: the list, what is done with them, maintenance, quiet, and the load they are. */
import * as v from 'valibot'
import type { AlarmLoad } from '../domain/alarm-load.ts'
import { NO_DEVICE, type Alert, type AlertDetail } from '../domain/alert.ts'
import type { TextFile } from '../domain/ede.ts'
import type { AlertExplanation, Incident } from '../domain/incident.ts'
import type { MaintenanceWindow, Mute } from '../domain/maintenance.ts'
import { call, id, ids, note, timeMs } from './call.ts'

const MOST_ALERTS = 5_000
const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500))

const filter = {
  /** `live`: asks for someone now; `open`: active or unacknowledged, also what is set aside; `shelved`: set aside by hand or by maintenance. */
  which: v.picklist(['open', 'live', 'shelved', 'all']),
  pointId: v.optional(id),
  /** `NO_DEVICE`: alerts of the site itself. */
  deviceId: v.optional(v.union([v.literal(NO_DEVICE), id])),
  fromMs: v.optional(timeMs),
  toMs: v.optional(timeMs),
  limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_ALERTS)),
}

const scope = v.variant('what', [
  v.strictObject({ what: v.literal('site') }),
  v.strictObject({ what: v.literal('devices'), deviceIds: ids(10_000) }),
  v.strictObject({ what: v.literal('points'), pointIds: ids(20_000) }),
])

export const ALERT_CALLS = {
  /** Alerts, newest first. `pointId`/`deviceId`/period restrict. */
  listAlerts: call(filter).returns<readonly Alert[]>(),
  getAlert: call({ alertId: id }).returns<AlertDetail>(),
  /** Seen. */
  acknowledgeAlerts: call({ alertIds: ids(MOST_ALERTS), note }).returns<readonly Alert[]>(),
  /** Corrected: acknowledges too. */
  confirmAlerts: call({ alertIds: ids(MOST_ALERTS), note }).returns<readonly Alert[]>(),
  addAlertNote: call({ alertId: id, note }).returns<AlertDetail>(),
  /** Sets active alerts aside. Without `untilMs` until they clear, which needs `oneShot`. */
  shelveAlerts: call({ alertIds: ids(MOST_ALERTS), reason, untilMs: v.optional(timeMs), oneShot: v.boolean() }).returns<readonly Alert[]>(),
  unshelveAlerts: call({ alertIds: ids(MOST_ALERTS), note }).returns<readonly Alert[]>(),
  /** These alerts as a file, in this order: what a list shows. Those that are gone meanwhile are left out. */
  exportAlerts: call({ alertIds: ids(MOST_ALERTS), format: v.picklist(['csv', 'json']) }).returns<TextFile>(),

  /** Running, planned and past, newest first. */
  listMaintenanceWindows: call({}).returns<readonly MaintenanceWindow[]>(),
  /** A new window, or with `windowId` another period or reason of one that has not ended. */
  saveMaintenanceWindow: call({ windowId: v.optional(id), scope, fromMs: timeMs, toMs: timeMs, reason }).returns<readonly MaintenanceWindow[]>(),
  endMaintenanceWindow: call({ windowId: id }).returns<readonly MaintenanceWindow[]>(),
  getMute: call({}).returns<Mute>(),
  /** No sound and no notification until then; null = loud again. At most 24 h. */
  setMute: call({ untilMs: v.nullable(timeMs), reason: v.pipe(v.string(), v.trim(), v.maxLength(500)) }).returns<Mute>(),

  /** At most 32 days. */
  getAlarmLoad: call({ fromMs: timeMs, toMs: timeMs }).returns<AlarmLoad>(),

  /** Newest first. `open`: with an alert that is active or unacknowledged. */
  listIncidents: call({ which: v.picklist(['open', 'all']), fromMs: v.optional(timeMs), toMs: v.optional(timeMs), limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000)) }).returns<readonly Incident[]>(),
  getIncident: call({ incidentId: id }).returns<{ readonly incident: Incident; readonly alerts: readonly Alert[] }>(),
  /** Why it was raised and what may be behind it. Looks into history; up to a second. */
  explainAlert: call({ alertId: id }).returns<AlertExplanation>(),
} as const
