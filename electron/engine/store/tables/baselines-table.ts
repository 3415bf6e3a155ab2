/** Table `baselines`: fitted baselines of meters with the periods they were fitted to. A removed one stays, so that it can come back. */
import type { BaselineModel, BaselineStep } from '../../../../shared/domain/energy-baseline.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

/** Columns of the periods, as long as each other; NaN = not known. */
export interface BaselinePeriods {
  readonly startsMs: Float64Array
  readonly units: Float64Array
  readonly energy: Float64Array
  readonly temperature: Float64Array
  readonly coverage: Float64Array
}

export interface BaselineRow {
  readonly id: number
  readonly meterId: number
  readonly name: string
  readonly fromMs: number
  readonly toMs: number
  readonly wanted: { readonly model: BaselineModel; readonly step: BaselineStep }
  readonly madeAtMs: number
  readonly who: string
  readonly version: string
  /** JSON of the fitted model. */
  readonly body: string
  readonly removedAtMs: number | null
  /** Id of the one that was fitted anew; null = none. */
  readonly replaces: number | null
}

interface Raw {
  readonly id: number
  readonly meter_id: number
  readonly name: string
  readonly from_ms: number
  readonly to_ms: number
  readonly wanted: string
  readonly made_at_ms: number
  readonly who: string
  readonly version: string
  readonly body: string
  readonly removed_at_ms: number | null
  readonly replaces: number | null
}

const fromRaw = (raw: Raw): BaselineRow => ({
  id: raw.id, meterId: raw.meter_id, name: raw.name, fromMs: raw.from_ms, toMs: raw.to_ms, wanted: JSON.parse(raw.wanted) as BaselineRow['wanted'], madeAtMs: raw.made_at_ms, who: raw.who,
  version: raw.version, body: raw.body, removedAtMs: raw.removed_at_ms, replaces: raw.replaces,
})

const COLUMNS = ['startsMs', 'units', 'energy', 'temperature', 'coverage'] as const

const packed = (periods: BaselinePeriods): Buffer => {
  const count = periods.startsMs.length
  const all = new Float64Array(count * COLUMNS.length)
  for (const [i, name] of COLUMNS.entries()) all.set(periods[name], i * count)
  return Buffer.from(all.buffer)
}

const unpacked = (bytes: Buffer): BaselinePeriods => {
  // A copy: the bytes of a row need not begin at a multiple of eight.
  const all = new Float64Array(new Uint8Array(bytes).buffer)
  const count = all.length / COLUMNS.length
  const column = (i: number): Float64Array => all.slice(i * count, (i + 1) * count)
  return { startsMs: column(0), units: column(1), energy: column(2), temperature: column(3), coverage: column(4) }
}

export interface BaselinesTable {
  /** Those that are not removed, newest first. */
  list(): BaselineRow[]
  get(id: number): BaselineRow | undefined
  periods(id: number): BaselinePeriods | undefined
  /** Returns the id. */
  insert(row: Omit<BaselineRow, 'id' | 'removedAtMs'>, periods: BaselinePeriods): number
  setRemoved(id: number, atMs: number | null): void
}

export const createBaselinesTable = (db: Connection): BaselinesTable => {
  const fields = 'id, meter_id, name, from_ms, to_ms, wanted, made_at_ms, who, version, body, removed_at_ms, replaces'
  const list = db.prepare<[], Raw>(`SELECT ${fields} FROM baselines WHERE removed_at_ms IS NULL ORDER BY id DESC`)
  const get = db.prepare<[number], Raw>(`SELECT ${fields} FROM baselines WHERE id = ?`)
  const periods = db.prepare<[number], Buffer>('SELECT periods FROM baselines WHERE id = ?').pluck()
  const insert = db.prepare<[number, string, number, number, string, number, string, string, string, Buffer, number | null]>('INSERT INTO baselines (meter_id, name, from_ms, to_ms, wanted, made_at_ms, who, version, body, periods, replaces) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const setRemoved = db.prepare<[number | null, number]>('UPDATE baselines SET removed_at_ms = ? WHERE id = ?')
  return {
    list: () => list.all().map(fromRaw),
    get: (id) => {
      const raw = get.get(id)
      return raw && fromRaw(raw)
    },
    periods: (id) => {
      const bytes = periods.get(id)
      return bytes && unpacked(bytes)
    },
    insert: (row, own) => Number(insert.run(row.meterId, row.name, wholeMs(row.fromMs), wholeMs(row.toMs), JSON.stringify(row.wanted), wholeMs(row.madeAtMs), row.who, row.version, row.body, packed(own), row.replaces).lastInsertRowid),
    setRemoved: (id, atMs) => void setRemoved.run(atMs, id),
  }
}
