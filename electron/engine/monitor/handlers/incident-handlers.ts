/** Handlers of calls about incidents and explanations. */
import type { ALERT_CALLS } from '../../../../shared/calls/alert-calls.ts'
import { failure, ok } from '../../../../shared/result.ts'
import type { IncidentCalls } from './alert-handlers.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

export const createIncidentHandlers = (on: OnSession): Pick<HandlersOf<typeof ALERT_CALLS>, IncidentCalls> => ({
  listIncidents: (filter) => on(({ context }) => ok(context.store.incidents(filter))),
  getIncident: ({ incidentId }) =>
    on(({ context }) => {
      const incident = context.store.incident(incidentId)
      if (incident === undefined) return failure('incident-unknown', `Incident ${incidentId} does not exist.`, { id: incidentId })
      return ok({ incident, alerts: incident.alertIds.flatMap((id) => context.store.alert(id) ?? []) })
    }),
  explainAlert: ({ alertId }) => on((session) => session.explain(alertId)),
})
