/**
 * Equipment out of points with roles: the points of a device are one piece of equipment, or several where roles that a piece has once (zone
 * temperature, supply air temperature ...) come more than once; then the words of the names part them.
 */
import type { PointKind } from '../../../../shared/domain/object-type.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import type { EquipmentKind } from '../../../../shared/domain/rules.ts'
import { commonStem, nameTokens, type NameToken } from './name-tokens.ts'

export interface RolePoint {
  readonly pointId: number
  readonly deviceId: number
  readonly name: string
  readonly role: PointRole
  readonly kind: PointKind
  readonly units: number | null
  readonly stateTexts: readonly string[]
}

export interface FormedEquipment {
  /** `<device id>/<kind>/<name>`. */
  readonly id: string
  readonly kind: EquipmentKind
  readonly name: string
  readonly deviceId: number
  readonly points: readonly RolePoint[]
}

const HAD_ONCE: readonly PointRole[] = ['zone_air_temp', 'supply_air_temp', 'mixed_air_temp', 'chilled_water_supply_temp', 'hot_water_supply_temp']

const KIND_SIGNS: readonly { readonly kind: EquipmentKind; readonly all: readonly PointRole[]; readonly any: readonly PointRole[]; readonly none: readonly PointRole[] }[] = [
  { kind: 'ahu', all: ['mixed_air_temp'], any: [], none: [] },
  { kind: 'ahu', all: ['supply_air_temp'], any: ['fan_status', 'fan_cmd', 'motor_speed', 'outside_damper_position', 'air_pressure'], none: ['mixed_air_temp', 'air_flow_sp'] },
  { kind: 'vav', all: ['zone_air_temp'], any: ['air_flow', 'air_flow_sp', 'damper_position', 'heating_valve'], none: ['mixed_air_temp', 'fan_status', 'outside_damper_position'] },
  { kind: 'chilledPlant', all: ['chilled_water_supply_temp'], any: ['chilled_water_return_temp', 'pump_status', 'water_temp_sp'], none: [] },
  { kind: 'hotPlant', all: ['hot_water_supply_temp'], any: ['hot_water_return_temp', 'pump_status', 'water_temp_sp'], none: [] },
]

const kindsOf = (points: readonly RolePoint[]): readonly EquipmentKind[] => {
  const roles = new Set(points.map(({ role }) => role))
  return KIND_SIGNS.filter(({ all, any, none }) => all.every((role) => roles.has(role)) && (any.length === 0 || any.some((role) => roles.has(role))) && !none.some((role) => roles.has(role))).map(({ kind }) => kind)
}

/** As many words as a sensible name has: deeper, nothing is parted. */
const MOST_WORDS = 8

const hasTwice = (points: readonly RolePoint[]): boolean => {
  const seen = new Set<PointRole>()
  return points.some(({ role, name }) => {
    // Tap water has a supply temperature beside the heating's.
    if (!HAD_ONCE.includes(role) || /domestic|dhw/i.test(name)) return false
    if (seen.has(role)) return true
    seen.add(role)
    return false
  })
}

const part = (points: readonly RolePoint[], depth: number, words: ReadonlyMap<RolePoint, readonly NameToken[]>): readonly (readonly RolePoint[])[] => {
  if (depth >= MOST_WORDS || (!hasTwice(points) && kindsOf(points).length <= 1)) return [points]
  const groups = [...Map.groupBy(points, (point) => words.get(point)?.[depth]?.text ?? '').values()]
  return groups.flatMap((group) => part(group, depth + 1, words))
}

/** Words that say command or status and not of what. */
const COMMAND_OR_STATUS = /^(cmd|command|sts|status|stat|st|ss|s|start|stop|run|running|fbk|feedback|proof|on|off|ena|enable|state|befehl|meldung|betrieb|bm|rm)$/

const motorStem = (name: string): string => nameTokens(name).map(({ text }) => text).filter((text) => !COMMAND_OR_STATUS.test(text)).join(' ')

const MOTOR_ROLES: readonly (readonly [command: PointRole, status: PointRole])[] = [['fan_cmd', 'fan_status'], ['pump_cmd', 'pump_status'], ['enable_cmd', 'run_status']]

/** A command and the one status that is named like it. */
const motorsOf = (deviceId: number, points: readonly RolePoint[]): FormedEquipment[] =>
  MOTOR_ROLES.flatMap(([command, status]) => {
    const byStem = Map.groupBy(points.filter(({ role }) => role === command || role === status), ({ name }) => motorStem(name))
    return [...byStem.values()].flatMap((pair) => {
      if (pair.length !== 2 || pair[0]?.role === pair[1]?.role) return []
      const name = commonStem(pair.map(({ name }) => name)) || (pair[0]?.name ?? '')
      return [{ id: `${deviceId}/motor/${name}`, kind: 'motor' as const, name, deviceId, points: pair }]
    })
  })

/** All equipment of one device. Pure: the same points give the same equipment in the same order. */
export const equipmentOfDevice = (deviceId: number, deviceName: string, points: readonly RolePoint[]): readonly FormedEquipment[] => {
  const groups = part(points, 0, new Map(points.map((point) => [point, nameTokens(point.name)])))
  const own = groups.flatMap((group) => {
    const stem = commonStem(group.map(({ name }) => name))
    const name = stem === '' || (groups.length === 1 && deviceName !== '') ? deviceName || stem : stem
    return kindsOf(group).map((kind): FormedEquipment => ({ id: `${deviceId}/${kind}/${name}`, kind, name, deviceId, points: group }))
  })
  return [...own, ...motorsOf(deviceId, points)]
}

