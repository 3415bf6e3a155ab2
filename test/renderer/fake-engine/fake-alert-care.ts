/** Shelves, maintenance windows, quiet and the load of alerts, made up; they react to what is done. */
import type { Handlers, EngineEvents } from '../../../shared/contract.ts'
import { CHATTERING, LOAD_LIMITS, STANDING_AFTER_MS, type AlarmLoad, type LoadLevel, type LoadSource } from '../../../shared/domain/alarm-load.ts'
import { isActive, type Alert, type TransitionKind } from '../../../shared/domain/alert.ts'
import type { MaintenanceScope, MaintenanceWindow, Mute } from '../../../shared/domain/maintenance.ts'
import { seededRandom } from '../../../shared/random.ts'
import { failure, ok } from '../../../shared/result.ts'

const HOUR_MS = 3_600_000

type Calls = 'confirmAlerts' | 'shelveAlerts' | 'unshelveAlerts' | 'exportAlerts' | 'listMaintenanceWindows' | 'saveMaintenanceWindow' | 'endMaintenanceWindow' | 'getMute' | 'setMute' | 'getAlarmLoad'

export interface FakeCareParts {
  readonly alerts: () => readonly Alert[]
  readonly change: (alertIds: readonly number[], change: (alert: Alert) => Alert, what: TransitionKind, note: string) => readonly Alert[]
  readonly push: (name: 'muteChanged', payload: EngineEvents['muteChanged']) => void
  readonly nowMs: number
  /** Nothing was found yet. */
  readonly empty: boolean
}

const covers = (scope: MaintenanceScope, alert: Alert): boolean =>
  scope.what === 'site' || (scope.what === 'devices' ? scope.deviceIds.includes(alert.deviceId) : alert.pointId !== null && scope.pointIds.includes(alert.pointId))

const endOf = (window: MaintenanceWindow): number => window.endedAtMs ?? window.toMs

/** The running one covers the points whose alerts were made suppressed. */
const made = (nowMs: number, alerts: readonly Alert[]): readonly MaintenanceWindow[] => {
  const suppressed = alerts.flatMap(({ maintenanceId, pointId }) => (maintenanceId === null || pointId === null ? [] : [pointId]))
  const window = (id: number, scope: MaintenanceScope, fromHours: number, toHours: number, reason: string): MaintenanceWindow => ({
    id, scope, fromMs: nowMs + fromHours * HOUR_MS, toMs: nowMs + toHours * HOUR_MS, reason, createdAtMs: nowMs - 60 * HOUR_MS, endedAtMs: null,
  })
  return [window(3, { what: 'devices', deviceIds: [3] }, 38, 42, 'Chiller service, annual'), window(2, { what: 'points', pointIds: suppressed }, -2, 3, 'Meter cabinet open, current transformers changed'), window(1, { what: 'site' }, -50, -46, 'Transformer test of the utility')]
}

const levelOf = (mean: number): LoadLevel => (mean <= LOAD_LIMITS.acceptable ? 'acceptable' : mean <= LOAD_LIMITS.manageable ? 'manageable' : mean <= LOAD_LIMITS.flood ? 'overloaded' : 'flood')

const SHARES = [0.31, 0.17, 0.11, 0.08, 0.06, 0.05, 0.04, 0.03, 0.02, 0.02]

const loadOf = (alerts: readonly Alert[], fromMs: number, toMs: number, nowMs: number): AlarmLoad => {
  const random = seededRandom(11)
  const perHour = Int32Array.from({ length: Math.ceil((toMs - fromMs) / HOUR_MS) }, (_, hour) => {
    const usual = Math.floor(random() ** 3 * 9)
    return hour % 131 === 19 ? 38 : hour % 53 === 17 ? 14 : usual
  })
  const raised = perHour.reduce((sum, count) => sum + count, 0)
  const sources = [...new Map(alerts.map((alert) => [`${alert.deviceId} ${alert.pointId}`, alert])).values()].slice(0, SHARES.length)
  const top = sources.map(({ deviceId, pointId }, rank): LoadSource => ({ deviceId, pointId, share: SHARES[rank] ?? 0, alerts: Math.round(raised * (SHARES[rank] ?? 0)), mostInAnHour: 9 - Math.min(8, rank) }))
  const mean = perHour.length === 0 ? null : raised / perHour.length
  return {
    fromMs, toMs, perHour, raised, top,
    observed: 0.96,
    meanPerHour: mean,
    mostPerHour: Math.max(0, ...perHour),
    level: levelOf(mean ?? 0),
    floodShare: perHour.filter((count) => count > LOAD_LIMITS.flood).length / Math.max(1, perHour.length),
    standing: alerts.filter((alert) => isActive(alert) && nowMs - alert.startedAtMs > STANDING_AFTER_MS).sort((a, b) => a.startedAtMs - b.startedAtMs).map(({ id }) => id),
    chattering: alerts.filter(({ chattering }) => chattering).map(({ id }) => id),
    acknowledgeP50Ms: 11 * 60_000,
    acknowledgeP90Ms: 74 * 60_000,
    acknowledged: Math.round(raised * 0.84),
    unacknowledged: raised - Math.round(raised * 0.84),
    suppressed: CHATTERING.alerts * 2,
  }
}

