/**
 * Alerts of one cause become one incident: a flood is shown as what it is.
 *
 * An alert joins an open incident when they share a parent and follow each other closely; alerts that belong to none found one when enough of them share a
 * parent within its time. Widest parent first: forty silent devices behind one router are the router, not forty devices.
 */
import type { Alert } from '../../../../shared/domain/alert.ts'
import type { IncidentParent } from '../../../../shared/domain/incident.ts'
import { adoptions, type Adoption } from './adopt.ts'
import { parentsOf, type Parent } from './parents.ts'
import { chainOf, isCauseAt, LONGEST_MS } from './supply.ts'
import { isOffline, type Topology } from './topology.ts'

const MINUTE_MS = 60_000

interface ParentRule {
  /** Sources with an alert that found an incident. */
  readonly least: number
  /** From the first to the last of them, ms. */
  readonly withinMs: number
  /** Different devices among them. */
  readonly devices: number
  /** Later alerts join until this long after the last one. */
  readonly joinWithinMs: number
}

/** Polling finds a dead device within some of its intervals, so silence is collected for ten minutes; weather takes hours. */
export const PARENT_RULES: Readonly<Record<IncidentParent, ParentRule>> = {
  network: { least: 3, withinMs: 10 * MINUTE_MS, devices: 3, joinWithinMs: 15 * MINUTE_MS },
  router: { least: 2, withinMs: 10 * MINUTE_MS, devices: 2, joinWithinMs: 15 * MINUTE_MS },
  weather: { least: 5, withinMs: 180 * MINUTE_MS, devices: 2, joinWithinMs: 180 * MINUTE_MS },
  time: { least: 5, withinMs: 10 * MINUTE_MS, devices: 2, joinWithinMs: 10 * MINUTE_MS },
  supply: { least: 2, withinMs: 180 * MINUTE_MS, devices: 1, joinWithinMs: 60 * MINUTE_MS },
  equipment: { least: 2, withinMs: 60 * MINUTE_MS, devices: 1, joinWithinMs: 60 * MINUTE_MS },
  device: { least: 3, withinMs: 15 * MINUTE_MS, devices: 1, joinWithinMs: 30 * MINUTE_MS },
}

/** Share of the devices that must be silent before the network or the router itself is suspected. */
const SILENT_SHARE = 0.5
/** So many silent devices behind a router are a matter of its trunk, whatever their share. */
const SILENT_MANY = 3

export interface OpenIncident {
  readonly id: number
  readonly parentKey: string
  readonly kind: IncidentParent
  readonly lastAlertAtMs: number
  /** All of them, where it may adopt others or be adopted: what is fed by equipment joins while one of these stands. */
  readonly members?: readonly Alert[]
}

export interface Grouping {
  readonly joins: readonly { readonly alertId: number; readonly incidentId: number }[]
  /** `adopts`: incidents that it takes over with all their alerts. */
  readonly founded: readonly { readonly parent: Parent; readonly alertIds: readonly number[]; readonly adopts: readonly number[] }[]
  /** Incidents that an open one takes over. */
  readonly adopted: readonly { readonly incidentId: number; readonly into: number }[]
}

/** `alerts`: those without an incident, raised lately; in any order. */
export const groupAlerts = (alerts: readonly Alert[], open: readonly OpenIncident[], topology: Topology): Grouping => {
  const ordered = alerts.toSorted((a, b) => a.raisedAtMs - b.raisedAtMs || a.id - b.id)
  const parents = new Map(ordered.map((alert) => [alert.id, parentsOf(alert, topology)]))
  const joins: { alertId: number; incidentId: number }[] = []
  const lastMs = new Map(open.map(({ id, lastAlertAtMs }) => [id, lastAlertAtMs]))
  const membersOf = new Map(open.map(({ id, members }) => [id, members ?? []]))
  const left: Alert[] = []
  for (const alert of ordered) {
    const incident = joinable(alert, parents.get(alert.id) ?? [], open, { lastMs, membersOf }, topology)
    if (incident === undefined) left.push(alert)
    else {
      joins.push({ alertId: alert.id, incidentId: incident.id })
      lastMs.set(incident.id, Math.max(lastMs.get(incident.id) ?? 0, alert.raisedAtMs))
      membersOf.set(incident.id, [...(membersOf.get(incident.id) ?? []), alert])
    }
  }
  const alertsOf = (parentKey: string): readonly Alert[] => {
    const feeder = open.find((incident) => incident.parentKey === parentKey)
    const own = ordered.filter((alert) => parents.get(alert.id)?.some((parent) => parent.kind === 'supply' && parent.key === parentKey))
    return [...(feeder?.members ?? []), ...own]
  }
  const adopting = adoptions(open, alertsOf, topology)
  const adopted = adopting.flatMap(({ incidentId, parentKey }) => open.filter((incident) => incident.parentKey === parentKey).slice(0, 1).map(({ id }) => ({ incidentId, into: id })))
  const homeless = adopting.filter(({ incidentId }) => !adopted.some((each) => each.incidentId === incidentId))
  return { joins, founded: found(left, parents, homeless, topology), adopted }
}

