/** Which alerts the operator is told of, by sound or notification: the rule that both hosts and the page follow. Nothing here touches a screen. */
import { isActive, isLive, isOpen, SEVERITIES, type Alert, type Severity } from './domain/alert.ts'
import type { Settings } from './domain/settings.ts'

/** True when an alert of this severity is to be announced; the list of severities is ordered, most urgent first. */
export const isAnnounced = (severity: Severity, notifyFrom: Settings['notifyFrom']): boolean =>
  notifyFrom !== 'never' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(notifyFrom)

export interface Announcer {
  /** A lower threshold announces what comes, not what stands in the list already. */
  configure(notifyFrom: Settings['notifyFrom']): void
  /** Begins anew with alerts that are known already. */
  begin(open: readonly Alert[], notifyFrom: Settings['notifyFrom']): void
  /**
   * Of the alerts that changed, those to tell of now: new and unacknowledged, or called again. One that is chattering is told of once. While muted none, and what
   * came meanwhile is not announced afterwards: what is grave and unseen is called again.
   */
  due(changed: readonly Alert[], muted: boolean): readonly Alert[]
}

const place = ({ deviceId, pointId, kind }: Alert): string => `${deviceId}/${pointId ?? ''}/${kind}`

export const createAnnouncer = (): Announcer => {
  const open = new Map<number, Alert>()
  const told = new Set<number>()
  /** Alerts with the mark of chattering, by place. */
  const noisy = new Map<string, Set<number>>()
  let notifyFrom: Settings['notifyFrom'] = 'never'

  const calls = (alert: Alert): boolean => isActive(alert) && isLive(alert) && isAnnounced(alert.severity, notifyFrom)
  const isNew = (alert: Alert): boolean => calls(alert) && alert.acknowledgedAtMs === null && !told.has(alert.id)
  const isCalledAgain = (alert: Alert): boolean => {
    const before = open.get(alert.id)
    return before !== undefined && calls(alert) && alert.reAlarmedAtMs !== null && alert.reAlarmedAtMs !== before.reAlarmedAtMs
  }
  /** Another occurrence of its place chatters already. */
  const isNoise = (alert: Alert): boolean => alert.chattering && [...(noisy.get(place(alert)) ?? [])].some((id) => id !== alert.id)

  const keep = (alert: Alert): void => {
    const marked = noisy.get(place(alert)) ?? new Set<number>()
    if (alert.chattering) marked.add(alert.id)
    else marked.delete(alert.id)
    if (marked.size > 0) noisy.set(place(alert), marked)
    else noisy.delete(place(alert))
    if (isOpen(alert)) open.set(alert.id, alert)
    else {
      open.delete(alert.id)
      told.delete(alert.id)
    }
  }
  const markTold = (): void => {
    for (const alert of open.values()) if (isNew(alert)) told.add(alert.id)
  }
  const take = (alert: Alert): boolean => {
    const fresh = isNew(alert)
    const due = (fresh && !isNoise(alert)) || isCalledAgain(alert)
    if (fresh || due) told.add(alert.id)
    keep(alert)
    return due
  }

  return {
    configure: (next) => {
      notifyFrom = next
      markTold()
    },
    begin: (alerts, from) => {
      notifyFrom = from
      open.clear()
      told.clear()
      noisy.clear()
      for (const alert of alerts) keep(alert)
      markTold()
    },
    due: (changed, muted) => changed.filter(take).filter(() => !muted),
  }
}
