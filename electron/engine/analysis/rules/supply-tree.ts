/**
 * Which equipment feeds which: a box by its air handler, a heating or cooling circuit by its boiler or chiller, the coils of an air handler by the plants of their water. What was learnt of the points comes first (whose supply foretells this
 * one's readings), then what names declare; where neither tells, nothing is said.
 */
import { upstreamCandidates } from '../detect/upstream-points.ts'
import type { FormedEquipment } from './equipment.ts'
import { spokenName } from './name-tokens.ts'

/** The point that was learnt to feed a point; null where none was. */
export type LearntFeeder = (pointId: number) => number | null

export interface Feeder {
  readonly equipment: FormedEquipment
  /** Of the point by which it was learnt; null = declared by names. */
  readonly learntBy: number | null
  /** Only a number in the name speaks for it: enough to gather alerts, not to judge by. */
  readonly guessed: boolean
}

export interface PlantOfCoil {
  readonly medium: 'hot' | 'chilled'
  readonly equipment: FormedEquipment
  /** One of several that stand side by side: which of them feeds the coil is not known. */
  readonly shared: boolean
}

export interface SupplyTree {
  /** Every piece of equipment the point belongs to. */
  ofPoint(pointId: number): readonly FormedEquipment[]
  /** As the alerts of rules name it. */
  named(deviceId: number, name: string): readonly FormedEquipment[]
  /** null where nothing is known to feed it; costs some lookups. */
  feederOf(own: FormedEquipment, learnt: LearntFeeder): Feeder | null
  /**
   * Plants that feed the coils of an air handler: of each medium the only one that nothing else feeds, or the one that the handler's name contains; else all of several that differ by number only (`Boiler 1`,
   * `Boiler 2`), which usually feed one header. Empty for all else.
   */
  plantsOf(handler: FormedEquipment): readonly PlantOfCoil[]
}

const AIR = ['supply_air_temp', 'zone_air_temp'] as const
const WATER = { hotPlant: ['hot_water_supply_temp'], chilledPlant: ['chilled_water_supply_temp'] } as const

export const supplyTreeOf = (equipment: readonly FormedEquipment[]): SupplyTree => {
  const byPoint = Map.groupBy(equipment.flatMap((own) => own.points.map(({ pointId }) => ({ pointId, own }))), ({ pointId }) => pointId)
  const byName = Map.groupBy(equipment, ({ deviceId, name }) => `${deviceId}/${name}`)
  const ofPoint = (pointId: number): readonly FormedEquipment[] => byPoint.get(pointId)?.map(({ own }) => own) ?? []
  const handlers = equipment.filter(({ kind, points }) => kind === 'ahu' && points.some(({ role }) => role === 'supply_air_temp')).map((own) => ({ own, words: wordsOf(own.name) }))
  const water = onlySources(equipment)
  const declared = new Map<string, Declared | null>()
  const coils = new Map<string, readonly PlantOfCoil[]>()

  const declaredOf = (own: FormedEquipment): Declared | null => {
    const before = declared.get(own.id)
    if (before !== undefined) return before
    const found = own.kind === 'vav' ? declaredHandler(own, handlers) : waterFeeder(own)
    declared.set(own.id, found)
    return found
  }
  const waterFeeder = (own: FormedEquipment): Declared | null => {
    const fed = own.points.find(({ role }) => rolesOf(own).includes(role))
    const found = fed === undefined ? null : ownerOf(water.get(fed.pointId) ?? null, own)
    return found === null ? null : { own: found, guessed: false }
  }
  /** The other equipment of the kind that feeds this one. */
  const ownerOf = (pointId: number | null, own: FormedEquipment): FormedEquipment | null => {
    const kind = own.kind === 'vav' ? 'ahu' : own.kind
    return pointId === null ? null : (ofPoint(pointId).find((other) => other.kind === kind && other.id !== own.id) ?? null)
  }
  /** Plants that no other one feeds. Water temperatures of an air handler are those of its coils. */
  const sourcesOf = (kind: FormedEquipment['kind']): readonly Named[] =>
    equipment.filter((own) => own.kind === kind && !own.points.some(({ pointId }) => ofPoint(pointId).some((other) => other.kind === 'ahu')) && declaredOf(own) === null).map((own) => ({ own, words: wordsOf(own.name) }))

  return {
    ofPoint,
    plantsOf: (handler) => {
      const before = coils.get(handler.id)
      if (before !== undefined) return before
      const found = handler.kind === 'ahu' ? COILS.flatMap(({ medium, kind, valve }) => (mayHave(handler, valve) ? plantOf(handler, medium, sourcesOf(kind)) : [])) : []
      coils.set(handler.id, found)
      return found
    },
    named: (deviceId, name) => byName.get(`${deviceId}/${name}`) ?? [],
    feederOf: (own, learnt) => {
      for (const role of rolesOf(own)) {
        for (const point of own.points) {
          const found = point.role === role ? ownerOf(learnt(point.pointId), own) : null
          if (found !== null) return { equipment: found, learntBy: point.pointId, guessed: false }
        }
      }
      const found = rolesOf(own).length === 0 ? null : declaredOf(own)
      return found === null ? null : { equipment: found.own, learntBy: null, guessed: found.guessed }
    },
  }
}

