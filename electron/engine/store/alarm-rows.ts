/** Reads what the load of alerts is calculated from, through the indexes that cover it. */
import type { AlarmRows } from '../../../shared/domain/alarm-load.ts'
import type { Connection } from './connection.ts'

type Period = [fromMs: number, toMs: number]
type AnnouncedRow = [announcedMs: number, deviceId: number, pointId: number | null, acknowledgedMs: number | null]

/** All from one snapshot. */
export const prepareAlarmRows = (db: Connection): ((fromMs: number, toMs: number) => AlarmRows) => {
  const announced = db
    .prepare<Period, AnnouncedRow>('SELECT announced_at_ms, device_id, point_id, acknowledged_at_ms FROM alerts WHERE announced_at_ms >= ? AND announced_at_ms < ? ORDER BY announced_at_ms')
    .raw()
  const acknowledged = db
    .prepare<Period, number>('SELECT acknowledged_at_ms - announced_at_ms FROM alerts WHERE acknowledged_at_ms >= ? AND acknowledged_at_ms < ? AND announced_at_ms IS NOT NULL')
    .pluck()
  const suppressed = db
    .prepare<Period, number>('SELECT count(*) FROM alerts WHERE raised_at_ms >= ? AND raised_at_ms < ? AND (announced_at_ms IS NULL OR announced_at_ms > raised_at_ms)')
    .pluck()
  return db.transaction((fromMs: number, toMs: number): AlarmRows => {
    const rows = announced.all(fromMs, toMs)
    return {
      announcedMs: Float64Array.from(rows, (row) => row[0]),
      deviceIds: Int32Array.from(rows, (row) => row[1]),
      pointIds: Int32Array.from(rows, (row) => row[2] ?? 0),
      seen: Uint8Array.from(rows, (row) => (row[3] === null ? 0 : 1)),
      acknowledgeMs: Float64Array.from(acknowledged.all(fromMs, toMs)),
      suppressed: suppressed.get(fromMs, toMs) ?? 0,
    }
  })
}
