/** Which points the table shows and in which order. Pure; live values come as functions, read once for each ordering. */
import type { DeviceState } from '../../../shared/domain/device.ts'
import type { LiveState } from '../../../shared/domain/point.ts'
import type { PointKind } from '../../../shared/domain/object-type.ts'
import { compareNaturally, matches, searchWords, type PointEntry } from './point-search.ts'

export type SortColumn = 'state' | 'name' | 'device' | 'object' | 'value' | 'age' | 'poll'

export interface PointSort {
  readonly column: SortColumn
  readonly descending: boolean
}

export interface PointFilter {
  readonly text: string
  readonly state: LiveState | null
  readonly kind: PointKind | null
  /** Points of devices in this state only. */
  readonly deviceState: DeviceState | null
}

export const NO_FILTER: PointFilter = { text: '', state: null, kind: null, deviceState: null }

export interface LiveLook {
  readonly state: LiveState
  readonly value: number
  readonly timeMs: number
}

/** Worst first. */
const STATE_RANK: Readonly<Record<LiveState, number>> = { dataProblem: 0, stale: 1, overridden: 2, never: 3, good: 4 }

/** Columns and filters whose outcome changes while values arrive. */
export const dependsOnLive = (sort: PointSort, filter: PointFilter): boolean => filter.state !== null || ['state', 'value', 'age'].includes(sort.column)

export const filterEntries = (entries: readonly PointEntry[], filter: PointFilter, deviceStateOf: (deviceId: number) => string | undefined, look: (pointId: number) => LiveLook): PointEntry[] => {
  const words = searchWords(filter.text)
  return entries.filter(
    (entry) =>
      (filter.kind === null || entry.point.kind === filter.kind) &&
      (filter.deviceState === null || deviceStateOf(entry.point.deviceId) === filter.deviceState) &&
      (words.length === 0 || matches(entry, words)) &&
      (filter.state === null || look(entry.point.id).state === filter.state),
  )
}

/** Ranks of devices by name: comparing numbers is many times faster than comparing words. */
export const deviceRanks = (entries: readonly PointEntry[]): ReadonlyMap<string, number> =>
  new Map([...new Set(entries.map((entry) => entry.deviceName))].sort(compareNaturally).map((name, rank) => [name, rank]))

const OBJECT_FACTOR = 5_000_000

const keyOf = (sort: Exclude<SortColumn, 'name'>, entry: PointEntry, ranks: ReadonlyMap<string, number>, look: (pointId: number) => LiveLook): number => {
  const { point } = entry
  switch (sort) {
    case 'state':
      return STATE_RANK[look(point.id).state]
    case 'device':
      return ranks.get(entry.deviceName) ?? 0
    case 'object':
      return point.objectType * OBJECT_FACTOR + point.objectInstance
    case 'value':
      return look(point.id).value
    case 'age':
      return -look(point.id).timeMs
    case 'poll':
      return point.pollIntervalMs
  }
}

/** Ordered copy of `entries`, which come in the order of their names. Equals stay in that order; points without a value stand last whichever way the order runs. */
export const sortEntries = (entries: readonly PointEntry[], { column, descending }: PointSort, ranks: ReadonlyMap<string, number>, look: (pointId: number) => LiveLook): readonly PointEntry[] => {
  if (column === 'name') return descending ? entries.toReversed() : entries
  const sign = descending ? -1 : 1
  const keys = Float64Array.from(entries, (entry) => keyOf(column, entry, ranks, look))
  const order = Uint32Array.from(entries.keys()).sort((a, b) => {
    const keyA = keys[a] ?? Number.NaN
    const keyB = keys[b] ?? Number.NaN
    const noA = Number.isNaN(keyA)
    const noB = Number.isNaN(keyB)
    if (noA || noB) return noA && noB ? a - b : noA ? 1 : -1
    return (keyA - keyB) * sign || a - b
  })
  return Array.from(order, (index) => entries[index]).filter((entry) => entry !== undefined)
}
