/** Handlers of calls about incidents and explanations. */
import type { ALERT_CALLS } from '../../../../shared/calls/alert-calls.ts'
import type { IncidentCalls } from './alert-handlers.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'
import { notThere } from './not-there.ts'

export const createIncidentHandlers = (_on: OnSession): Pick<HandlersOf<typeof ALERT_CALLS>, IncidentCalls> => ({
  listIncidents: notThere,
  getIncident: notThere,
  explainAlert: notThere,
})
