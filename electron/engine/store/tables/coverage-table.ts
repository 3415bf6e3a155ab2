/** Table `coverage_gaps`: periods in which a device, or with `device_id` NULL everything, was not observed. `to_ms` NULL: not over yet. */
import type { CoverageGap, GapReason } from '../../../../shared/domain/series.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

interface Row {
  readonly device_id: number | null
  readonly from_ms: number
  readonly to_ms: number | null
  readonly reason: string
}

export interface CoverageTable {
  /** Gaps that overlap [fromMs, toMs), oldest first; with a device its own and those of all. An open gap ends at `toMs`. */
  gaps(fromMs: number, toMs: number, deviceId?: number): CoverageGap[]
  /** Does nothing while the device (null = all) has an open gap: what began first explains the silence. */
  open(deviceId: number | null, fromMs: number, reason: GapReason): void
  /** Ends the open gap, if there is one. A gap that ends before it began (the clock was set back) leaves no trace. */
  close(deviceId: number | null, toMs: number): void
  add(gap: CoverageGap): void
  removeOfDevice(deviceId: number): void
}

export const createCoverageTable = (db: Connection): CoverageTable => {
  const columns = 'SELECT device_id, from_ms, to_ms, reason FROM coverage_gaps'
  // Split by to_ms so that both halves use an index: closed gaps from their end on, and the few open ones.
  const overlapping = (filter: string): string => `
    ${columns} WHERE to_ms > :fromMs AND from_ms < :toMs ${filter}
    UNION ALL ${columns} WHERE to_ms IS NULL AND from_ms < :toMs ${filter}
    ORDER BY from_ms`
  const all = db.prepare<[{ fromMs: number; toMs: number }], Row>(overlapping(''))
  const ofDevice = db.prepare<[{ fromMs: number; toMs: number; deviceId: number }], Row>(overlapping('AND (device_id = :deviceId OR device_id IS NULL)'))
  const isOpen = db.prepare<[number | null], number>('SELECT 1 FROM coverage_gaps WHERE device_id IS ? AND to_ms IS NULL LIMIT 1').pluck()
  const insert = db.prepare<[number | null, number, number | null, string]>('INSERT INTO coverage_gaps (device_id, from_ms, to_ms, reason) VALUES (?, ?, ?, ?)')
  const dropEmpty = db.prepare<[number | null, number]>('DELETE FROM coverage_gaps WHERE device_id IS ? AND to_ms IS NULL AND from_ms >= ?')
  const end = db.prepare<[number, number | null]>('UPDATE coverage_gaps SET to_ms = ? WHERE device_id IS ? AND to_ms IS NULL')
  const removeOfDevice = db.prepare<[number]>('DELETE FROM coverage_gaps WHERE device_id = ?')
  return {
    gaps: (fromMs, toMs, deviceId) => {
      const rows = deviceId === undefined ? all.all({ fromMs, toMs }) : ofDevice.all({ fromMs, toMs, deviceId })
      return rows.map((row) => ({ deviceId: row.device_id, fromMs: row.from_ms, toMs: row.to_ms ?? toMs, reason: row.reason as GapReason }))
    },
    open: (deviceId, fromMs, reason) => {
      if (isOpen.get(deviceId) === undefined) insert.run(deviceId, wholeMs(fromMs), null, reason)
    },
    close: (deviceId, toMs) => {
      dropEmpty.run(deviceId, toMs)
      end.run(wholeMs(toMs), deviceId)
    },
    add: (gap) => {
      if (gap.toMs > gap.fromMs) insert.run(gap.deviceId, wholeMs(gap.fromMs), wholeMs(gap.toMs), gap.reason)
    },
    removeOfDevice: (deviceId) => void removeOfDevice.run(deviceId),
  }
}
