/** Tables `tariffs` and `tariff_changes`: what energy costs, and who changed it, kept for good. */
import type { Measure, Medium } from '../../../../shared/domain/energy.ts'
import type { Tariff, TariffChange } from '../../../../shared/domain/tariff.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

interface Row {
  readonly id: number
  readonly name: string
  readonly medium: Medium
  readonly measure: Measure
  readonly currency: string
  readonly meter_ids: string
  readonly versions: string
}

interface ChangeRow {
  readonly id: number
  readonly at_ms: number
  readonly who: string
  readonly tariff_id: number
  readonly what: TariffChange['what']
  readonly before: string | null
  readonly after: string | null
  readonly undone: number
}

const fromRow = ({ id, name, medium, measure, currency, meter_ids, versions }: Row): Tariff => ({
  id, name, medium, measure, currency, meterIds: JSON.parse(meter_ids) as Tariff['meterIds'], versions: JSON.parse(versions) as Tariff['versions'],
})
const tariffOf = (text: string | null): Tariff | null => (text === null ? null : (JSON.parse(text) as Tariff))
const textOf = (tariff: Tariff | null): string | null => (tariff === null ? null : JSON.stringify(tariff))

const changeOf = (row: ChangeRow): TariffChange => ({
  id: row.id, atMs: row.at_ms, who: row.who, tariffId: row.tariff_id, what: row.what, before: tariffOf(row.before), after: tariffOf(row.after), undone: row.undone !== 0,
})

export interface TariffsTable {
  /** By name. */
  all(): Tariff[]
  /** Returns the id. */
  insert(tariff: Omit<Tariff, 'id'>): number
  /** Writes a tariff under its own id, whether or not it is there. */
  put(tariff: Tariff): void
  remove(id: number): void
  /** Newest first. */
  changes(limit: number): TariffChange[]
  change(id: number): TariffChange | undefined
  /** Whether a later change of the same tariff stands. */
  hasLater(changeId: number, tariffId: number): boolean
  addChange(change: Omit<TariffChange, 'id' | 'undone'>): void
  setUndone(changeId: number): void
}

export const createTariffsTable = (db: Connection): TariffsTable => {
  const all = db.prepare<[], Row>('SELECT * FROM tariffs ORDER BY name, id')
  const insert = db.prepare<[string, string, string, string, string, string]>('INSERT INTO tariffs (name, medium, measure, currency, meter_ids, versions) VALUES (?, ?, ?, ?, ?, ?)')
  const put = db.prepare<[number, string, string, string, string, string, string]>('INSERT OR REPLACE INTO tariffs (id, name, medium, measure, currency, meter_ids, versions) VALUES (?, ?, ?, ?, ?, ?, ?)')
  const remove = db.prepare<[number]>('DELETE FROM tariffs WHERE id = ?')
  const changes = db.prepare<[number], ChangeRow>('SELECT * FROM tariff_changes ORDER BY id DESC LIMIT ?')
  const change = db.prepare<[number], ChangeRow>('SELECT * FROM tariff_changes WHERE id = ?')
  const later = db.prepare<[number, number], number>('SELECT 1 FROM tariff_changes WHERE id > ? AND tariff_id = ? AND undone = 0 LIMIT 1').pluck()
  const addChange = db.prepare<[number, string, number, string, string | null, string | null]>('INSERT INTO tariff_changes (at_ms, who, tariff_id, what, before, after, undone) VALUES (?, ?, ?, ?, ?, ?, 0)')
  const setUndone = db.prepare<[number]>('UPDATE tariff_changes SET undone = 1 WHERE id = ?')
  const columns = ({ name, medium, measure, currency, meterIds, versions }: Omit<Tariff, 'id'>): [string, string, string, string, string, string] => [name, medium, measure, currency, JSON.stringify(meterIds), JSON.stringify(versions)]
  return {
    all: () => all.all().map(fromRow),
    insert: (tariff) => Number(insert.run(...columns(tariff)).lastInsertRowid),
    put: (tariff) => void put.run(tariff.id, ...columns(tariff)),
    remove: (id) => void remove.run(id),
    changes: (limit) => changes.all(limit).map(changeOf),
    change: (id) => {
      const row = change.get(id)
      return row && changeOf(row)
    },
    hasLater: (changeId, tariffId) => later.get(changeId, tariffId) !== undefined,
    addChange: ({ atMs, who, tariffId, what, before, after }) => void addChange.run(wholeMs(atMs), who, tariffId, what, textOf(before), textOf(after)),
    setUndone: (changeId) => void setUndone.run(changeId),
  }
}
