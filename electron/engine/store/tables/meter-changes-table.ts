/** Table `meter_changes`: who changed what of meters, kept for good. */
import type { Meter, MeterChange } from '../../../../shared/domain/energy.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

interface Row {
  readonly id: number
  readonly at_ms: number
  readonly who: string
  readonly meter_id: number
  readonly what: MeterChange['what']
  readonly before: string | null
  readonly after: string | null
  readonly undone: number
}

/** Those that were kept before people decided what counts as delivered had no decision. */
const meterOf = (text: string | null): Meter | null => (text === null ? null : { ...(JSON.parse(text) as Meter), delivered: (JSON.parse(text) as Partial<Meter>).delivered ?? 'auto' })
const textOf = (meter: Meter | null): string | null => (meter === null ? null : JSON.stringify(meter))

const fromRow = (row: Row): MeterChange => ({
  id: row.id, atMs: row.at_ms, who: row.who, meterId: row.meter_id, what: row.what, before: meterOf(row.before), after: meterOf(row.after), undone: row.undone !== 0,
})

export interface MeterChangesTable {
  /** Newest first. */
  list(limit: number): MeterChange[]
  get(id: number): MeterChange | undefined
  /** Whether a later change of the same meter stands. Corrections taken back are no part of what a meter is and do not count. */
  hasLater(id: number, meterId: number): boolean
  /** Returns the id. */
  insert(change: Omit<MeterChange, 'id' | 'undone'>): number
  setUndone(id: number): void
}

export const createMeterChangesTable = (db: Connection): MeterChangesTable => {
  const list = db.prepare<[number], Row>('SELECT * FROM meter_changes ORDER BY id DESC LIMIT ?')
  const one = db.prepare<[number], Row>('SELECT * FROM meter_changes WHERE id = ?')
  const later = db.prepare<[number, number], number>("SELECT 1 FROM meter_changes WHERE id > ? AND meter_id = ? AND undone = 0 AND what NOT IN ('correctionUndone', 'correctionRedone') LIMIT 1").pluck()
  const insert = db.prepare<[number, string, number, string, string | null, string | null]>('INSERT INTO meter_changes (at_ms, who, meter_id, what, before, after, undone) VALUES (?, ?, ?, ?, ?, ?, 0)')
  const setUndone = db.prepare<[number]>('UPDATE meter_changes SET undone = 1 WHERE id = ?')
  return {
    list: (limit) => list.all(limit).map(fromRow),
    get: (id) => {
      const row = one.get(id)
      return row && fromRow(row)
    },
    hasLater: (id, meterId) => later.get(id, meterId) !== undefined,
    insert: ({ atMs, who, meterId, what, before, after }) => Number(insert.run(wholeMs(atMs), who, meterId, what, textOf(before), textOf(after)).lastInsertRowid),
    setUndone: (id) => void setUndone.run(id),
  }
}
