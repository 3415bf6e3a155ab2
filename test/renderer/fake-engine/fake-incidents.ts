/** Incidents, explanations, care of alerts and the load they are, made up. */
import type { Handlers } from '../../../shared/contract.ts'
import { failure } from '../../../shared/result.ts'

type AlertCareCalls = 'confirmAlerts' | 'shelveAlerts' | 'unshelveAlerts' | 'exportAlerts' | 'listMaintenanceWindows' | 'saveMaintenanceWindow' | 'endMaintenanceWindow' | 'getMute' | 'setMute' | 'getAlarmLoad' | 'listIncidents' | 'getIncident' | 'explainAlert'

const notMade = () => failure('call-unanswered', 'Not made up yet.')

export const fakeAlertCare = (): Pick<Handlers, AlertCareCalls> => ({
  confirmAlerts: notMade,
  shelveAlerts: notMade,
  unshelveAlerts: notMade,
  exportAlerts: notMade,
  listMaintenanceWindows: notMade,
  saveMaintenanceWindow: notMade,
  endMaintenanceWindow: notMade,
  getMute: notMade,
  setMute: notMade,
  getAlarmLoad: notMade,
  listIncidents: notMade,
  getIncident: notMade,
  explainAlert: notMade,
})
