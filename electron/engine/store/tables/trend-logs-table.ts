/** Table `trend_logs`: what the logs of devices record, and how far each was read. */
import type { Message } from '../../../../shared/message.ts'
import type { Connection } from '../connection.ts'
import type { TrendLogFacts, TrendLogProgress, TrendLogRow } from '../trend-log-types.ts'
import { wholeMs } from '../whole-ms.ts'

interface Row {
  readonly device_id: number
  readonly log_type: number
  readonly log_instance: number
  readonly member: number
  readonly name: string
  readonly records: string
  readonly point_id: number | null
  readonly enabled: number
  readonly interval_ms: number
  readonly record_count: number
  readonly total_count: number | null
  readonly buffer_size: number
  readonly stop_when_full: number
  readonly status_flags: number
  readonly asked_at_ms: number
  readonly read_sequence: number | null
  readonly read_until_ms: number | null
  readonly problems: string
}

export interface TrendLogsTable {
  /** By device, type, instance and member. */
  all(deviceId?: number): TrendLogRow[]
  /** Replaces what was known of a device's logs; how far those that stay were read is kept. */
  save(deviceId: number, logs: readonly TrendLogFacts[]): void
  /** Reading goes forward only: an earlier `readUntilMs` leaves the later one. */
  progress(deviceId: number, progress: TrendLogProgress): void
  removeOfDevice(deviceId: number): void
}

const fromRow = (row: Row): TrendLogRow => ({
  deviceId: row.device_id,
  logType: row.log_type,
  logInstance: row.log_instance,
  member: row.member,
  name: row.name,
  records: row.records,
  pointId: row.point_id,
  enabled: row.enabled === 1,
  intervalMs: row.interval_ms,
  recordCount: row.record_count,
  totalCount: row.total_count,
  bufferSize: row.buffer_size,
  stopWhenFull: row.stop_when_full === 1,
  statusFlags: row.status_flags,
  askedAtMs: row.asked_at_ms,
  readSequence: row.read_sequence,
  readUntilMs: row.read_until_ms,
  problems: JSON.parse(row.problems) as readonly Message[],
})

const INSERT = `
  INSERT INTO trend_logs (device_id, log_type, log_instance, member, name, records, point_id, enabled, interval_ms, record_count, total_count, buffer_size, stop_when_full,
    status_flags, asked_at_ms, read_sequence, read_until_ms, problems)
  VALUES (:device_id, :log_type, :log_instance, :member, :name, :records, :point_id, :enabled, :interval_ms, :record_count, :total_count, :buffer_size, :stop_when_full,
    :status_flags, :asked_at_ms, :read_sequence, :read_until_ms, :problems)`

const toRow = (deviceId: number, log: TrendLogFacts, before: TrendLogRow | undefined): Row => ({
  device_id: deviceId,
  log_type: log.logType,
  log_instance: log.logInstance,
  member: log.member,
  name: log.name,
  records: log.records,
  point_id: log.pointId,
  enabled: log.enabled ? 1 : 0,
  interval_ms: wholeMs(log.intervalMs),
  record_count: log.recordCount,
  total_count: log.totalCount,
  buffer_size: log.bufferSize,
  stop_when_full: log.stopWhenFull ? 1 : 0,
  status_flags: log.statusFlags,
  asked_at_ms: wholeMs(log.askedAtMs),
  // A log that records something else now begins anew.
  read_sequence: before?.pointId === log.pointId ? before.readSequence : null,
  read_until_ms: before?.pointId === log.pointId ? before.readUntilMs : null,
  problems: JSON.stringify(log.problems),
})

const keyOf = ({ logType, logInstance, member }: TrendLogFacts): string => `${logType}:${logInstance}:${member}`

export const createTrendLogsTable = (db: Connection): TrendLogsTable => {
  const all = db.prepare<[], Row>('SELECT * FROM trend_logs ORDER BY device_id, log_type, log_instance, member')
  const ofDevice = db.prepare<[number], Row>('SELECT * FROM trend_logs WHERE device_id = ? ORDER BY log_type, log_instance, member')
  const insert = db.prepare<[Row]>(INSERT)
  const progress = db.prepare<[number | null, number, number, number, number, number]>(
    `UPDATE trend_logs SET read_sequence = ?, read_until_ms = ?
     WHERE device_id = ? AND log_type = ? AND log_instance = ? AND (read_until_ms IS NULL OR read_until_ms <= ?)`,
  )
  const removeOfDevice = db.prepare<[number]>('DELETE FROM trend_logs WHERE device_id = ?')
  return {
    all: (deviceId) => (deviceId === undefined ? all.all() : ofDevice.all(deviceId)).map(fromRow),
    save: (deviceId, logs) => {
      const before = new Map(ofDevice.all(deviceId).map((row) => [keyOf(fromRow(row)), fromRow(row)]))
      removeOfDevice.run(deviceId)
      for (const log of logs) insert.run(toRow(deviceId, log, before.get(keyOf(log))))
    },
    progress: (deviceId, { logType, logInstance, readSequence, readUntilMs }) => {
      const untilMs = wholeMs(readUntilMs)
      progress.run(readSequence, untilMs, deviceId, logType, logInstance, untilMs)
    },
    removeOfDevice: (deviceId) => void removeOfDevice.run(deviceId),
  }
}
