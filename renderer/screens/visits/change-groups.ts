/** Changes in the order they are read: device by device, the device itself first, then its objects. Pure. */
import type { VisitChange } from '../../../shared/domain/visit.ts'

export type ChangeKind = VisitChange['kind']

export const CHANGE_KINDS: readonly ChangeKind[] = ['replaced', 'reprogrammed', 'removed', 'added', 'readdressed', 'renamed', 'changed']

export interface DeviceChanges {
  readonly deviceInstance: number
  readonly deviceName: string
  readonly changes: readonly VisitChange[]
}

/** How many of each kind there are, kinds without any left out. */
export const kindCounts = (changes: readonly VisitChange[]): readonly { readonly kind: ChangeKind; readonly count: number }[] =>
  CHANGE_KINDS.map((kind) => ({ kind, count: changes.filter((change) => change.kind === kind).length })).filter(({ count }) => count > 0)

const byObject = (a: VisitChange, b: VisitChange): number => {
  if (a.what !== b.what) return a.what === 'device' ? -1 : 1
  return (a.objectType ?? 0) - (b.objectType ?? 0) || (a.objectInstance ?? 0) - (b.objectInstance ?? 0)
}

/** By device instance; only changes of `kind` where one is given. */
export const changesByDevice = (changes: readonly VisitChange[], kind: ChangeKind | null): readonly DeviceChanges[] => {
  const wanted = kind === null ? changes : changes.filter((change) => change.kind === kind)
  return [...Map.groupBy(wanted, ({ deviceInstance }) => deviceInstance)]
    .sort(([a], [b]) => a - b)
    .map(([deviceInstance, own]) => ({ deviceInstance, deviceName: own[0]?.deviceName ?? '', changes: [...own].sort(byObject) }))
}
