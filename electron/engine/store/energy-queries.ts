/** What working out energy asks the store, on a read-only connection of its own. */
import { NOT_SHOWN } from '../../../shared/domain/quality.ts'
import { openReader } from './connection.ts'
import { createCoverageTable } from './tables/coverage-table.ts'
import { createEnergyImportsTable, type ImportedIntervals } from './tables/energy-imports-table.ts'
import { createEnergyPeriodsTable, type EnergyRows } from './tables/energy-periods-table.ts'

interface Columns {
  readonly timesMs: Float64Array
  readonly values: Float64Array
  readonly qualities: Uint16Array
}

export interface EnergyQueries {
  firstReadingMs(pointId: number): number | undefined
  lastReadingBefore(pointId: number, beforeMs: number): number | undefined
  firstReadingFrom(pointId: number, fromMs: number): number | undefined
  /** Readings of [fromMs, toMs) that a meter can be read by (`NOT_SHOWN`), with the last one before and the first one after. About 0.5 µs each. */
  readings(pointId: number, fromMs: number, toMs: number): Columns
  /** Periods in which a device was not observed. */
  unobserved(deviceId: number, fromMs: number, toMs: number): readonly { readonly fromMs: number; readonly toMs: number }[]
  hours(meterId: number, fromMs: number, toMs: number): EnergyRows
  firstImportedMs(series: number): number | undefined
  /** Imported intervals that begin in [fromMs, toMs), of all imports that count. */
  imported(series: number, fromMs: number, toMs: number): ImportedIntervals
  close(): void
}

type RawReading = [timeMs: number, value: number]

const PAGE_MS = 14 * 86_400_000
const COUNTS = '+import_id IN (SELECT id FROM energy_imports WHERE finished_at_ms IS NOT NULL AND undone_at_ms IS NULL)'

/** Throws what SQLite throws. */
export const openEnergyQueries = (databaseFile: string): EnergyQueries => {
  const db = openReader(databaseFile)
  const coverage = createCoverageTable(db)
  const periods = createEnergyPeriodsTable(db)
  const first = db.prepare<[number], number>('SELECT time_ms FROM readings WHERE point_id = ? ORDER BY time_ms LIMIT 1').pluck()
  const usable = `AND (quality & ${NOT_SHOWN}) = 0 AND value IS NOT NULL`
  const before = db.prepare<[number, number], number>(`SELECT time_ms FROM readings WHERE point_id = ? AND time_ms < ? ${usable} ORDER BY time_ms DESC LIMIT 1`).pluck()
  const from = db.prepare<[number, number], number>(`SELECT time_ms FROM readings WHERE point_id = ? AND time_ms >= ? ${usable} ORDER BY time_ms LIMIT 1`).pluck()
  const page = db.prepare<[number, number, number], RawReading>(`SELECT time_ms, value FROM readings WHERE point_id = ? AND time_ms >= ? AND time_ms < ? ${usable} ORDER BY time_ms`).raw()
  const firstImported = db.prepare<[number], number>(`SELECT start_ms FROM imported_intervals WHERE series = ? AND ${COUNTS} ORDER BY start_ms LIMIT 1`).pluck()
  const imports = createEnergyImportsTable(db)
  return {
    firstReadingMs: (pointId) => first.get(pointId),
    lastReadingBefore: (pointId, beforeMs) => before.get(pointId, beforeMs),
    firstReadingFrom: (pointId, fromMs) => from.get(pointId, fromMs),
    readings: (pointId, fromMs, toMs) => {
      const startMs = before.get(pointId, fromMs) ?? fromMs
      const afterMs = from.get(pointId, toMs)
      const pages: RawReading[][] = []
      if (startMs < fromMs) pages.push(page.all(pointId, startMs, startMs + 1))
      for (let at = fromMs; at < toMs; at += PAGE_MS) pages.push(page.all(pointId, at, Math.min(toMs, at + PAGE_MS)))
      if (afterMs !== undefined) pages.push(page.all(pointId, afterMs, afterMs + 1))
      return columnsOf(pages)
    },
    unobserved: (deviceId, fromMs, toMs) => coverage.gaps(Math.floor(fromMs), Math.ceil(toMs), deviceId),
    hours: (...args) => periods.hours(...args),
    firstImportedMs: (series) => firstImported.get(series),
    imported: (...args) => imports.intervals(...args),
    close: () => void db.close(),
  }
}

const columnsOf = (pages: readonly RawReading[][]): Columns => {
  const count = pages.reduce((sum, rows) => sum + rows.length, 0)
  const columns = { timesMs: new Float64Array(count), values: new Float64Array(count), qualities: new Uint16Array(count) }
  let index = 0
  for (const rows of pages) {
    for (const [timeMs, value] of rows) {
      columns.timesMs[index] = timeMs
      columns.values[index] = value
      index += 1
    }
  }
  return columns
}
