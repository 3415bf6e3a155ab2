/**
 * Which equipment a point belongs to, by its name alone. Where a word says the plant, it is that one: `AHU-1`, `AHU-1 supply fan`, `AHU-1.SF` and `AHU 1 / Heating coil` are one air handler. Elsewhere points that share
 * a beginning belong together: `LZ3.SAT` and `LZ3.RAT`.
 */
import { plantInName } from './plant-words.ts'

/** A beginning names an equipment when at least so many points of the device have it. */
const LEAST_POINTS = 3
const SEPARATOR = /[./:_ -]/g

export interface NamedPoint {
  readonly id: number
  readonly deviceId: number
  readonly name: string
}

export interface NamedEquipment {
  readonly key: string
  readonly name: string
  /** A word of the name says which plant it is; else it is a beginning that some names share. */
  readonly said: boolean
}

/** The equipment of each point, by id; points whose names share no beginning have none. Beginnings of all points of a device are its own name and tell nothing, unless a word says a plant. */
export const equipmentByName = (points: readonly NamedPoint[]): ReadonlyMap<number, NamedEquipment> => {
  const found = new Map<number, NamedEquipment>()
  for (const own of Map.groupBy(points, ({ deviceId }) => deviceId).values()) {
    for (const [id, equipment] of bySharedBeginnings(own)) found.set(id, equipment)
    for (const [id, equipment] of byPlantWords(own)) found.set(id, equipment)
  }
  return found
}

/** Named as most of its points write it, of these the first in the alphabet: the same for the same points in any order. */
const byPlantWords = (own: readonly NamedPoint[]): readonly (readonly [number, NamedEquipment])[] => {
  const said = own.flatMap((point) => {
    const plant = plantInName(point.name)
    return plant === null ? [] : [{ point, plant }]
  })
  return [...Map.groupBy(said, ({ plant }) => plant.words).values()].flatMap((members) => {
    if (members.length < LEAST_POINTS) return []
    const name = mostOf(members.map(({ plant }) => plant.written))
    return members.map(({ point: { id, deviceId } }) => [id, { key: `${deviceId}/${name}`, name, said: true }] as const)
  })
}

const mostOf = (texts: readonly string[]): string => {
  const counts = [...Map.groupBy(texts, (text) => text)].map(([text, all]) => ({ text, count: all.length }))
  return counts.toSorted((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1))[0]?.text ?? ''
}

/** The longest beginning that enough points share; the beginning before it where that has so many points of its own that it is the plant, and the longer one a part. */
const bySharedBeginnings = (own: readonly NamedPoint[]): readonly (readonly [number, NamedEquipment])[] => {
  const counts = new Map<string, number>()
  for (const { name } of own) for (const beginning of beginningsOf(name)) counts.set(beginning, (counts.get(beginning) ?? 0) + 1)
  const telling = own.map((point) => ({ point, beginnings: beginningsOf(point.name).filter((beginning) => (counts.get(beginning) ?? 0) >= LEAST_POINTS && counts.get(beginning) !== own.length) }))
  const direct = new Map<string, number>()
  for (const { beginnings } of telling) {
    const longest = beginnings.at(-1)
    if (longest !== undefined) direct.set(longest, (direct.get(longest) ?? 0) + 1)
  }
  return telling.flatMap(({ point: { id, deviceId }, beginnings }) => {
    const outermost = beginnings.find((beginning) => (direct.get(beginning) ?? 0) >= LEAST_POINTS) ?? beginnings.at(-1)
    return outermost === undefined ? [] : [[id, { key: `${deviceId}/${outermost}`, name: outermost, said: false }] as const]
  })
}

/** Shortest first. */
const beginningsOf = (name: string): readonly string[] => [...name.matchAll(SEPARATOR)].map(({ index }) => name.slice(0, index)).filter((beginning) => beginning !== '')
