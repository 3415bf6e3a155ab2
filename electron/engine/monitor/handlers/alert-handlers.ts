/** Handlers of calls about alerts: the list and what is done with them. */
import type { ALERT_CALLS } from '../../../../shared/calls/alert-calls.ts'
import { failure, ok } from '../../../../shared/result.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'
import { notThere } from './not-there.ts'

export type IncidentCalls = 'listIncidents' | 'getIncident' | 'explainAlert'

export const createAlertHandlers = (on: OnSession): Omit<HandlersOf<typeof ALERT_CALLS>, IncidentCalls> => ({
  listAlerts: (filter) => on(({ context }) => ok(context.store.alerts(filter))),
  getAlert: ({ alertId }) =>
    on(({ context }) => {
      const alert = context.store.alert(alertId)
      return alert ? ok({ alert, history: context.store.alertHistory(alertId) }) : failure('alert-unknown', `Alert ${alertId} does not exist.`, { id: alertId })
    }),
  acknowledgeAlerts: ({ alertIds, note }) => on(({ context }) => context.pipeline.acknowledge(alertIds, note)),
  addAlertNote: ({ alertId, note }) =>
    on(({ context }) => {
      const noted = context.pipeline.note(alertId, note)
      return noted.ok ? ok({ alert: noted.value, history: context.store.alertHistory(alertId) }) : noted
    }),
  confirmAlerts: notThere,
  shelveAlerts: notThere,
  unshelveAlerts: notThere,
  exportAlerts: notThere,
  listMaintenanceWindows: notThere,
  saveMaintenanceWindow: notThere,
  endMaintenanceWindow: notThere,
  getMute: notThere,
  setMute: notThere,
  getAlarmLoad: notThere,
})
