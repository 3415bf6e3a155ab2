/** Gathers alerts of one cause under an incident as they come, and keeps each incident true while its alerts change. */
import type { Clock } from '../../../../shared/clock.ts'
import { isActive, isOpen, type Alert } from '../../../../shared/domain/alert.ts'
import type { Incident, IncidentParent } from '../../../../shared/domain/incident.ts'
import { groupAlerts, type OpenIncident } from '../../analysis/incidents/group-alerts.ts'
import { incidentCauses, incidentSeverity, incidentTitle } from '../../analysis/incidents/incident-causes.ts'
import type { Parent } from '../../analysis/incidents/parents.ts'
import type { Topology } from '../../analysis/incidents/topology.ts'
import { message } from '../../../../shared/message.ts'
import type { Log } from '../../log.ts'
import type { Pipeline } from '../../pipeline/pipeline-types.ts'
import type { StoredIncident, WritableStore } from '../../store/store-types.ts'

/** Alerts of one cause come within seconds: they are looked at together. */
const COLLECT_MS = 3_000
/** Alerts older than this found no incident any more. */
const LOOK_BACK_MS = 3 * 3_600_000
/** An incident that is over takes late members for so long. */
const REOPEN_MS = 30 * 60_000
/** As many are looked at for what may cause the alerts of what it feeds, or come from what feeds it; equipment has no more. */
const MOST_CAUSES = 50
/** Explained by what is wider than equipment: nothing joins or leaves them by their members. */
const WIDER: ReadonlySet<IncidentParent> = new Set<IncidentParent>(['network', 'router'])
/** As many alerts of one incident are read. */
const MOST_MEMBERS = 5_000

export interface IncidentKeeper {
  /** Alerts were raised or changed. */
  alertsChanged(alerts: readonly Alert[]): void
  /** Groups what waits, at once. */
  settle(): void
  stop(): void
}

export interface IncidentKeeperDeps {
  readonly clock: Clock
  readonly log: Log
  readonly store: Pick<WritableStore, 'alertsOfIncident' | 'incidents' | 'incident' | 'insertIncident' | 'mergeIncident' | 'updateIncident'>
  readonly pipeline: Pick<Pipeline, 'openAlerts' | 'joinIncident'>
  readonly topology: () => Topology
  readonly changed: (incidents: readonly Incident[]) => void
}

export const createIncidentKeeper = ({ clock, log, store, pipeline, topology, changed }: IncidentKeeperDeps): IncidentKeeper => {
  const dirty = new Set<number>()
  let cancel: (() => void) | null = null

  const openIncidents = (): OpenIncident[] =>
    store.incidents({ which: 'all', fromMs: clock.nowMs() - REOPEN_MS, limit: 1_000 }).map(({ id, parentKey, parent, lastAlertAtMs, alertIds }) => ({
      id, parentKey, kind: parent, lastAlertAtMs, ...(parent === 'supply' || (!WIDER.has(parent) && alertIds.length <= MOST_CAUSES) || parent === 'equipment' ? { members: store.alertsOfIncident(id, MOST_CAUSES) } : {}),
    }))

  /** The wider incident takes all alerts of the narrower one, whose number leads to it from now on. */
  const adopt = (id: number, into: number): void => {
    const kept = store.incident(into)
    if (kept === undefined || kept.id === id) return
    pipeline.joinIncident(store.alertsOfIncident(id, MOST_MEMBERS).map((alert) => alert.id), kept.id, message('incident.adopted', { name: kept.parentName }))
    store.mergeIncident(id, kept.id, clock.nowMs())
    dirty.delete(id)
    dirty.add(kept.id)
  }

  const found = (parent: Parent, members: readonly Alert[], adopts: readonly number[], site: Topology): void => {
    const id = store.insertIncident(incidentOf({ parent: parent.kind, parentKey: parent.key, parentName: parent.name, deviceId: parent.deviceId }, members, site))
    pipeline.joinIncident(members.map((alert) => alert.id), id)
    dirty.add(id)
    for (const other of adopts) adopt(other, id)
  }

  const refresh = (id: number, site: Topology): void => {
    const kept = store.incident(id)
    if (kept === undefined) return
    const members = store.alertsOfIncident(id, MOST_MEMBERS)
    if (members.length > 0) store.updateIncident({ id, ...incidentOf(kept, members, site) })
  }

  const group = (): void => {
    const site = topology()
    const nowMs = clock.nowMs()
    const loose = pipeline.openAlerts().filter((alert) => alert.incidentId === null && nowMs - alert.raisedAtMs <= LOOK_BACK_MS)
    const byId = new Map(loose.map((alert) => [alert.id, alert]))
    const { joins, founded, adopted } = groupAlerts(loose, openIncidents(), site)
    for (const [incidentId, members] of Map.groupBy(joins, (join) => join.incidentId)) {
      pipeline.joinIncident(members.map(({ alertId }) => alertId), incidentId)
      dirty.add(incidentId)
    }
    for (const { parent, alertIds, adopts } of founded) found(parent, alertIds.flatMap((id) => byId.get(id) ?? []), adopts, site)
    for (const { incidentId, into } of adopted) adopt(incidentId, into)
    const ids = [...dirty]
    dirty.clear()
    for (const id of ids) refresh(id, site)
    const told = ids.flatMap((id) => store.incident(id) ?? [])
    if (told.length > 0) changed(told)
  }

  const settle = (): void => {
    cancel?.()
    cancel = null
    try {
      group()
    } catch (error) {
      // Alerts are there all the same; the next change tries again.
      log.warn('incidents could not be brought up to date', String(error))
    }
  }

  return {
    alertsChanged: (alerts) => {
      for (const { incidentId } of alerts) if (incidentId !== null) dirty.add(incidentId)
      if (dirty.size === 0 && !alerts.some((alert) => alert.incidentId === null && isOpen(alert) && isActive(alert))) return
      cancel ??= clock.after(COLLECT_MS, settle)
    },
    settle,
    stop: () => cancel?.(),
  }
}

type IncidentOrigin = Pick<StoredIncident, 'parent' | 'parentKey' | 'parentName' | 'deviceId'>

/** An incident of equipment becomes one of a supply when what it feeds joins. */
const parentNow = ({ parent, parentKey }: IncidentOrigin, members: readonly Alert[], topology: Topology): IncidentOrigin['parent'] => {
  const isFed = (alert: Alert): boolean => {
    const supply = topology.placeOf(alert)?.supply
    return (supply?.side === 'fed' && parentKey === `equipment:${supply.key}`) || supply?.above?.some(({ key }) => parentKey === `equipment:${key}`) === true
  }
  return parent === 'equipment' && members.some(isFed) ? 'supply' : parent
}

/** The incident as its members say it is now. */
const incidentOf = (origin: IncidentOrigin, members: readonly Alert[], topology: Topology): Omit<StoredIncident, 'id'> => {
  const { parentKey, parentName, deviceId } = origin
  const parent = parentNow(origin, members, topology)
  const facts = { kind: parent, name: parentName, alerts: members, topology }
  const cleared = members.map(({ clearedAtMs }) => clearedAtMs)
  return {
    parent, parentKey, parentName, deviceId,
    title: incidentTitle(facts), severity: incidentSeverity(members), causes: incidentCauses(facts),
    startedAtMs: Math.min(...members.map(({ startedAtMs }) => startedAtMs)),
    lastAlertAtMs: Math.max(...members.map(({ raisedAtMs }) => raisedAtMs)),
    endedAtMs: cleared.some((atMs) => atMs === null) ? null : Math.max(...cleared.map((atMs) => atMs ?? 0)),
  }
}
