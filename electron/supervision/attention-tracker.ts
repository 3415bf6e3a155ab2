/** Follows the engine's alerts on behalf of the host: how many are open, and which ones the operator has not been told of. */
import type { EngineEvents, EventName, Handlers } from '../../shared/contract.ts'
import { createAnnouncer } from '../../shared/announcing.ts'
import { isActive, isLive, isOpen, type Alert, type Severity } from '../../shared/domain/alert.ts'
import type { Mute } from '../../shared/domain/maintenance.ts'
import type { EngineStatus } from '../../shared/domain/engine-status.ts'
import type { Point } from '../../shared/domain/point.ts'
import type { Settings } from '../../shared/domain/settings.ts'
import type { MessageParameter } from '../../shared/message.ts'
import type { AlertCounts, Attention, NotificationRequest } from './engine-protocol.ts'

const MOST_OPEN_ALERTS = 5_000

/** Counts of active and of unacknowledged alerts that are not set aside. */
export const countAlerts = (alerts: Iterable<Alert>): AlertCounts => {
  const bySeverity: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0 }
  let active = 0
  let unacknowledged = 0
  for (const alert of alerts) {
    if (!isLive(alert)) continue
    if (alert.acknowledgedAtMs === null) unacknowledged += 1
    if (!isActive(alert)) continue
    active += 1
    bySeverity[alert.severity] += 1
  }
  return { active, unacknowledged, bySeverity }
}

const valueOf = (value: number | null, point: Point | undefined): MessageParameter | null => {
  if (value === null) return null
  const stateText = point?.stateTexts[point.kind === 'binary' ? value : value - 1]
  if (point !== undefined && point.kind !== 'analog' && stateText !== undefined) return stateText
  return { value, units: point?.units ?? null }
}

/** Names for an alert. A device or point that is gone meanwhile is named by nothing rather than keeping the alert silent. */
const notificationOf = async (alert: Alert, handlers: Handlers): Promise<NotificationRequest> => {
  const devices = await handlers.listDevices({})
  const points = alert.pointId === null ? null : await handlers.listPoints({ deviceId: alert.deviceId })
  const device = devices.ok ? devices.value.find((one) => one.id === alert.deviceId) : undefined
  const point = points?.ok === true ? points.value.find((one) => one.id === alert.pointId) : undefined
  return {
    alertId: alert.id,
    severity: alert.severity,
    deviceName: device?.name ?? '',
    pointName: point?.name ?? null,
    value: valueOf(alert.value, point),
    title: alert.title,
    reason: alert.explanation[0] ?? null,
  }
}

export interface AttentionTracker {
  /**
   * Reads the open alerts and the settings, and reports the counts. Alerts that are open already are not announced again. Done anew by itself whenever
   * the engine has another site open: ids of alerts mean nothing there.
   */
  begin(): Promise<void>
  /** To be told of every event of the engine, from before `begin`. */
  take<N extends EventName>(name: N, payload: EngineEvents[N]): void
}

/** @param report called after every change of alerts, in the order of the changes. */
export const trackAttention = (handlers: Handlers, report: (attention: Attention) => void, now: () => number = Date.now): AttentionTracker => {
  const open = new Map<number, Alert>()
  const announcer = createAnnouncer()
  let mute: Mute = { untilMs: null, reason: '' }
  /** Folder of the site whose alerts are followed; null while that is not known. */
  let followed: string | null = null
  let queue: Promise<void> = Promise.resolve()

  const keep = (alerts: readonly Alert[]): void => {
    for (const alert of alerts) {
      if (isOpen(alert)) open.set(alert.id, alert)
      else open.delete(alert.id)
    }
  }
  const isMuted = (): boolean => mute.untilMs !== null && mute.untilMs > now()
  const announce = async (alerts: readonly Alert[]): Promise<void> => {
    keep(alerts)
    const notifications = await Promise.all(announcer.due(alerts, isMuted()).map((alert) => notificationOf(alert, handlers)))
    report({ counts: countAlerts(open.values()), notifications })
  }
  const inOrder = (step: () => Promise<void> | void): Promise<void> => {
    queue = queue.then(step)
    return queue
  }

  const beginAnew = async (siteFolder: string | null): Promise<void> => {
    open.clear()
    const settings = await handlers.getSettings({})
    const alerts = await handlers.listAlerts({ which: 'open', limit: MOST_OPEN_ALERTS })
    followed = alerts.ok ? siteFolder : null
    if (alerts.ok) keep(alerts.value)
    announcer.begin([...open.values()], settings.ok ? settings.value.notifyFrom : 'never')
    const muted = await handlers.getMute({})
    if (muted.ok) mute = muted.value
    report({ counts: countAlerts(open.values()), notifications: [] })
  }
  const follow = async ({ siteFolder }: EngineStatus): Promise<void> => {
    if (siteFolder !== followed) await beginAnew(siteFolder)
  }

  return {
    begin: () =>
      inOrder(async () => {
        const status = await handlers.getStatus({})
        await beginAnew(status.ok ? status.value.siteFolder : null)
      }),
    take(name, payload) {
      if (name === 'alertsChanged') void inOrder(() => announce(payload as EngineEvents['alertsChanged']))
      if (name === 'muteChanged') void inOrder(() => void (mute = payload as Mute))
      if (name === 'statusChanged') void inOrder(() => follow(payload as EngineStatus))
      if (name === 'settingsChanged') void inOrder(() => announcer.configure((payload as Settings).notifyFrom))
    },
  }
}
