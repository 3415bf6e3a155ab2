/**
 * What the points around a point say of it: the other points of its equipment, and many points of one pattern. It helps only where the name leaves open what is
 * meant: a valve of which box, the set-point of what, a temperature of which of fifty rooms.
 */
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { SURE_CONFIDENCE } from '../../../../shared/domain/roles.ts'
import { message, type Message } from '../../../../shared/message.ts'
import type { Concept } from './concepts.ts'
import { confidenceOf } from './confidence.ts'
import type { RolePoint } from './point-signs.ts'
import { scoreRoles, type Said, type Scored } from './score-roles.ts'

export interface Judged {
  readonly point: RolePoint
  readonly pattern: string
  /** Beginning of the name that it shares with its equipment; empty where there is none. */
  readonly stem: string
  readonly said: readonly Said[]
  readonly understood: number
  /** The role that name and description give, each alone; null where they differ or one of them says nothing. */
  readonly agreed: PointRole | null
  /** The best first. */
  candidates: readonly Scored[]
  /** What its neighbours said. */
  hints: readonly Message[]
}

/** From here on a neighbour's role counts as known, and one's own needs no help. */
const KNOWN = 0.7

const roleOf = (one: Judged): PointRole | null => (confidenceOf(one) >= KNOWN ? (one.candidates[0]?.role ?? null) : null)

const meansOf = ({ said }: Judged): Set<Concept> => new Set(said.flatMap(({ word }) => word.senses.flatMap(({ concepts }) => concepts)))

/** Reads the point again as if its name said this too. */
const hearAlso = (one: Judged, concept: Concept, gain: number, hint: Message): void => {
  const also: Said = { word: { text: '', senses: [{ concepts: [concept], weight: 1 }], part: 'context' }, gain, loss: 0 }
  const heard = scoreRoles([...one.said, also], one.point).map((scored) => ({ ...scored, words: scored.words.filter((word) => word !== '') }))
  if (heard[0] === undefined) return
  one.candidates = heard
  one.hints = [...one.hints, hint]
}

const AIR_SIDE: readonly PointRole[] = ['supply_air_temp', 'return_air_temp', 'mixed_air_temp', 'air_flow', 'air_pressure', 'outside_damper_position']
const ZONE_SIDE: readonly PointRole[] = ['zone_air_temp', 'zone_temp_sp', 'zone_cooling_temp_sp', 'zone_heating_temp_sp', 'zone_temp_adjust', 'occupancy']
const WATER_SIDE: readonly PointRole[] = ['pump_cmd', 'pump_status', 'water_flow', 'water_pressure']
const BARE_WORDS: ReadonlySet<Concept> = new Set(['noise', 'position', 'command', 'status', 'output', 'temp', 'setPoint', 'startStop', 'valve', 'feedback', 'occupied', 'unoccupied', 'pressure', 'sensor', 'average'])

/** Whether the name holds the concept and nothing that says of what. */
const isBare = (one: Judged, concept: Concept): boolean => {
  const means = meansOf(one)
  return means.has(concept) && one.said.filter(({ word }) => word.part === 'leaf').every(({ word }) => word.senses.some(({ concepts }) => concepts.every((each) => BARE_WORDS.has(each))))
}

const COMPANY = message('role.reason.company')

const heedGroup = (group: readonly Judged[]): void => {
  const roles = new Set(group.map(roleOf))
  const has = (wanted: readonly PointRole[]): boolean => wanted.some((role) => roles.has(role))
  const zone = has(ZONE_SIDE)
  const terminal = zone && (roles.has('damper_position') || roles.has('air_flow') || roles.has('air_flow_sp'))
  for (const one of group) {
    if (confidenceOf(one) >= SURE_CONFIDENCE) continue
    if (terminal && isBare(one, 'valve')) hearAlso(one, 'heat', 1.4, COMPANY)
    else if ((zone || terminal) && (isBare(one, 'setPoint') || isBare(one, 'temp'))) hearAlso(one, 'zone', 0.8, COMPANY)
    else if (has(WATER_SIDE) && (isBare(one, 'startStop') || isBare(one, 'status'))) hearAlso(one, 'pump', 0.7, COMPANY)
    else if (!zone && has(AIR_SIDE) && (isBare(one, 'startStop') || isBare(one, 'status'))) hearAlso(one, 'fan', 0.8, COMPANY)
  }
}

/** So many temperatures of one pattern on a device are those of rooms: no plant has as many of anything else. */
const MANY_ROOMS = 6

const heedCrowd = (crowd: readonly Judged[]): void => {
  if (crowd.length < MANY_ROOMS) return
  const hint = message('role.reason.many', { count: crowd.length })
  for (const one of crowd) {
    if (confidenceOf(one) < SURE_CONFIDENCE && isBareOfPlace(one)) hearAlso(one, 'zone', 0.9, hint)
  }
}

const PLACES_OF_PLANT: ReadonlySet<Concept> = new Set(['water', 'chilled', 'hot', 'supply', 'return', 'mixed', 'exhaust', 'outside', 'condenser', 'entering', 'leaving', 'coil', 'tempDiff', 'refrigerant', 'drive', 'meter', 'hotSide', 'coldSide', 'alarm', 'limit', 'tuning'])

const isBareOfPlace = (one: Judged): boolean => {
  const means = meansOf(one)
  return (means.has('temp') || means.has('setPoint')) && ![...means].some((concept) => PLACES_OF_PLANT.has(concept))
}

/** Improves what the names alone said. Yields between groups. */
export function* heedNeighbours(judged: readonly Judged[]): Generator<undefined, void> {
  for (const [stem, group] of yield* together(judged, ({ stem }) => stem)) {
    if (group.length > 1 && stem !== '') heedGroup(group)
    yield
  }
  for (const [, crowd] of yield* together(judged, ({ pattern }) => pattern)) {
    heedCrowd(crowd)
    yield
  }
}

/** Points of one device and one key. Yields at each, because a large site has many. */
function* together(judged: readonly Judged[], keyOf: (one: Judged) => string): Generator<undefined, readonly (readonly [key: string, points: readonly Judged[]])[]> {
  const byDevice = new Map<number, Map<string, Judged[]>>()
  const groups: [string, Judged[]][] = []
  for (const one of judged) {
    const own = byDevice.get(one.point.deviceId) ?? new Map<string, Judged[]>()
    byDevice.set(one.point.deviceId, own)
    const key = keyOf(one)
    const group = own.get(key)
    if (group === undefined) {
      const made = [one]
      own.set(key, made)
      groups.push([key, made])
    } else group.push(one)
    yield
  }
  return groups
}
