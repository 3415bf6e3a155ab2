/** Which points the table shows and in which order. Pure; live values come as functions, read once for each ordering. */
import type { DeviceState } from '../../../shared/domain/device.ts'
import type { LiveState } from '../../../shared/domain/point.ts'
import type { PointKind } from '../../../shared/domain/object-type.ts'
import { compareNaturally } from './point-tree.ts'
import { matches, searchWords, type PointEntry } from './point-search.ts'

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

export const filterEntries = (entries: readonly PointEntry[], filter: PointFilter, deviceStateOf: (deviceId: number) => DeviceState | undefined, look: (pointId: number) => LiveLook): PointEntry[] => {
  const words = searchWords(filter.text)
  return entries.filter(
    (entry) =>
      (filter.kind === null || entry.point.kind === filter.kind) &&
      (filter.deviceState === null || deviceStateOf(entry.point.deviceId) === filter.deviceState) &&
      (words.length === 0 || matches(entry, words)) &&
      (filter.state === null || look(entry.point.id).state === filter.state),
  )
}

/** Ranks of all points by name and device, made once a list: comparing numbers is many times faster than comparing words. */
export interface NameRanks {
  readonly name: ReadonlyMap<number, number>
  readonly device: ReadonlyMap<number, number>
}

export const nameRanks = (entries: readonly PointEntry[]): NameRanks => {
  const byName = [...entries].sort((a, b) => compareNaturally(a.point.name, b.point.name) || a.point.id - b.point.id)
  const name = new Map(byName.map((entry, rank) => [entry.point.id, rank]))
  const devices = [...new Set(entries.map((entry) => entry.deviceName))].sort(compareNaturally)
  const rankOfDevice = new Map(devices.map((device, rank) => [device, rank]))
  return { name, device: new Map(entries.map((entry) => [entry.point.id, rankOfDevice.get(entry.deviceName) ?? 0])) }
}

const OBJECT_FACTOR = 5_000_000

const keyOf = (sort: SortColumn, entry: PointEntry, ranks: NameRanks, look: (pointId: number) => LiveLook): number => {
  const { point } = entry
  switch (sort) {
    case 'state':
      return STATE_RANK[look(point.id).state]
    case 'name':
      return ranks.name.get(point.id) ?? 0
    case 'device':
      return ranks.device.get(point.id) ?? 0
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

/** Ordered copy; equals go by name, points without a value stand last whichever way the order runs. */
export const sortEntries = (entries: readonly PointEntry[], sort: PointSort, ranks: NameRanks, look: (pointId: number) => LiveLook): PointEntry[] => {
  const sign = sort.descending ? -1 : 1
  const keyed = entries.map((entry) => ({ entry, key: keyOf(sort.column, entry, ranks, look), rank: ranks.name.get(entry.point.id) ?? 0 }))
  keyed.sort((a, b) => {
    const noA = Number.isNaN(a.key)
    const noB = Number.isNaN(b.key)
    if (noA || noB) return noA && noB ? a.rank - b.rank : noA ? 1 : -1
    return (a.key - b.key) * sign || a.rank - b.rank
  })
  return keyed.map(({ entry }) => entry)
}
