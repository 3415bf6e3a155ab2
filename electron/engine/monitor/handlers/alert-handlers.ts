/** Handlers of calls about alerts: the list and what is done with them. */
import type { ALERT_CALLS } from '../../../../shared/calls/alert-calls.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import { actOnAlerts, shelveAlerts } from '../alert-acts.ts'
import { exportAlerts } from '../alerts/alert-export.ts'
import { endMaintenanceWindow, saveMaintenanceWindow } from '../alerts/maintenance-windows.ts'
import { siteAlarmLoad } from '../alerts/site-alarm-load.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

export type IncidentCalls = 'listIncidents' | 'getIncident' | 'explainAlert'

export const createAlertHandlers = (on: OnSession): Omit<HandlersOf<typeof ALERT_CALLS>, IncidentCalls> => ({
  listAlerts: (filter) => on(({ context }) => ok(context.store.alerts(filter))),
  getAlert: ({ alertId }) =>
    on(({ context }) => {
      const alert = context.store.alert(alertId)
      return alert ? ok({ alert, history: context.store.alertHistory(alertId) }) : unknownAlert(alertId)
    }),
  acknowledgeAlerts: ({ alertIds, note }) => on(({ context }) => actOnAlerts(context, alertIds, { event: 'acknowledge', note })),
  confirmAlerts: ({ alertIds, note }) => on(({ context }) => actOnAlerts(context, alertIds, { event: 'confirm', note })),
  addAlertNote: ({ alertId, note }) =>
    on(({ context }) => {
      const noted = context.pipeline.act([alertId], { event: 'note', note })
      if (!noted.ok) return noted
      const [alert] = noted.value
      return alert === undefined ? unknownAlert(alertId) : ok({ alert, history: context.store.alertHistory(alertId) })
    }),
  shelveAlerts: ({ alertIds, ...shelf }) => on(({ context }) => shelveAlerts(context, alertIds, shelf)),
  unshelveAlerts: ({ alertIds, note }) => on(({ context }) => actOnAlerts(context, alertIds, { event: 'unshelve', note })),
  exportAlerts: ({ alertIds, format }) => on(async ({ context }) => ok(await exportAlerts(context, alertIds, format))),
  listMaintenanceWindows: () => on(({ context }) => ok(context.store.maintenanceWindows())),
  saveMaintenanceWindow: (wish) => on(({ context }) => saveMaintenanceWindow(context, wish)),
  endMaintenanceWindow: ({ windowId }) => on(({ context }) => endMaintenanceWindow(context, windowId)),
  getMute: () => on(({ mute }) => ok(mute.current())),
  setMute: ({ untilMs, reason }) => on(({ mute }) => mute.set(untilMs, reason)),
  getAlarmLoad: ({ fromMs, toMs }) => on(({ context }) => siteAlarmLoad(context, fromMs, toMs)),
})

const unknownAlert = (id: number): Result<never> => failure('alert-unknown', `Alert ${id} does not exist.`, { id })
