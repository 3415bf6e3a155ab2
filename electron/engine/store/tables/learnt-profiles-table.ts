/** Table `learnt_profiles`: what was learnt of how each device can be read, one row per device that was polled. */
import type { LearntProfile } from '../../../../shared/domain/learnt-profile.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

interface Row {
  readonly device_id: number
  readonly firmware: string
  readonly declared_max_apdu: number
  readonly working_max_apdu: number
  readonly segmented: number | null
  readonly multiple: number
  readonly batch_size: number
  readonly batch_cap: number
  readonly in_flight: number | null
  readonly latency_ms: number | null
  readonly limited_at_ms: number | null
  readonly learnt_at_ms: number
}

const fromRow = (row: Row): LearntProfile => ({
  firmware: row.firmware,
  declaredMaxApdu: row.declared_max_apdu,
  workingMaxApdu: row.working_max_apdu,
  segmented: row.segmented === null ? null : row.segmented === 1,
  multiple: row.multiple === 1,
  batchSize: row.batch_size,
  batchCap: row.batch_cap,
  inFlight: row.in_flight,
  latencyMs: row.latency_ms,
  limitedAtMs: row.limited_at_ms,
  learntAtMs: row.learnt_at_ms,
})

const toRow = (deviceId: number, profile: LearntProfile): Row => ({
  device_id: deviceId,
  firmware: profile.firmware,
  declared_max_apdu: profile.declaredMaxApdu,
  working_max_apdu: profile.workingMaxApdu,
  segmented: profile.segmented === null ? null : Number(profile.segmented),
  multiple: Number(profile.multiple),
  batch_size: profile.batchSize,
  batch_cap: profile.batchCap,
  in_flight: profile.inFlight,
  latency_ms: profile.latencyMs,
  limited_at_ms: profile.limitedAtMs === null ? null : wholeMs(profile.limitedAtMs),
  learnt_at_ms: wholeMs(profile.learntAtMs),
})

const UPSERT = `
  INSERT OR REPLACE INTO learnt_profiles (device_id, firmware, declared_max_apdu, working_max_apdu, segmented, multiple, batch_size, batch_cap, in_flight,
    latency_ms, limited_at_ms, learnt_at_ms)
  VALUES (:device_id, :firmware, :declared_max_apdu, :working_max_apdu, :segmented, :multiple, :batch_size, :batch_cap, :in_flight, :latency_ms,
    :limited_at_ms, :learnt_at_ms)`

export interface LearntProfilesTable {
  /** By device id. */
  all(): ReadonlyMap<number, LearntProfile>
  save(deviceId: number, profile: LearntProfile): void
  /** Another firmware or max-APDU makes a new device of it, which is learnt anew. */
  forgetOutdated(deviceId: number, firmware: string, maxApdu: number): void
  removeOfDevice(deviceId: number): void
}

export const createLearntProfilesTable = (db: Connection): LearntProfilesTable => {
  const all = db.prepare<[], Row>('SELECT * FROM learnt_profiles')
  const upsert = db.prepare<[Row]>(UPSERT)
  const forgetOutdated = db.prepare<[number, string, number]>('DELETE FROM learnt_profiles WHERE device_id = ? AND (firmware <> ? OR declared_max_apdu <> ?)')
  const removeOfDevice = db.prepare<[number]>('DELETE FROM learnt_profiles WHERE device_id = ?')
  return {
    all: () => new Map(all.all().map((row) => [row.device_id, fromRow(row)])),
    save: (deviceId, profile) => void upsert.run(toRow(deviceId, profile)),
    forgetOutdated: (deviceId, firmware, maxApdu) => void forgetOutdated.run(deviceId, firmware, maxApdu),
    removeOfDevice: (deviceId) => void removeOfDevice.run(deviceId),
  }
}
