/** Which points are worth looking at beside one that is abnormal: its equipment, what it is fed by, its siblings, outdoor air. */
import type { Point } from '../../../../shared/domain/point.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { message, type Message } from '../../../../shared/message.ts'
import type { EquipmentOf } from '../incidents/site-equipment.ts'

/** More would take too long to read and nobody looks at them. */
const MOST_RELATED = 24
const MOST_SIBLINGS = 6

/** What air and rooms are fed by. */
const UPSTREAM: ReadonlySet<PointRole> = new Set<PointRole>(['chilled_water_supply_temp', 'hot_water_supply_temp', 'supply_air_temp', 'water_pressure', 'pump_status'])

/** Points of plants: air is what they feed, and no other circuit feeds them. */
const PLANT: ReadonlySet<PointRole> = new Set<PointRole>([
  'chilled_water_supply_temp', 'chilled_water_return_temp', 'hot_water_supply_temp', 'hot_water_return_temp', 'water_flow', 'water_pressure', 'pump_status', 'pump_cmd',
])
const AIR: PointRole = 'supply_air_temp'

export interface RelatedCandidate {
  readonly point: Point
  readonly relation: Message
}

export interface RelatedParts {
  /** All points of the site. */
  readonly points: readonly Point[]
  readonly roleOf: (pointId: number) => PointRole | null
  readonly equipmentOf: EquipmentOf
  /** Points of what is known to feed a point, the nearest first; empty where nothing is known. */
  readonly feedersOf: (pointId: number) => readonly number[]
}

/** Nearest first; never the point itself. Where it is known what feeds it, other supplies of that kind are left out. Without equipment and roles: analog points of the same device. */
export const relatedPoints = (point: Point, { points, roleOf, equipmentOf, feedersOf }: RelatedParts): readonly RelatedCandidate[] => {
  const equipment = equipmentOf(point)
  const role = roleOf(point.id)
  const others = points.filter((other) => other.id !== point.id && other.pollIntervalMs > 0)
  const found = new Map<number, RelatedCandidate>()
  const take = (chosen: readonly Point[], relation: Message): void => {
    for (const other of chosen) if (!found.has(other.id) && found.size < MOST_RELATED) found.set(other.id, { point: other, relation })
  }
  const sure = (other: Point, wanted: PointRole | null): boolean => wanted !== null && roleOf(other.id) === wanted
  take(others.filter((other) => sure(other, 'outside_air_temp')).slice(0, 2), message('relation.outdoor'))
  const feeders = feedersOf(point.id)
  take(feeders.flatMap((id) => others.find((other) => other.id === id) ?? []), message('relation.upstream'))
  const answered = new Set(feeders.map(roleOf))
  if (equipment !== null) take(others.filter((other) => equipmentOf(other)?.key === equipment.key), message('relation.equipment', { equipment: equipment.name }))
  if (role !== null && PLANT.has(role)) take(others.filter((other) => sure(other, AIR)).slice(0, MOST_SIBLINGS), message('relation.downstream'))
  else take(others.filter((other) => { const own = roleOf(other.id); return own !== null && own !== role && UPSTREAM.has(own) && !answered.has(own) }).slice(0, MOST_SIBLINGS), message('relation.upstream'))
  take(others.filter((other) => sure(other, role)).slice(0, MOST_SIBLINGS), message('relation.sibling'))
  take(others.filter((other) => other.deviceId === point.deviceId && other.kind === 'analog'), message('relation.device'))
  return [...found.values()]
}

/** The points of an equipment that a rule names: those it was formed of, and those that names say belong to it. @param formed of the first, by id */
export const equipmentPoints = (deviceId: number, equipment: string, formed: ReadonlySet<number>, { points, equipmentOf }: RelatedParts): readonly RelatedCandidate[] =>
  points
    .filter((point) => point.deviceId === deviceId && point.pollIntervalMs > 0 && (formed.has(point.id) || equipmentOf(point)?.name === equipment))
    .toSorted((a, b) => Number(formed.has(b.id)) - Number(formed.has(a.id)))
    .slice(0, MOST_RELATED)
    .map((point) => ({ point, relation: message('relation.equipment', { equipment }) }))
