/** Table `meter_corrections`: what was put right of meters' readings, in force or taken back by a person. */
import type { CorrectionKind, MeterCorrection } from '../../../../shared/domain/energy.ts'
import type { Message } from '../../../../shared/message.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

interface Row {
  readonly id: number
  readonly meter_id: number
  readonly kind: CorrectionKind
  readonly from_ms: number
  readonly to_ms: number
  readonly before: number | null
  readonly after: number | null
  readonly counted: number
  readonly uncorrected: number
  readonly why: string
  readonly undone_at_ms: number | null
}

export type FoundMeterCorrection = Omit<MeterCorrection, 'id' | 'meterId' | 'undoneAtMs'>

const fromRow = (row: Row): MeterCorrection => ({
  id: row.id, meterId: row.meter_id, kind: row.kind, fromMs: row.from_ms, toMs: row.to_ms, before: row.before, after: row.after, counted: row.counted, uncorrected: row.uncorrected,
  why: JSON.parse(row.why) as Message, undoneAtMs: row.undone_at_ms,
})

export const CORRECTIONS_OF_METER = 'SELECT * FROM meter_corrections WHERE meter_id = ? AND from_ms >= ? AND from_ms < ? ORDER BY from_ms DESC LIMIT ?'

export interface MeterCorrectionsTable {
  /** Newest first: those that begin in [fromMs, toMs), of these meters. */
  list(meterIds: readonly number[], fromMs: number, toMs: number, limit: number): MeterCorrection[]
  count(meterId: number, fromMs: number, toMs: number): number
  get(id: number): MeterCorrection | undefined
  /** Those taken back, of all meters. */
  undone(): MeterCorrection[]
  setUndone(id: number, atMs: number | null): void
  /** Replaces what was found of a meter in [fromMs, toMs); what a person took back stays taken back. */
  replace(meterId: number, fromMs: number, toMs: number, found: readonly FoundMeterCorrection[]): void
  removeOfMeter(meterId: number): void
}

const UPSERT = `
  INSERT INTO meter_corrections (meter_id, kind, from_ms, to_ms, before, after, counted, uncorrected, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (meter_id, from_ms, kind) DO UPDATE SET to_ms = excluded.to_ms, before = excluded.before, after = excluded.after, counted = excluded.counted, uncorrected = excluded.uncorrected,
    why = excluded.why`

export const createMeterCorrectionsTable = (db: Connection): MeterCorrectionsTable => {
  const ofMeter = db.prepare<[number, number, number, number], Row>(CORRECTIONS_OF_METER)
  const count = db.prepare<[number, number, number], number>('SELECT count(*) FROM meter_corrections WHERE meter_id = ? AND from_ms >= ? AND from_ms < ? AND undone_at_ms IS NULL').pluck()
  const one = db.prepare<[number], Row>('SELECT * FROM meter_corrections WHERE id = ?')
  const undone = db.prepare<[], Row>('SELECT * FROM meter_corrections WHERE undone_at_ms IS NOT NULL')
  const setUndone = db.prepare<[number | null, number]>('UPDATE meter_corrections SET undone_at_ms = ? WHERE id = ?')
  // What tells of late readings is told once: finding anew does not find it again.
  const stale = db.prepare<[number, number, number], number>(`SELECT id FROM meter_corrections WHERE meter_id = ? AND from_ms >= ? AND from_ms < ? AND undone_at_ms IS NULL AND kind <> 'late'`).pluck()
  const known = db.prepare<[number, number, string], number>('SELECT id FROM meter_corrections WHERE meter_id = ? AND from_ms = ? AND kind = ?').pluck()
  const remove = db.prepare<[number]>('DELETE FROM meter_corrections WHERE id = ?')
  const removeAll = db.prepare<[number]>('DELETE FROM meter_corrections WHERE meter_id = ?')
  const upsert = db.prepare<[number, string, number, number, number | null, number | null, number, number, string]>(UPSERT)
  return {
    list: (meterIds, fromMs, toMs, limit) =>
      meterIds.flatMap((id) => ofMeter.all(id, wholeMs(fromMs), wholeMs(toMs), limit)).sort((a, b) => b.from_ms - a.from_ms).slice(0, limit).map(fromRow),
    count: (meterId, fromMs, toMs) => count.get(meterId, wholeMs(fromMs), wholeMs(toMs)) ?? 0,
    get: (id) => {
      const row = one.get(id)
      return row && fromRow(row)
    },
    undone: () => undone.all().map(fromRow),
    setUndone: (id, atMs) => void setUndone.run(atMs === null ? null : wholeMs(atMs), id),
    replace: (meterId, fromMs, toMs, found) => {
      const gone = new Set(stale.all(meterId, wholeMs(fromMs), wholeMs(toMs)))
      for (const { kind, fromMs: startMs, toMs: endMs, before, after, counted, uncorrected, why } of found) {
        upsert.run(meterId, kind, wholeMs(startMs), wholeMs(endMs), before, after, counted, uncorrected, JSON.stringify(why))
        gone.delete(known.get(meterId, wholeMs(startMs), kind) ?? 0)
      }
      for (const id of gone) remove.run(id)
    },
    removeOfMeter: (meterId) => void removeAll.run(meterId),
  }
}