const nothingOf = (fromMs: number, toMs: number): AlarmLoad => ({
  fromMs, toMs, observed: 0, perHour: new Int32Array(Math.ceil((toMs - fromMs) / HOUR_MS)), meanPerHour: null, mostPerHour: 0, level: 'acceptable', floodShare: 0, top: [], standing: [], chattering: [], acknowledgeP50Ms: null, acknowledgeP90Ms: null, raised: 0, acknowledged: 0, unacknowledged: 0, suppressed: 0,
})

export const fakeAlertCare = ({ alerts, change, push, nowMs, empty }: FakeCareParts): Pick<Handlers, Calls> => {
  let windows: readonly MaintenanceWindow[] = empty ? [] : made(nowMs, alerts())
  let mute: Mute = { untilMs: null, reason: '' }
  /** Alerts follow the windows that run now. */
  const apply = (): void => {
    const running = windows.filter((window) => window.fromMs <= Date.now() && endOf(window) > Date.now())
    const wanted = (alert: Alert): number | null => (isActive(alert) ? (running.find(({ scope }) => covers(scope, alert))?.id ?? null) : alert.maintenanceId)
    for (const alert of alerts()) {
      const maintenanceId = wanted(alert)
      if (maintenanceId !== alert.maintenanceId) change([alert.id], (old) => ({ ...old, maintenanceId }), maintenanceId === null ? 'unsuppressed' : 'suppressed', '')
    }
  }
  return {
    confirmAlerts: ({ alertIds, note }) => {
      const atMs = Date.now()
      return ok(change(alertIds, (alert) => ({ ...alert, acknowledgedAtMs: alert.acknowledgedAtMs ?? atMs, confirmedAtMs: atMs, confirmNote: note }), 'confirmed', note))
    },
    shelveAlerts: ({ alertIds, reason, untilMs, oneShot }) => {
      if (untilMs === undefined && !oneShot) return failure('shelf-endless', 'A shelf needs an end.')
      return ok(change(alertIds, (alert) => (isActive(alert) ? { ...alert, shelf: { reason, atMs: Date.now(), untilMs: untilMs ?? null, oneShot } } : alert), 'shelved', reason))
    },
    unshelveAlerts: ({ alertIds, note }) => ok(change(alertIds, (alert) => ({ ...alert, shelf: null }), 'unshelved', note)),
    exportAlerts: ({ alertIds, format }) => ok({ name: `alerts-2026-11-23.${format}`, bytes: new TextEncoder().encode(format === 'json' ? JSON.stringify(alerts()) : `id,severity\r\n${alertIds.map((id) => `${id},${alerts().find((alert) => alert.id === id)?.severity ?? ''}\r\n`).join('')}`) }),
    listMaintenanceWindows: () => ok(windows),
    saveMaintenanceWindow: ({ windowId, ...window }) => {
      if (window.fromMs >= window.toMs) return failure('window-order', 'The end must come after the start.')
      const old = windows.find(({ id }) => id === windowId)
      windows = old === undefined ? [{ id: windows.length + 1, createdAtMs: Date.now(), endedAtMs: null, ...window }, ...windows] : windows.map((other) => (other === old ? { ...old, ...window } : other))
      apply()
      return ok(windows)
    },
    endMaintenanceWindow: ({ windowId }) => {
      windows = windows.map((window) => (window.id === windowId ? { ...window, endedAtMs: Date.now() } : window))
      apply()
      return ok(windows)
    },
    getMute: () => ok(mute),
    setMute: ({ untilMs, reason }) => {
      mute = { untilMs, reason }
      push('muteChanged', mute)
      return ok(mute)
    },
    getAlarmLoad: ({ fromMs, toMs }) => ok(empty ? nothingOf(fromMs, toMs) : loadOf(alerts(), fromMs, toMs, Date.now())),
  }
}
