/** Where a maintenance window stands: running, planned, past; and what it covers. Pure. */
import type { Alert } from '../../shared/domain/alert.ts'
import type { MaintenanceScope, MaintenanceWindow } from '../../shared/domain/maintenance.ts'

export type WindowState = 'running' | 'planned' | 'past'

export const WINDOW_STATES: readonly WindowState[] = ['running', 'planned', 'past']

/** When it ends or ended, ms. */
export const windowEndMs = ({ toMs, endedAtMs }: MaintenanceWindow): number => (endedAtMs === null ? toMs : Math.min(endedAtMs, toMs))

export const windowState = (window: MaintenanceWindow, nowMs: number): WindowState => (windowEndMs(window) <= nowMs ? 'past' : window.fromMs > nowMs ? 'planned' : 'running')

/** Of one state; running and past the latest first, planned the next first. */
export const windowsOf = (windows: readonly MaintenanceWindow[], state: WindowState, nowMs: number): readonly MaintenanceWindow[] =>
  windows.filter((window) => windowState(window, nowMs) === state).sort((a, b) => (state === 'planned' ? a.fromMs - b.fromMs : b.fromMs - a.fromMs))

/** The narrowest scope that holds the alerts: their points, or their devices where an alert is of a whole device. */
export const scopeOf = (alerts: readonly Alert[]): MaintenanceScope => {
  const points = alerts.flatMap(({ pointId }) => (pointId === null ? [] : [pointId]))
  if (alerts.length === 0) return { what: 'site' }
  if (points.length === alerts.length) return { what: 'points', pointIds: [...new Set(points)] }
  return { what: 'devices', deviceIds: [...new Set(alerts.map(({ deviceId }) => deviceId))] }
}
