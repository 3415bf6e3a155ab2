/**
 * What feeds a temperature, told by roles and equipment: the supply air of a box by that of an air handler, the supply air of an air handler by its mixed air while the coils are shut, a
 * room by its supply air, the water of a circuit by that of the boilers or chillers. Which of several it is, and whether it tells anything, is for the history to say (`upstream-model.ts`).
 */
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import type { FormedEquipment, RolePoint } from '../rules/equipment.ts'
import { spokenName } from '../rules/name-tokens.ts'
import { conversionOf } from '../rules/rule-units.ts'

/** The relation holds only while all of these valves are shut, or one of these machines runs. */
export interface Gate {
  readonly pointIds: readonly number[]
  readonly when: 'shut' | 'runs'
}

export interface UpstreamCandidate {
  readonly pointId: number
  readonly gates: readonly Gate[]
}

/** More than these are not tried: nearest by name first. */
const MOST_CANDIDATES = 3

/** Words of what makes the heat or the cold; the others are fed by it. */
const SOURCES: readonly { readonly role: PointRole; readonly makes: RegExp }[] = [
  { role: 'hot_water_supply_temp', makes: /boiler|\bblr|kessel|erzeuger|heat ?pump|w[äa]e?rmepumpe|\bhhw\b|plant|primar|primär|header|common|chaudi|caldai|ketel|panna|kotł|kociol/ },
  { role: 'chilled_water_supply_temp', makes: /chiller|\bch ?\d|k[äa]e?ltemaschine|erzeuger|plant|primar|primär|header|common|groupe froid|gruppo frigo|koelmachine/ },
]
const NOT_HEATING = /domestic|\bdhw|potable|brauch|\bbww|sanita/

/** By the point that is fed, nearest first. Pure: the same equipment gives the same answer. */
export const upstreamCandidates = (equipment: readonly FormedEquipment[]): ReadonlyMap<number, readonly UpstreamCandidate[]> => {
  const found = new Map<number, readonly UpstreamCandidate[]>()
  const handlers = equipment.filter(({ kind, points }) => kind === 'ahu' && points.some(({ role }) => role === 'supply_air_temp'))
  for (const own of equipment) {
    if (own.kind === 'ahu') for (const point of ofRole(own, 'supply_air_temp')) add(found, point, mixedAirOf(own, point))
    if (own.kind !== 'vav') continue
    const supplied = nearest(own, handlers)
    for (const point of ofRole(own, 'supply_air_temp')) add(found, point, supplied.flatMap((handler) => airOf(handler, point, shutGates(own, ['heating_valve', 'cooling_valve']))))
    const boxAir = ofRole(own, 'supply_air_temp')
    for (const point of ofRole(own, 'zone_air_temp')) {
      const running = supplied.flatMap((handler) => runGates(handler, ['fan_status', 'fan_cmd']))
      const ofBox = boxAir.map(({ pointId }) => ({ pointId, gates: running.slice(0, 1) })).filter(({ pointId }) => sameUnits(own, pointId, point))
      add(found, point, [...ofBox, ...supplied.flatMap((handler) => airOf(handler, point, []))])
    }
  }
  for (const { role, makes } of SOURCES) addWater(found, equipment, role, makes)
  return found
}

const ofRole = ({ points }: FormedEquipment, role: PointRole): readonly RolePoint[] => points.filter((point) => point.role === role)

const sameUnits = ({ points }: FormedEquipment, pointId: number, { units }: RolePoint): boolean => points.find((other) => other.pointId === pointId)?.units === units

const add = (found: Map<number, readonly UpstreamCandidate[]>, { pointId }: RolePoint, candidates: readonly UpstreamCandidate[]): void => {
  const others = candidates.filter((candidate) => candidate.pointId !== pointId).slice(0, MOST_CANDIDATES)
  if (others.length > 0 && !found.has(pointId)) found.set(pointId, others)
}

/** Null where a valve's unit does not tell when it is shut: then nothing may be said while it could be open. */
const shutGates = (own: FormedEquipment, roles: readonly PointRole[]): readonly Gate[] | null => {
  const valves = own.points.filter(({ role }) => roles.includes(role))
  if (valves.some(({ kind, units }) => kind === 'multiState' || (kind === 'analog' && conversionOf(units, 'percent') === null))) return null
  return valves.length === 0 ? [] : [{ pointIds: valves.map(({ pointId }) => pointId), when: 'shut' }]
}

/** By the first of the roles that has a binary point: a status before a command. */
const runGates = (own: FormedEquipment, roles: readonly PointRole[]): readonly Gate[] => {
  for (const role of roles) {
    const points = ofRole(own, role).filter(({ kind }) => kind === 'binary')
    if (points.length > 0) return [{ pointIds: points.map(({ pointId }) => pointId), when: 'runs' }]
  }
  return []
}

const mixedAirOf = (own: FormedEquipment, point: RolePoint): readonly UpstreamCandidate[] => {
  const shut = shutGates(own, ['heating_valve', 'cooling_valve'])
  // Without a valve nobody knows when the coils are shut, and supply air that is heated or cooled follows nothing.
  if (shut === null || shut.length === 0) return []
  return ofRole(own, 'mixed_air_temp').filter(({ units }) => units === point.units).map(({ pointId }) => ({ pointId, gates: [...shut, ...runGates(own, ['fan_status', 'fan_cmd'])] }))
}

const airOf = (handler: FormedEquipment, point: RolePoint, gates: readonly Gate[] | null): readonly UpstreamCandidate[] => {
  const supply = ofRole(handler, 'supply_air_temp').filter(({ units }) => units === point.units)
  const [only] = supply
  return gates === null || only === undefined || supply.length > 1 ? [] : [{ pointId: only.pointId, gates: [...gates, ...runGates(handler, ['fan_status', 'fan_cmd'])] }]
}

const firstNumber = (name: string): number => Number(/\d+/.exec(name)?.[0] ?? Number.NaN)

/** Of one device first, then those whose name has the same first number, in the order of the site. */
const nearest = (own: FormedEquipment, others: readonly FormedEquipment[]): readonly FormedEquipment[] => {
  const number = firstNumber(own.name)
  const distance = (other: FormedEquipment): number => (other.deviceId === own.deviceId ? 0 : 2) + (firstNumber(other.name) === number ? 0 : 1)
  return others.toSorted((a, b) => distance(a) - distance(b))
}

const addWater = (found: Map<number, readonly UpstreamCandidate[]>, equipment: readonly FormedEquipment[], role: PointRole, makes: RegExp): void => {
  const all = equipment.flatMap((own) => ofRole(own, role).map((point) => ({ own, point, words: spokenName(`${own.name} ${point.name}`) }))).filter(({ words }) => !NOT_HEATING.test(words))
  const sources = all.filter(({ words }) => makes.test(words))
  for (const { own, point, words } of all) {
    if (makes.test(words)) continue
    const pumps = runGates(own, ['pump_status', 'pump_cmd'])
    add(found, point, sources.filter((source) => source.point.units === point.units).map((source) => ({ pointId: source.point.pointId, gates: pumps })))
  }
}
