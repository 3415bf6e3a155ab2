/** What changed between two visits as a file to hand over. */
import { formulaSafe } from '../../../shared/csv-field.ts'
import { objectLabel } from '../../../shared/domain/object-type.ts'
import type { TextFile } from '../../../shared/domain/ede.ts'
import { momentsKept, type Bookmark } from '../../../shared/domain/past-state.ts'
import type { VisitDiff } from '../../../shared/domain/visit.ts'
import { csvLine } from '../site-files/csv-writer.ts'

const BYTE_ORDER_MARK = '\uFEFF'
const COLUMNS = ['kind', 'what', 'device', 'deviceName', 'object', 'name', 'field', 'before', 'after']

const csvOf = ({ changes, notCompared }: VisitDiff, moments: readonly Bookmark[]): string => {
  const rows = changes.map((one) => [
    one.kind,
    one.what,
    `${one.deviceInstance}`,
    one.deviceName,
    one.objectType === null || one.objectInstance === null ? '' : objectLabel(one.objectType, one.objectInstance),
    one.name,
    one.field ?? '',
    one.before ?? '',
    one.after ?? '',
  ])
  const left = notCompared.map((instance) => ['notCompared', 'device', `${instance}`, '', '', '', '', '', ''])
  const kept = moments.map(({ name, note, atMs, createdBy }) => ['moment', 'bookmark', '', createdBy, '', name, note === '' ? '' : 'note', new Date(atMs).toISOString(), note])
  return BYTE_ORDER_MARK + [COLUMNS, ...rows, ...left, ...kept].map((fields) => csvLine(fields.map(formulaSafe), ';')).join('')
}

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** CSV with semicolons for spreadsheets, or JSON with everything. The words for kinds and fields are the names of the contract. @param bookmarks of the site; those of the period are handed over with the changes */
export const diffFile = (diff: VisitDiff, bookmarks: readonly Bookmark[], format: 'csv' | 'json'): TextFile => {
  const moments = momentsKept(bookmarks, diff.from.atMs, diff.to.atMs)
  const text = format === 'csv' ? csvOf(diff, moments) : `${JSON.stringify({ ...diff, moments }, null, 2)}\n`
  return { name: `changes_${day(diff.from.atMs)}_${day(diff.to.atMs)}.${format}`, bytes: new TextEncoder().encode(text) }
}
