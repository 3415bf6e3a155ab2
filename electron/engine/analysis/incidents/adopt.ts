/**
 * Incidents that were formed before their air handler or plant had its own alert: the later parent adopts them, a plant also those of its air handlers. Only whole incidents are taken, of
 * which every alert can come from the supply: one alert that is the box's own speaks for a trouble of the box, and keeps its incident apart; so does one of the air handler's fan.
 */
import type { Alert } from '../../../../shared/domain/alert.ts'
import type { OpenIncident } from './group-alerts.ts'
import { parentsOf } from './parents.ts'
import { chainOf, isCauseAt } from './supply.ts'
import type { Topology } from './topology.ts'

export interface Adoption {
  readonly incidentId: number
  /** Of the feeder's own incident. */
  readonly parentKey: string
  readonly alertIds: readonly number[]
}

/** What a supply explains better: networks and routers explain more than it does. */
const NARROWER: ReadonlySet<OpenIncident['kind']> = new Set<OpenIncident['kind']>(['supply', 'equipment', 'device', 'weather', 'time'])

/** @param alertsOf alerts of a feeder and of what it feeds, by the key of the feeder */
export const adoptions = (open: readonly OpenIncident[], alertsOf: (parentKey: string) => readonly Alert[], topology: Topology): readonly Adoption[] =>
  open.flatMap((incident) => {
    const members = incident.members ?? []
    if (!NARROWER.has(incident.kind) || members.length === 0) return []
    const parentKey = feederKeys(members, topology).find((key) => key !== incident.parentKey && allComeFrom(key, members, alertsOf(key), topology))
    return parentKey === undefined ? [] : [{ incidentId: incident.id, parentKey, alertIds: members.map(({ id }) => id) }]
  })

/** Keys of what may feed all of them, the widest first. */
const feederKeys = (members: readonly Alert[], topology: Topology): readonly string[] => {
  const [first, ...others] = members.map((alert) => parentsOf(alert, topology).filter(({ kind }) => kind === 'supply').map(({ key }) => key))
  return first?.filter((key) => others.every((keys) => keys.includes(key))) ?? []
}

const allComeFrom = (parentKey: string, members: readonly Alert[], alerts: readonly Alert[], topology: Topology): boolean => {
  const ids = new Set(members.map(({ id }) => id))
  const others = alerts.filter(({ id }) => !ids.has(id))
  const causes = others.filter((alert) => isCauseAt(parentKey, alert, topology))
  const chain = new Set(chainOf(causes, [...others, ...members], topology))
  return members.every((alert) => chain.has(alert))
}
