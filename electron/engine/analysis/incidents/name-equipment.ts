/** Which equipment a point belongs to, by its name alone: `AHU-1.SAT` and `AHU-1.RAT` share a beginning. */

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
}

/** The equipment of each point, by id; points whose names share no beginning have none. Beginnings of all points of a device are its own name and tell nothing. */
export const equipmentByName = (points: readonly NamedPoint[]): ReadonlyMap<number, NamedEquipment> => {
  const found = new Map<number, NamedEquipment>()
  for (const own of Map.groupBy(points, ({ deviceId }) => deviceId).values()) {
    const counts = new Map<string, number>()
    for (const { name } of own) for (const beginning of beginningsOf(name)) counts.set(beginning, (counts.get(beginning) ?? 0) + 1)
    for (const { id, deviceId, name } of own) {
      const telling = beginningsOf(name).filter((beginning) => (counts.get(beginning) ?? 0) >= LEAST_POINTS && counts.get(beginning) !== own.length)
      const longest = telling.at(-1)
      if (longest !== undefined) found.set(id, { key: `${deviceId}/${longest}`, name: longest })
    }
  }
  return found
}

/** Shortest first. */
const beginningsOf = (name: string): readonly string[] => [...name.matchAll(SEPARATOR)].map(({ index }) => name.slice(0, index)).filter((beginning) => beginning !== '')
