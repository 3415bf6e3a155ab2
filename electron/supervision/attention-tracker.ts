/** Follows the engine's alerts on behalf of the host: how many are open, and which ones the operator has not been told of. */
import type { EngineEvents, EventName, Handlers } from '../../shared/contract.ts'
import { isActive, isLive, isOpen, SEVERITIES, type Alert, type Severity } from '../../shared/domain/alert.ts'
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

/** True when an alert of this severity is to be announced; the list of severities is ordered, most urgent first. */
export const isAnnounced = (severity: Severity, notifyFrom: Settings['notifyFrom']): boolean =>
  notifyFrom !== 'never' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(notifyFrom)

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

/** When an alert asked for someone last: as it was announced, or called again because nobody came or because it grew worse. */
const calledAtMs = ({ reAlarmedAtMs, announcedAtMs, raisedAtMs }: Alert): number => Math.max(reAlarmedAtMs ?? 0, announcedAtMs ?? raisedAtMs)

const isCalledAgain = ({ reAlarmedAtMs }: Alert): boolean => reAlarmedAtMs !== null

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
  /** Of each alert announced: when it had asked for someone last. */
  const told = new Map<number, number>()
  let mute: Mute = { untilMs: null, reason: '' }
  let notifyFrom: Settings['notifyFrom'] = 'never'
  /** Folder of the site whose alerts are followed; null while that is not known. */
  let followed: string | null = null
  let queue: Promise<void> = Promise.resolve()

  const keep = (alerts: readonly Alert[]): void => {
    for (const alert of alerts) {
      if (isOpen(alert)) open.set(alert.id, alert)
      else open.delete(alert.id)
      if (!isOpen(alert)) told.delete(alert.id)
    }
  }
  const isNew = (alert: Alert): boolean =>
    isActive(alert) && isLive(alert) && isAnnounced(alert.severity, notifyFrom) && (told.has(alert.id) ? calledAtMs(alert) > (told.get(alert.id) ?? 0) && isCalledAgain(alert) : alert.acknowledgedAtMs === null)
  const markTold = (): void => {
    for (const alert of open.values()) if (isNew(alert)) told.set(alert.id, calledAtMs(alert))
  }
  const isMuted = (): boolean => mute.untilMs !== null && mute.untilMs > now()
  const announce = async (alerts: readonly Alert[]): Promise<void> => {
    keep(alerts)
    const fresh = alerts.filter(isNew)
    for (const alert of fresh) told.set(alert.id, calledAtMs(alert))
    const notifications = await Promise.all((isMuted() ? [] : fresh).map((alert) => notificationOf(alert, handlers)))
    report({ counts: countAlerts(open.values()), notifications })
  }
  const configure = (settings: Settings): void => {
    notifyFrom = settings.notifyFrom
    // A lower threshold announces what comes, not what stands in the list already.
    markTold()
  }
  const inOrder = (step: () => Promise<void> | void): Promise<void> => {
    queue = queue.then(step)
    return queue
  }

  const beginAnew = async (siteFolder: string | null): Promise<void> => {
    open.clear()
    told.clear()
    const settings = await handlers.getSettings({})
    const alerts = await handlers.listAlerts({ which: 'open', limit: MOST_OPEN_ALERTS })
    followed = alerts.ok ? siteFolder : null
    if (alerts.ok) keep(alerts.value)
    if (settings.ok) configure(settings.value)
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
      if (name === 'settingsChanged') void inOrder(() => configure(payload as Settings))
    },
  }
}
