/** Tables `holiday_objects`, `holiday_dismissals` and `holiday_changes`: what calendars told, what is not wanted of it, who changed the list when. */
import type { HolidayChange } from '../../../../shared/domain/holiday-proposals.ts'
import type { HolidayEntry } from '../../../../shared/domain/holidays.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

/** What one object told when it was read last. */
export interface HolidayObjectRow {
  readonly deviceId: number
  readonly objectType: number
  readonly objectInstance: number
  readonly readAtMs: number
  /** JSON, for whoever read it. */
  readonly told: string
}

interface ObjectRow {
  readonly device_id: number
  readonly object_type: number
  readonly object_instance: number
  readonly read_at_ms: number
  readonly told: string
}

interface ChangeRow {
  readonly id: number
  readonly at_ms: number
  readonly who: string
  readonly what: string
  readonly added: string
  readonly removed: string
  readonly source: string
  readonly undone_at_ms: number | null
}

export interface HolidaysTable {
  objects(): HolidayObjectRow[]
  /** Replaces what the objects of a device told. */
  saveObjects(deviceId: number, rows: readonly HolidayObjectRow[]): void
  dismissals(): string[]
  dismiss(key: string, atMs: number): void
  restore(key: string): void
  /** Newest first. */
  changes(limit: number): HolidayChange[]
  change(id: number): HolidayChange | undefined
  addChange(change: Omit<HolidayChange, 'id'>): void
  setUndone(id: number, atMs: number): void
  removeOfDevice(deviceId: number): void
}

const changeOf = (row: ChangeRow): HolidayChange => ({
  id: row.id, atMs: row.at_ms, who: row.who, what: row.what as HolidayChange['what'], added: JSON.parse(row.added) as HolidayEntry[], removed: JSON.parse(row.removed) as HolidayEntry[],
  source: row.source, undoneAtMs: row.undone_at_ms,
})

export const createHolidaysTable = (db: Connection): HolidaysTable => {
  const objects = db.prepare<[], ObjectRow>('SELECT * FROM holiday_objects ORDER BY device_id, object_type, object_instance')
  const removeObjects = db.prepare<[number]>('DELETE FROM holiday_objects WHERE device_id = ?')
  const addObject = db.prepare<[number, number, number, number, string]>('INSERT INTO holiday_objects (device_id, object_type, object_instance, read_at_ms, told) VALUES (?, ?, ?, ?, ?)')
  const dismissals = db.prepare<[], string>('SELECT key FROM holiday_dismissals').pluck()
  const dismiss = db.prepare<[string, number]>('INSERT INTO holiday_dismissals (key, at_ms) VALUES (?, ?) ON CONFLICT (key) DO NOTHING')
  const restore = db.prepare<[string]>('DELETE FROM holiday_dismissals WHERE key = ?')
  const changes = db.prepare<[number], ChangeRow>('SELECT * FROM holiday_changes ORDER BY id DESC LIMIT ?')
  const change = db.prepare<[number], ChangeRow>('SELECT * FROM holiday_changes WHERE id = ?')
  const addChange = db.prepare<[number, string, string, string, string, string, number | null]>(
    'INSERT INTO holiday_changes (at_ms, who, what, added, removed, source, undone_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const setUndone = db.prepare<[number, number]>('UPDATE holiday_changes SET undone_at_ms = ? WHERE id = ?')
  return {
    objects: () =>
      objects.all().map((row) => ({ deviceId: row.device_id, objectType: row.object_type, objectInstance: row.object_instance, readAtMs: row.read_at_ms, told: row.told })),
    saveObjects: (deviceId, rows) => {
      removeObjects.run(deviceId)
      for (const { objectType, objectInstance, readAtMs, told } of rows) addObject.run(deviceId, objectType, objectInstance, wholeMs(readAtMs), told)
    },
    dismissals: () => dismissals.all(),
    dismiss: (key, atMs) => void dismiss.run(key, wholeMs(atMs)),
    restore: (key) => void restore.run(key),
    changes: (limit) => changes.all(limit).map(changeOf),
    change: (id) => {
      const row = change.get(id)
      return row && changeOf(row)
    },
    addChange: ({ atMs, who, what, added, removed, source, undoneAtMs }) =>
      void addChange.run(wholeMs(atMs), who, what, JSON.stringify(added), JSON.stringify(removed), source, undoneAtMs === null ? null : wholeMs(undoneAtMs)),
    setUndone: (id, atMs) => void setUndone.run(wholeMs(atMs), id),
    removeOfDevice: (deviceId) => void removeObjects.run(deviceId),
  }
}