interface SoFar {
  readonly lastMs: ReadonlyMap<number, number>
  readonly membersOf: ReadonlyMap<number, readonly Alert[]>
}

const joinable = (alert: Alert, parents: readonly Parent[], open: readonly OpenIncident[], { lastMs, membersOf }: SoFar, topology: Topology): OpenIncident | undefined => {
  for (const { key, kind } of parents) {
    const incident = open.find(({ parentKey }) => parentKey === key)
    if (incident !== undefined && kind === 'supply' && !isCauseAt(key, alert, topology)) {
      if (comesFromAny(alert, key, membersOf.get(incident.id) ?? [], topology)) return incident
      continue
    }
    if (incident !== undefined && (alert.raisedAtMs - (lastMs.get(incident.id) ?? 0) <= PARENT_RULES[kind].joinWithinMs || isLateRule(alert, kind, membersOf.get(incident.id) ?? []))) return incident
  }
  return undefined
}

/** A fault rule averages and waits, some for hours: its alert belongs to the trouble of its equipment that still stands. What has stood for longer than a fault of today explains nothing new. */
const isLateRule = (alert: Alert, kind: IncidentParent, members: readonly Alert[]): boolean =>
  (kind === 'equipment' || kind === 'supply') && isOfRule(alert) && members.some(({ clearedAtMs, startedAtMs }) => clearedAtMs === null && alert.startedAtMs - startedAtMs <= LONGEST_MS)

const isOfRule = ({ pointId, evidence }: Alert): boolean => pointId === null && evidence[0]?.detector.startsWith('rule.') === true

/** When it began to be seen: of a rule before it waited, of all else when it was raised. */
const seenMs = (alert: Alert): number => (isOfRule(alert) ? alert.startedAtMs : alert.raisedAtMs)

/** A supply comes before its equipment, which it contains; equipment and device come before weather and time: what explains fewer things explains them better. */
const ORDER: readonly IncidentParent[] = ['network', 'router', 'supply', 'equipment', 'device', 'weather', 'time']

const found = (alerts: readonly Alert[], parents: ReadonlyMap<number, readonly Parent[]>, adopting: readonly Adoption[], topology: Topology): Grouping['founded'] => {
  const founded: { parent: Parent; alertIds: readonly number[]; adopts: readonly number[] }[] = []
  const taken = new Set<number>()
  for (const kind of ORDER) {
    const buckets = new Map<string, { parent: Parent; members: Alert[] }>()
    for (const alert of alerts) {
      for (const parent of parents.get(alert.id) ?? []) {
        if (parent.kind !== kind) continue
        const bucket = buckets.get(parent.key) ?? { parent, members: [] }
        bucket.members.push(alert)
        buckets.set(parent.key, bucket)
      }
    }
    for (const { parent, members: all } of plantsFirst([...buckets.values()], alerts, topology)) {
      const members = all.filter(({ id }) => !taken.has(id))
      const adopts = kind === 'supply' ? adopting.filter(({ parentKey }) => parentKey === parent.key).map(({ incidentId }) => incidentId) : []
      const together = kind === 'supply' ? causeWithEffects(parent.key, members, adopts.length > 0, topology) : closest(members, PARENT_RULES[kind])
      if (together === null || !isEnough(parent, together, topology)) continue
      const beside = kind === 'supply' ? alerts.filter((alert) => !taken.has(alert.id) && !together.includes(alert) && isOfEquipment(alert, parent.key, parents, together)) : []
      const ids = [...together, ...beside].map(({ id }) => id)
      founded.push({ parent, alertIds: ids, adopts })
      for (const id of ids) taken.add(id)
    }
  }
  return founded
}

