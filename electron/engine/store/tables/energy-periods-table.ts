/** Tables `energy_hours`, `energy_days` and `energy_due`: what meters measured, and from when on it must be worked out anew. Derived: can be dropped and rebuilt. */
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

/** Periods of one meter as parallel arrays, ascending; NaN = not known. */
export interface EnergyRows {
  readonly startsMs: Float64Array
  readonly energy: Float64Array
  readonly peak: Float64Array
  readonly peakAtMs: Float64Array
  readonly coverage: Float64Array
  readonly quality: Uint8Array
}

export interface EnergyDayRows extends EnergyRows {
  readonly baseLoad: Float64Array
}

/** Sums over the periods of one meter; null = nothing known. */
export interface EnergySums {
  readonly meterId: number
  readonly periods: number
  /** Periods of which energy is known. */
  readonly known: number
  readonly firstMs: number | null
  readonly lastMs: number | null
  readonly energy: number | null
  /** Sum of the shares of the periods. */
  readonly coverage: number | null
  readonly peak: number | null
  readonly peakAtMs: number | null
}

export interface DueRow {
  readonly meterId: number
  readonly fromMs: number
  /** Because of readings that came late. */
  readonly late: boolean
  /** How often it was marked: tells whether it was marked again since. */
  readonly marks: number
}

type Raw = [startMs: number, energy: number | null, peak: number | null, peakAtMs: number | null, coverage: number, quality: number]
type RawDay = [...Raw, baseLoad: number | null]
type Period = [meterId: number, fromMs: number, toMs: number]

const IN_PERIOD = 'WHERE meter_id = ? AND start_ms >= ? AND start_ms < ? ORDER BY start_ms'
export const HOURS_OF_METER = `SELECT start_ms, energy, peak, peak_at_ms, coverage, quality FROM energy_hours ${IN_PERIOD}`
export const DAYS_OF_METER = `SELECT start_ms, energy, peak, peak_at_ms, coverage, quality, base_load FROM energy_days ${IN_PERIOD}`

const sumsOf = (table: 'energy_hours' | 'energy_days'): string => `
  SELECT ? AS meterId, count(*) AS periods, count(energy) AS known, min(start_ms) AS firstMs, max(start_ms) AS lastMs, sum(energy) AS energy, sum(coverage) AS coverage FROM ${table}
  WHERE meter_id = ? AND start_ms >= ? AND start_ms < ?`
// SQLite takes the other columns from the row of the maximum.
const peakOf = (table: 'energy_hours' | 'energy_days'): string => `SELECT max(peak) AS peak, peak_at_ms AS peakAtMs FROM ${table} WHERE meter_id = ? AND start_ms >= ? AND start_ms < ?`
export const SUM_QUERIES = { hours: sumsOf('energy_hours'), days: sumsOf('energy_days') } as const
export const PEAK_QUERIES = { hours: peakOf('energy_hours'), days: peakOf('energy_days') } as const
export const BASE_LOAD = 'SELECT avg(base_load) FROM energy_days WHERE meter_id = ? AND start_ms >= ? AND start_ms < ?'

const numberOr = (value: number | null): number => value ?? Number.NaN

/** In one pass: an overview unpacks some thousand short series. */
const unpack = (rows: readonly (Raw | RawDay)[]): EnergyRows => {
  const { length } = rows
  const columns = { startsMs: new Float64Array(length), energy: new Float64Array(length), peak: new Float64Array(length), peakAtMs: new Float64Array(length), coverage: new Float64Array(length), quality: new Uint8Array(length) }
  for (let i = 0; i < length; i++) {
    const row = rows[i] as Raw | RawDay
    columns.startsMs[i] = row[0]
    columns.energy[i] = numberOr(row[1])
    columns.peak[i] = numberOr(row[2])
    columns.peakAtMs[i] = numberOr(row[3])
    columns.coverage[i] = row[4]
    columns.quality[i] = row[5]
  }
  return columns
}

const kept = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value)

export interface EnergyPeriodsTable {
  hours(meterId: number, fromMs: number, toMs: number): EnergyRows
  days(meterId: number, fromMs: number, toMs: number): EnergyDayRows
  /** What a meter's periods that begin in [fromMs, toMs) come to. */
  sums(what: 'hours' | 'days', meterId: number, fromMs: number, toMs: number): EnergySums
  /** Mean base load of its days, kW or m3/h; null = not known. */
  baseLoad(meterId: number, fromMs: number, toMs: number): number | null
  /** Writes hours [from, to) of the arrays. About 1.5 µs each. */
  putHours(meterId: number, rows: EnergyRows, from: number, to: number): void
  putDays(meterId: number, rows: EnergyDayRows, from: number, to: number): void
  /** Deletes what a meter has before `fromMs`; null = all of it. */
  dropBefore(meterId: number, fromMs: number | null): void
  due(): DueRow[]
  /** Marks what must be worked out anew; the earliest moment counts. */
  addDue(meterId: number, fromMs: number, late: boolean): void
  /** Worked out as it was due; what was marked again meanwhile stays. */
  doneDue(meterId: number, marks: number): void
  removeOfMeter(meterId: number): void
}

