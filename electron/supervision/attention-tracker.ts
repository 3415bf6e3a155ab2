/** Follows the engine's alerts on behalf of the host: how many are open, and which ones the operator has not been told of. */
import type { EngineEvents, EventName, Handlers } from '../../shared/contract.ts'
import { createAnnouncer } from '../../shared/announcing.ts'
import type { Clock } from '../../shared/clock.ts'
import { createGathering, type Gathered } from '../../shared/gathering.ts'
import { isActive, isLive, isOpen, type Alert, type Severity } from '../../shared/domain/alert.ts'
import type { Mute } from '../../shared/domain/maintenance.ts'
import type { EngineStatus } from '../../shared/domain/engine-status.ts'
import type { Point } from '../../shared/domain/point.ts'
import type { Settings } from '../../shared/domain/settings.ts'
import type { MessageParameter } from '../../shared/message.ts'
import type { AlertCounts, Attention, IncidentRequest, NotificationRequest } from './engine-protocol.ts'

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

const incidentOf = async (incidentId: number, handlers: Handlers): Promise<IncidentRequest | null> => {
  const found = await handlers.getIncident({ incidentId })
  if (!found.ok) return null
  const { severity, title, causes, alertIds, adopted } = found.value.incident
  return { incidentId, severity, title, cause: causes[0]?.title ?? null, count: alertIds.length, adopted: adopted.map(({ id }) => id) }
}

/** An incident of one alert, or one that cannot be read, is told by its alerts: nobody is to miss them for that. */
const wordsFor = async ({ alone, ofIncidents }: Gathered, handlers: Handlers): Promise<Pick<Attention, 'notifications' | 'incidents'>> => {
  const single = [...alone]
  const incidents: IncidentRequest[] = []
  for (const [incidentId, members] of ofIncidents) {
    const incident = await incidentOf(incidentId, handlers)
    if (incident === null || incident.count < 2) single.push(...members)
    else incidents.push(incident)
  }
  return { notifications: await Promise.all(single.map((alert) => notificationOf(alert, handlers))), incidents }
}

export interface AttentionTracker {
  /**
   * Reads the open alerts and the settings, and reports the counts. Alerts that are open already are not announced again. Done anew by itself whenever
   * the engine has another site open: ids of alerts mean nothing there.
   */
  begin(): Promise<void>
  /** Resolves when everything taken so far has been reported, but for what is held. */
  settled(): Promise<void>
  /** To be told of every event of the engine, from before `begin`. */
  take<N extends EventName>(name: N, payload: EngineEvents[N]): void
}

/** @param report called after every change of alerts, in the order of the changes, and when what was held for its incident is told. */
export const trackAttention = (handlers: Handlers, report: (attention: Attention) => void, clock: Pick<Clock, 'nowMs' | 'after'>): AttentionTracker => {
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
  const isMuted = (): boolean => mute.untilMs !== null && mute.untilMs > clock.nowMs()
  const announce = (alerts: readonly Alert[]): void => {
    keep(alerts)
    report({ counts: countAlerts(open.values()), notifications: [], incidents: [] })
    gathering.see(alerts)
    gathering.add(announcer.due(alerts, isMuted()))
  }
  const tell = async (gathered: Gathered): Promise<void> => {
    if (isMuted()) return
    const told = { counts: countAlerts(open.values()), ...(await wordsFor(gathered, handlers)) }
    if (told.notifications.length + told.incidents.length > 0) report(told)
  }
  const inOrder = (step: () => Promise<void> | void): Promise<void> => {
    queue = queue.then(step)
    return queue
  }
  const gathering = createGathering(clock, (gathered) => void inOrder(() => tell(gathered)))

  const beginAnew = async (siteFolder: string | null): Promise<void> => {
    open.clear()
    gathering.clear()
    const settings = await handlers.getSettings({})
    const alerts = await handlers.listAlerts({ which: 'open', limit: MOST_OPEN_ALERTS })
    followed = alerts.ok ? siteFolder : null
    if (alerts.ok) keep(alerts.value)
    announcer.begin([...open.values()], settings.ok ? settings.value.notifyFrom : 'never')
    const muted = await handlers.getMute({})
    if (muted.ok) mute = muted.value
    report({ counts: countAlerts(open.values()), notifications: [], incidents: [] })
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
    settled: async () => {
      let seen: Promise<void> | undefined
      while (seen !== queue) await (seen = queue)
    },
    take(name, payload) {
      if (name === 'alertsChanged') void inOrder(() => announce(payload as EngineEvents['alertsChanged']))
      if (name === 'muteChanged') void inOrder(() => void (mute = payload as Mute))
      if (name === 'statusChanged') void inOrder(() => follow(payload as EngineStatus))
      if (name === 'settingsChanged') void inOrder(() => announcer.configure((payload as Settings).notifyFrom))
    },
  }
}
