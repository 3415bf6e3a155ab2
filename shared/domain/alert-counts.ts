/** The counters of alerts that every screen shows. */
import { isActive, isLive, type Alert } from './alert.ts'
import type { Statistics } from './statistics.ts'

/** Counts of live alerts, those that ask for someone; `alertsBySeverity` counts the active ones. */
export const alertCounts = (
  open: readonly Alert[],
): Pick<Statistics, 'alertsActive' | 'alertsUnacknowledged' | 'alertsDataProblem' | 'alertsBySeverity'> => {
  const live = open.filter(isLive)
  const active = live.filter(isActive)
  const bySeverity = { critical: 0, high: 0, medium: 0, low: 0 }
  for (const alert of active) bySeverity[alert.severity] += 1
  return {
    alertsActive: active.length,
    alertsUnacknowledged: live.filter((alert) => alert.acknowledgedAtMs === null).length,
    alertsDataProblem: active.filter((alert) => alert.kind === 'data').length,
    alertsBySeverity: bySeverity,
  }
}
