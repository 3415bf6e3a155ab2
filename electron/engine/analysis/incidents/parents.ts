/** Which common causes an alert could have, the widest first: each is a key that alerts of one cause share. */
import type { Alert } from '../../../../shared/domain/alert.ts'
import type { IncidentParent } from '../../../../shared/domain/incident.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { isCauseOfOthers, isEffectOfPlant, isEffectOfSupply } from './supply.ts'
import { isOffline, type SupplyPlace, type Topology } from './topology.ts'

export interface Parent {
  readonly kind: IncidentParent
  readonly key: string
  readonly name: string
  readonly deviceId: number | null
}

/** Temperatures and outputs that follow outdoor air: what an unusual day moves in many rooms and units at once. */
const WEATHER_ROLES: ReadonlySet<PointRole> = new Set<PointRole>([
  'outside_air_temp', 'zone_air_temp', 'supply_air_temp', 'return_air_temp', 'mixed_air_temp', 'other_air_temp', 'outside_air_humidity', 'air_humidity', 'enthalpy_dewpoint',
  'cooling_valve', 'heating_valve', 'heating_demand', 'cooling_demand', 'hot_water_supply_temp', 'hot_water_return_temp', 'chilled_water_return_temp', 'elec_power',
])

const MINUTE_MS = 60_000
/** What schedules and clocks do happens on a quarter of an hour. */
const QUARTER_MS = 15 * MINUTE_MS
/** Room for on-delays: an alert begins this long after the switch at most. */
const AFTER_QUARTER_MS = 4 * MINUTE_MS

const supplyOf = ({ key, name, deviceId }: Pick<SupplyPlace, 'key' | 'name' | 'deviceId'>): Parent => ({ kind: 'supply', key: `equipment:${key}`, name, deviceId })

/** Candidate parents, the widest first. Deterministic: the same alert at the same place has the same parents. */
export const parentsOf = (alert: Alert, topology: Topology): readonly Parent[] => {
  const place = topology.placeOf(alert)
  if (place === null) return []
  if (isOffline(alert)) {
    const network: Parent = { kind: 'network', key: 'network:own', name: '', deviceId: null }
    return place.router === null ? [network] : [network, { kind: 'router', key: `router:${place.router}`, name: place.router, deviceId: null }]
  }
  const parents: Parent[] = []
  const { supply } = place
  // Under the key of the feeder's own incident: what it feeds joins that.
  if (supply !== null) {
    for (const plant of supply.above ?? []) if (isEffectOfSupply(alert, place) || isEffectOfPlant(alert, place, plant.medium)) parents.push(supplyOf(plant))
    if (isCauseOfOthers(alert, place) || isEffectOfSupply(alert, place)) parents.push(supplyOf(supply))
  }
  if (alert.kind === 'equipment' && place.role !== null && WEATHER_ROLES.has(place.role)) parents.push({ kind: 'weather', key: 'weather', name: '', deviceId: null })
  const quarterMs = Math.round(alert.startedAtMs / QUARTER_MS) * QUARTER_MS
  const afterMs = alert.startedAtMs - quarterMs
  if (alert.kind === 'equipment' && afterMs >= -MINUTE_MS && afterMs <= AFTER_QUARTER_MS) parents.push({ kind: 'time', key: `time:${quarterMs}`, name: '', deviceId: null })
  if (place.equipment !== null && alert.kind === 'equipment') parents.push({ kind: 'equipment', key: `equipment:${place.equipment.key}`, name: place.equipment.name, deviceId: alert.deviceId })
  parents.push({ kind: 'device', key: `device:${alert.deviceId}`, name: place.deviceName, deviceId: alert.deviceId })
  return parents
}
