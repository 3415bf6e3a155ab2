/**
 * Incidents that were formed before their air handler or plant had its own alert: the later parent adopts them. Only whole incidents are taken, of which every alert can come from the
 * supply: one alert that is the box's own speaks for a trouble of the box, and keeps its incident apart.
 */
import type { Alert } from '../../../../shared/domain/alert.ts'
import type { OpenIncident } from './group-alerts.ts'
import { comesFrom, isEffectOfSupply } from './supply.ts'
import type { Topology } from './topology.ts'

export interface Adoption {
  readonly incidentId: number
  /** Of the feeder's own incident. */
  readonly parentKey: string
  readonly alertIds: readonly number[]
}

/** What a supply explains better: networks and routers explain more than it does. */
const NARROWER: ReadonlySet<OpenIncident['kind']> = new Set<OpenIncident['kind']>(['equipment', 'device', 'weather', 'time'])

/** @param causesOf alerts by the key of the feeder whose they are */
export const adoptions = (open: readonly OpenIncident[], causesOf: (parentKey: string) => readonly Alert[], topology: Topology): readonly Adoption[] =>
  open.flatMap((incident) => {
    const parentKey = NARROWER.has(incident.kind) ? feederKeyOf(incident.members ?? [], topology) : null
    if (parentKey === null || parentKey === incident.parentKey) return []
    const causes = causesOf(parentKey)
    const members = incident.members ?? []
    return members.every((alert) => comesFrom(alert, causes, topology)) ? [{ incidentId: incident.id, parentKey, alertIds: members.map(({ id }) => id) }] : []
  })

/** The one feeder of all of them; null where one is no effect of it. */
const feederKeyOf = (members: readonly Alert[], topology: Topology): string | null => {
  const keys = members.map((alert) => {
    const place = topology.placeOf(alert)
    return place !== null && isEffectOfSupply(alert, place) ? (place.supply?.key ?? null) : null
  })
  const [first] = keys
  return first !== undefined && first !== null && keys.every((key) => key === first) ? `equipment:${first}` : null
}