/** Roles of the points by which equipment is fed, the nearest first; empty for what is fed by nothing that is known here. */
const rolesOf = ({ kind }: FormedEquipment): readonly string[] => (kind === 'vav' ? AIR : kind === 'hotPlant' || kind === 'chilledPlant' ? WATER[kind] : [])

const COILS = [{ medium: 'hot', kind: 'hotPlant', valve: 'heating_valve' }, { medium: 'chilled', kind: 'chilledPlant', valve: 'cooling_valve' }] as const

/** An air handler with a valve of the coil, or of which no valve is known at all. */
const mayHave = ({ points }: FormedEquipment, valve: string): boolean => points.some(({ role }) => role === valve) || !points.some(({ role }) => COILS.some((coil) => coil.valve === role))

const plantOf = (handler: FormedEquipment, medium: PlantOfCoil['medium'], sources: readonly Named[]): readonly PlantOfCoil[] => {
  const words = wordsOf(handler.name)
  const found = only(sources, false) ?? only(sources.filter((source) => source.words.trim() !== '' && words.includes(source.words)), false)
  if (found !== null) return [{ medium, equipment: found.own, shared: false }]
  return areSideBySide(sources) ? sources.map(({ own }) => ({ medium, equipment: own, shared: true })) : []
}

/** More in a row are no boilers of one header. */
const MOST_SIDE_BY_SIDE = 8

const areSideBySide = (sources: readonly Named[]): boolean =>
  sources.length > 1 && sources.length <= MOST_SIDE_BY_SIDE && new Set(sources.map(({ words }) => words.replaceAll(/\d+/g, '').replaceAll(/ +/g, ' '))).size === 1

/** Water supplies that only one source of the site can feed. */
const onlySources = (equipment: readonly FormedEquipment[]): ReadonlyMap<number, number> => {
  const supplies = equipment.filter(({ kind }) => kind === 'hotPlant' || kind === 'chilledPlant')
  return new Map([...upstreamCandidates(supplies)].flatMap(([pointId, candidates]): [number, number][] => (candidates.length === 1 && candidates[0] !== undefined ? [[pointId, candidates[0].pointId]] : [])))
}

/** `AHU-1` and `AHU1` are the same words. */
const wordsOf = (name: string): string => ` ${spokenName(name).replaceAll(/(?<=\p{L})(?=\d)/gu, ' ')} `

const numbersOf = (words: string): readonly string[] => words.match(/\d+/g) ?? []

interface Declared {
  readonly own: FormedEquipment
  readonly guessed: boolean
}

interface Named {
  readonly own: FormedEquipment
  readonly words: string
}

/** The only one of the site; else the one whose name the box's contains; else the one whose number is the first of several in the box's name (`VAV-1-02` hangs on `AHU-1`). */
const declaredHandler = (box: FormedEquipment, handlers: readonly Named[]): Declared | null => {
  if (handlers.length <= 1) return only(handlers, false)
  const words = wordsOf(box.name)
  const named = handlers.filter((handler) => handler.words.trim() !== '' && words.includes(handler.words))
  if (named.length > 0) return only(named, false)
  const numbers = numbersOf(words)
  return numbers.length < 2 ? null : only(handlers.filter((handler) => Number(numbersOf(handler.words)[0]) === Number(numbers[0])), true)
}

const only = ([first, ...others]: readonly Named[], guessed: boolean): Declared | null => (first === undefined || others.length > 0 ? null : { own: first.own, guessed })