/** Other alerts of the equipment that feeds, which would join its incident a moment later. */
const isOfEquipment = (alert: Alert, parentKey: string, parents: ReadonlyMap<number, readonly Parent[]>, together: readonly Alert[]): boolean =>
  parents.get(alert.id)?.some(({ kind, key }) => kind === 'equipment' && key === parentKey) === true && together.some(({ raisedAtMs }) => Math.abs(alert.raisedAtMs - raisedAtMs) <= PARENT_RULES.equipment.joinWithinMs)

/** A plant before the air handlers that it feeds: it explains more. */
const plantsFirst = <B extends { readonly parent: Parent }>(buckets: readonly B[], alerts: readonly Alert[], topology: Topology): readonly B[] => {
  const plants = new Set(alerts.flatMap((alert) => topology.placeOf(alert)?.supply?.above ?? []).map(({ key }) => `equipment:${key}`))
  return buckets.toSorted((a, b) => Number(plants.has(b.parent.key)) - Number(plants.has(a.parent.key)))
}

const comesFromAny = (alert: Alert, parentKey: string, members: readonly Alert[], topology: Topology): boolean =>
  chainOf(members.filter((member) => isCauseAt(parentKey, member, topology)), [...members, alert], topology).includes(alert)

/** The alerts of what feeds and of what is fed that can come from them; null where one of the two is missing. @param hasOthers incidents of what is fed come to them */
const causeWithEffects = (parentKey: string, members: readonly Alert[], hasOthers: boolean, topology: Topology): readonly Alert[] | null => {
  const causes = members.filter((alert) => isCauseAt(parentKey, alert, topology))
  const chain = new Set(chainOf(causes, members, topology))
  return causes.length > 0 && (hasOthers || chain.size > causes.length) ? members.filter((alert) => chain.has(alert)) : null
}

/** What an alert is about: a point, or a device or its equipment by the words. That it comes again is chattering, and no second sign of a common cause. */
const sourceOf = ({ deviceId, pointId, title }: Alert): string => {
  const equipment = title.params?.['equipment']
  return pointId === null ? `${deviceId} ${title.key} ${typeof equipment === 'string' ? equipment : ''}` : `point ${pointId}`
}

/** The longest run of members, ordered by time, of which enough sources lie within the rule's time of each other; null when there is none. */
const closest = (members: readonly Alert[], { least, withinMs, devices }: ParentRule): readonly Alert[] | null => {
  for (let from = 0; from + least <= members.length; from++) {
    const startMs = (members[from] as Alert).raisedAtMs
    const run = members.slice(from).filter((alert) => seenMs(alert) - startMs <= withinMs)
    if (new Set(run.map(sourceOf)).size >= least && new Set(run.map(({ deviceId }) => deviceId)).size >= devices) return run
  }
  return null
}

const isEnough = (parent: Parent, members: readonly Alert[], topology: Topology): boolean => {
  const silent = new Set(members.filter(isOffline).map(({ deviceId }) => deviceId)).size
  if (parent.kind === 'network') return isWholeNetwork(members, topology)
  if (parent.kind === 'router') return silent >= SILENT_MANY || silent >= topology.devicesBehind(parent.name) * SILENT_SHARE
  return true
}

/** The laptop's own network is suspected when most devices on it are silent; where there are none on it, when several routers are. */
const isWholeNetwork = (members: readonly Alert[], topology: Topology): boolean => {
  const routers = members.map((alert) => topology.placeOf(alert)?.router ?? null)
  const local = topology.localDevices()
  if (local === 0) return new Set(routers).size > 1
  return routers.filter((router) => router === null).length > local * SILENT_SHARE
}
