/** What a change of a meter changed, and which changes can be taken back. Pure. */
import type { Meter, MeterChange } from '../../../shared/domain/energy.ts'

/** Facts that people change; what was worked out or found is not told. */
const FIELDS = ['name', 'medium', 'units', 'scale', 'rolloverAt', 'area', 'floorAreaM2', 'parentId', 'demandLimitKw', 'ignored'] as const
export type ChangedField = (typeof FIELDS)[number] | 'signal'

export interface FieldChange {
  readonly field: ChangedField
  readonly before: string | number | boolean | null
  readonly after: string | number | boolean | null
}

const signalOf = ({ source }: Meter): string | null => (source.what === 'point' ? source.signal : null)

/** Empty for meters that were made, removed or only confirmed. */
export const changedFields = ({ before, after }: Pick<MeterChange, 'before' | 'after'>): FieldChange[] => {
  if (before === null || after === null) return []
  const changes: FieldChange[] = FIELDS.filter((field) => before[field] !== after[field]).map((field) => ({ field, before: before[field], after: after[field] }))
  if (signalOf(before) !== signalOf(after)) changes.push({ field: 'signal', before: signalOf(before), after: signalOf(after) })
  return changes
}

const isOfReadings = ({ what }: MeterChange): boolean => what === 'correctionUndone' || what === 'correctionRedone'

/** Changes, newest first, that can be taken back now: the newest of each meter that still stands. What was done to corrections is taken back among the corrections. */
export const undoable = (changes: readonly MeterChange[]): ReadonlySet<number> => {
  const ids = new Set<number>()
  const seen = new Set<number>()
  for (const change of changes) {
    if (change.undone || isOfReadings(change) || seen.has(change.meterId)) continue
    seen.add(change.meterId)
    ids.add(change.id)
  }
  return ids
}
