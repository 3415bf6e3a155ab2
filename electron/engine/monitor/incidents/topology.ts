/** Where alerts are, from what the site knows now: addresses, equipment by name, roles. */
import { hasAddress } from '../../../../shared/domain/device.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import type { Alert } from '../../../../shared/domain/alert.ts'
import { ruleEquipment } from '../../analysis/explain/rule-causes.ts'
import type { FormedEquipment } from '../../analysis/rules/equipment.ts'
import type { LearntFeeder, SupplyTree } from '../../analysis/rules/supply-tree.ts'
import type { PlantAbove, SupplyPlace, Topology } from '../../analysis/incidents/topology.ts'
import type { NamedEquipment } from '../../analysis/incidents/name-equipment.ts'
import type { SiteContext } from '../site-context.ts'
import type { EquipmentOf } from './site-equipment.ts'

export interface TopologyParts {
  readonly registry: Pick<SiteContext['registry'], 'list' | 'get'>
  /** A role that may be relied upon; null = none. */
  readonly roleOf: (pointId: number) => PointRole | null
  readonly equipmentOf: EquipmentOf
  readonly supply: SupplyTree
  readonly learntFeeder: LearntFeeder
}

/** A view of the site at this moment: make a new one for each round of grouping. */
export const topologyOf = ({ registry, roleOf, equipmentOf, supply, learntFeeder }: TopologyParts): Topology => {
  const routers = new Map<string, number>()
  let local = 0
  for (const { address, pointCount } of registry.list()) {
    if (!hasAddress(address) || pointCount === 0) continue
    const router = routerOf(address)
    if (router === null) local++
    else routers.set(router, (routers.get(router) ?? 0) + 1)
  }
  return {
    placeOf: (alert) => {
      const device = registry.get(alert.deviceId)
      if (device === undefined) return null
      return {
        deviceName: device.name || String(device.instance),
        router: routerOf(device.address),
        network: device.address.network ?? null,
        equipment: alert.pointId === null ? equipmentOfRule(alert, { equipmentOf, supply }) : equipmentOfPoint({ id: alert.pointId, deviceId: alert.deviceId }, { equipmentOf, supply }),
        role: alert.pointId === null ? null : roleOf(alert.pointId),
        supply: supplyPlaceOf(alert, { equipmentOf, supply, learntFeeder }),
      }
    },
    devicesBehind: (router) => routers.get(router) ?? 0,
    localDevices: () => local,
  }
}

const routerOf = ({ ip, port, network }: { readonly ip: string; readonly port: number; readonly network?: number }): string | null => (network === undefined ? null : `${ip}:${port}`)

type EquipmentParts = Pick<TopologyParts, 'equipmentOf' | 'supply'>

/** What a word of the name says; else the plant that the roles formed, which has its parts; else a beginning that names share. */
const equipmentOfPoint = (point: Parameters<EquipmentOf>[0], { equipmentOf, supply }: EquipmentParts): NamedEquipment | null => {
  const named = equipmentOf(point)
  if (named?.said === true) return named
  const plant = plantOf(supply.ofPoint(point.id))
  return plant === undefined ? named : namedAs(plant, equipmentOf)
}

/** The plant that the equipment of a rule is or belongs to (a fan's motor to its air handler), so that its alerts and those of points meet under one key. */
const equipmentOfRule = (alert: Alert, { equipmentOf, supply }: EquipmentParts): Omit<NamedEquipment, 'said'> | null => {
  const name = ruleEquipment(alert)
  if (name === null) return null
  const formed = supply.named(alert.deviceId, name)
  const plant = plantOf(formed)
  if (plant !== undefined) return namedAs(plant, equipmentOf)
  const part = formed.flatMap(({ points }) => points.flatMap(({ pointId }) => equipmentOfPoint({ id: pointId, deviceId: alert.deviceId }, { equipmentOf, supply }) ?? []))[0]
  return part ?? { key: `${alert.deviceId}/${name}`, name }
}

/** An air handler before a plant: where the points of one device are both, its air is what it is known for. */
const KINDS = ['ahu', 'vav', 'hotPlant', 'chilledPlant'] as const

const plantOf = (formed: readonly FormedEquipment[]): FormedEquipment | undefined => KINDS.flatMap((kind) => formed.filter((each) => each.kind === kind))[0]

const supplyPlaceOf = (alert: Alert, { equipmentOf, supply, learntFeeder }: Pick<TopologyParts, 'equipmentOf' | 'supply' | 'learntFeeder'>): SupplyPlace | null => {
  const rule = alert.pointId === null ? ruleEquipment(alert) : null
  const own = alert.pointId !== null ? supply.ofPoint(alert.pointId) : rule === null ? [] : supply.named(alert.deviceId, rule)
  for (const kind of KINDS) {
    const found = own.find((each) => each.kind === kind)
    if (found === undefined) continue
    const feeder = supply.feederOf(found, learntFeeder)
    const above = (handler: FormedEquipment): readonly PlantAbove[] => supply.plantsOf(handler).map(({ medium, equipment, shared }) => ({ medium, shared, ...namedAs(equipment, equipmentOf) }))
    if (feeder !== null) return { side: 'fed', ...namedAs(feeder.equipment, equipmentOf), learnt: alert.pointId !== null && learntFeeder(alert.pointId) !== null, above: above(feeder.equipment) }
    return kind === 'vav' ? null : { side: 'feeds', ...namedAs(found, equipmentOf), learnt: false, above: above(found) }
  }
  return null
}

/** As the incidents of the equipment itself are called, so that both meet under one key. */
const namedAs = ({ deviceId, name, points }: FormedEquipment, equipmentOf: EquipmentOf): NamedEquipment & Pick<SupplyPlace, 'deviceId'> => {
  const supplies = points.find(({ role }) => role === 'supply_air_temp' || role === 'hot_water_supply_temp' || role === 'chilled_water_supply_temp')
  const byName = supplies === undefined ? null : equipmentOf({ id: supplies.pointId, deviceId })
  return { key: byName?.key ?? `${deviceId}/${name}`, name: byName?.name ?? name, said: byName?.said ?? false, deviceId }
}