export const createEnergyPeriodsTable = (db: Connection): EnergyPeriodsTable => {
  const hours = db.prepare<Period, Raw>(HOURS_OF_METER).raw()
  const days = db.prepare<Period, RawDay>(DAYS_OF_METER).raw()
  const sums = { hours: db.prepare<[number, ...Period], Omit<EnergySums, 'peak' | 'peakAtMs'>>(SUM_QUERIES.hours), days: db.prepare<[number, ...Period], Omit<EnergySums, 'peak' | 'peakAtMs'>>(SUM_QUERIES.days) }
  const peaks = { hours: db.prepare<Period, Pick<EnergySums, 'peak' | 'peakAtMs'>>(PEAK_QUERIES.hours), days: db.prepare<Period, Pick<EnergySums, 'peak' | 'peakAtMs'>>(PEAK_QUERIES.days) }
  const baseLoad = db.prepare<Period, number | null>(BASE_LOAD).pluck()
  const putHour = db.prepare<[number, ...Raw]>('INSERT OR REPLACE INTO energy_hours (meter_id, start_ms, energy, peak, peak_at_ms, coverage, quality) VALUES (?, ?, ?, ?, ?, ?, ?)')
  const putDay = db.prepare<[number, ...RawDay]>('INSERT OR REPLACE INTO energy_days (meter_id, start_ms, energy, peak, peak_at_ms, coverage, quality, base_load) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  const drop = ['energy_hours', 'energy_days'].map((table) => db.prepare<[number, number]>(`DELETE FROM ${table} WHERE meter_id = ? AND start_ms < ?`))
  const removals = ['energy_hours', 'energy_days', 'energy_due'].map((table) => db.prepare<[number]>(`DELETE FROM ${table} WHERE meter_id = ?`))
  const due = db.prepare<[], { readonly meter_id: number; readonly from_ms: number; readonly late: number; readonly marks: number }>('SELECT * FROM energy_due ORDER BY meter_id')
  const addDue = db.prepare<[number, number, number]>(`
    INSERT INTO energy_due (meter_id, from_ms, late, marks) VALUES (?, ?, ?, 1)
    ON CONFLICT (meter_id) DO UPDATE SET from_ms = min(from_ms, excluded.from_ms), late = max(late, excluded.late), marks = marks + 1`)
  const doneDue = db.prepare<[number, number]>('DELETE FROM energy_due WHERE meter_id = ? AND marks = ?')
  const raw = (rows: EnergyRows, i: number): Raw => [
    rows.startsMs[i] as number, kept(rows.energy[i]), kept(rows.peak[i]), kept(rows.peakAtMs[i]), rows.coverage[i] as number, rows.quality[i] as number,
  ]
  return {
    hours: (meterId, fromMs, toMs) => unpack(hours.all(meterId, wholeMs(fromMs), wholeMs(toMs))),
    days: (meterId, fromMs, toMs) => {
      const rows = days.all(meterId, wholeMs(fromMs), wholeMs(toMs))
      return { ...unpack(rows), baseLoad: Float64Array.from(rows, (row) => numberOr(row[6])) }
    },
    sums: (what, meterId, fromMs, toMs) => {
      const period: Period = [meterId, wholeMs(fromMs), wholeMs(toMs)]
      const own = sums[what].get(meterId, ...period) as Omit<EnergySums, 'peak' | 'peakAtMs'>
      return { ...own, ...(peaks[what].get(...period) as Pick<EnergySums, 'peak' | 'peakAtMs'>) }
    },
    baseLoad: (meterId, fromMs, toMs) => baseLoad.get(meterId, wholeMs(fromMs), wholeMs(toMs)) ?? null,
    putHours: (meterId, rows, from, to) => {
      for (let i = from; i < to; i++) putHour.run(meterId, ...raw(rows, i))
    },
    putDays: (meterId, rows, from, to) => {
      for (let i = from; i < to; i++) putDay.run(meterId, ...raw(rows, i), kept(rows.baseLoad[i]))
    },
    dropBefore: (meterId, fromMs) => {
      for (const statement of drop) statement.run(meterId, fromMs === null ? Number.MAX_SAFE_INTEGER : wholeMs(fromMs))
    },
    due: () => due.all().map(({ meter_id, from_ms, late, marks }) => ({ meterId: meter_id, fromMs: from_ms, late: late !== 0, marks })),
    addDue: (meterId, fromMs, late) => void addDue.run(meterId, wholeMs(fromMs), late ? 1 : 0),
    doneDue: (meterId, marks) => void doneDue.run(meterId, marks),
    removeOfMeter: (meterId) => {
      for (const statement of removals) statement.run(meterId)
    },
  }
}
