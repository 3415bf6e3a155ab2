/** Tables `energy_imports` and `imported_intervals`: interval data and weather from files. An import counts from when it is finished until it is undone. */
import type { EnergyImport, EnergyImportTarget } from '../../../../shared/domain/energy-import.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

/** Series of outdoor temperature; meters have their own id. */
export const WEATHER_SERIES = 0
export const WEATHER_FORECAST_SERIES = -1

/** Intervals as parallel arrays, ascending by start, of all imports that count; where two imports say something of one time, the newer one (higher id) holds. */
export interface ImportedIntervals {
  readonly startsMs: Float64Array
  readonly endsMs: Float64Array
  /** kWh or m3 of the interval, or its mean in °C. */
  readonly values: Float64Array
  readonly importIds: Float64Array
}

export type NewEnergyImport = Pick<EnergyImport, 'atMs' | 'fileName' | 'target' | 'meterId' | 'rows' | 'left' | 'fromMs' | 'toMs'>

interface Row {
  readonly id: number
  readonly at_ms: number
  readonly file_name: string
  readonly target: string
  readonly meter_id: number | null
  readonly rows: number
  readonly left_out: number
  readonly from_ms: number
  readonly to_ms: number
  readonly finished_at_ms: number | null
  readonly undone_at_ms: number | null
}

const fromRow = (row: Row): EnergyImport => ({
  id: row.id,
  atMs: row.at_ms,
  fileName: row.file_name,
  target: JSON.parse(row.target) as EnergyImportTarget,
  meterId: row.meter_id,
  rows: row.rows,
  left: row.left_out,
  fromMs: row.from_ms,
  toMs: row.to_ms,
  undoneAtMs: row.undone_at_ms,
})

export interface EnergyImportsTable {
  /** Finished ones, undone ones too, newest first. */
  list(): EnergyImport[]
  get(id: number): EnergyImport | undefined
  /** Begins an import, which counts when it is finished; gives its id. */
  insert(begun: NewEnergyImport): number
  /** Adds the intervals [from, to) of some arrays. About 1.5 µs each. */
  add(importId: number, series: number, intervals: Omit<ImportedIntervals, 'importIds'>, from: number, to: number): void
  finish(id: number, atMs: number): void
  setUndone(id: number, atMs: number): void
  /** Deletes one slice of what unfinished imports left behind; false when nothing is left. */
  sweep(): boolean
  /** How many of these starts (ascending) a series has already. */
  known(series: number, startsMs: Float64Array): number
  /** Intervals that begin in [fromMs, toMs). */
  intervals(series: number, fromMs: number, toMs: number): ImportedIntervals
}

const SWEPT_ROWS = 5_000
/** The plus keeps SQLite at the key by series and time: imports are few, intervals many. */
const COUNTS = '+import_id IN (SELECT id FROM energy_imports WHERE finished_at_ms IS NOT NULL AND undone_at_ms IS NULL)'

const INTERVALS_QUERY = `SELECT start_ms, end_ms, value, import_id FROM imported_intervals WHERE series = ? AND start_ms >= ? AND start_ms < ? AND ${COUNTS} ORDER BY start_ms, import_id`

export const createEnergyImportsTable = (db: Connection): EnergyImportsTable => {
  const list = db.prepare<[], Row>('SELECT * FROM energy_imports WHERE finished_at_ms IS NOT NULL ORDER BY id DESC')
  const get = db.prepare<[number], Row>('SELECT * FROM energy_imports WHERE id = ? AND finished_at_ms IS NOT NULL')
  const insert = db.prepare<[number, string, string, number | null, number, number, number, number]>(
    'INSERT INTO energy_imports (at_ms, file_name, target, meter_id, rows, left_out, from_ms, to_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const add = db.prepare<[number, number, number, number, number]>('INSERT INTO imported_intervals (series, start_ms, import_id, end_ms, value) VALUES (?, ?, ?, ?, ?)')
  const finish = db.prepare<[number, number]>('UPDATE energy_imports SET finished_at_ms = ? WHERE id = ?')
  const setUndone = db.prepare<[number, number]>('UPDATE energy_imports SET undone_at_ms = ? WHERE id = ?')
  const unfinished = db.prepare<[], number>('SELECT id FROM energy_imports WHERE finished_at_ms IS NULL ORDER BY id LIMIT 1').pluck()
  const sweepRows = db.prepare<[number, number]>(
    'DELETE FROM imported_intervals WHERE (series, start_ms, import_id) IN (SELECT series, start_ms, import_id FROM imported_intervals WHERE import_id = ? LIMIT ?)',
  )
  const sweepImport = db.prepare<[number]>('DELETE FROM energy_imports WHERE id = ?')
  const isKnown = db.prepare<[number, number], number>(`SELECT 1 FROM imported_intervals WHERE series = ? AND start_ms = ? AND ${COUNTS} LIMIT 1`).pluck()
  const intervals = db.prepare<[number, number, number], [number, number, number, number]>(INTERVALS_QUERY).raw()
  return {
    list: () => list.all().map(fromRow),
    get: (id) => {
      const row = get.get(id)
      return row && fromRow(row)
    },
    insert: ({ atMs, fileName, target, meterId, rows, left, fromMs, toMs }) =>
      Number(insert.run(wholeMs(atMs), fileName, JSON.stringify(target), meterId, rows, left, wholeMs(fromMs), wholeMs(toMs)).lastInsertRowid),
    add: (importId, series, { startsMs, endsMs, values }, from, to) => {
      for (let at = from; at < to; at += 1) add.run(series, startsMs[at]!, importId, endsMs[at]!, values[at]!)
    },
    finish: (id, atMs) => void finish.run(wholeMs(atMs), id),
    setUndone: (id, atMs) => void setUndone.run(wholeMs(atMs), id),
    sweep: () => {
      const id = unfinished.get()
      if (id === undefined) return false
      if (sweepRows.run(id, SWEPT_ROWS).changes < SWEPT_ROWS) sweepImport.run(id)
      return true
    },
    known: (series, startsMs) => startsMs.reduce((count, startMs) => count + (isKnown.get(series, startMs) === undefined ? 0 : 1), 0),
    intervals: (series, fromMs, toMs) => {
      const rows = intervals.all(series, wholeMs(fromMs), wholeMs(toMs))
      return {
        startsMs: Float64Array.from(rows, (row) => row[0]),
        endsMs: Float64Array.from(rows, (row) => row[1]),
        values: Float64Array.from(rows, (row) => row[2]),
        importIds: Float64Array.from(rows, (row) => row[3]),
      }
    },
  }
}
