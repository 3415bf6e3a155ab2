/** Tables `writes` (all that was ever written to devices, never deleted) and `standing_writes` (what of it may still stand in them). */
import type { DeviceAddress } from '../../../../shared/domain/device.ts'
import type { StandingWrite, WriteRecord } from '../../../../shared/domain/writing.ts'
import type { Message } from '../../../../shared/message.ts'
import type { Connection } from '../connection.ts'
import type { StandingKey, StandingRow } from '../store-types.ts'
import { wholeMs } from '../whole-ms.ts'

interface Row {
  readonly id: number
  readonly at_ms: number
  readonly device_id: number
  readonly point_id: number | null
  readonly device: string
  readonly object: string
  readonly action: string
  readonly priority: number | null
  readonly before_text: string | null
  readonly after_text: string | null
  readonly slot_before: string | null
  readonly slot_after: string | null
  readonly wanted: string | null
  readonly reason: string
  /** A message as JSON. */
  readonly problem: string | null
}

interface Standing {
  readonly point_id: number
  readonly action: string
  readonly priority: number
  readonly device_id: number
  readonly device_instance: number
  /** A `DeviceAddress` as JSON. */
  readonly address: string
  readonly max_apdu: number
  readonly object_type: number
  readonly object_instance: number
  readonly device: string
  readonly object: string
  readonly value: number
  readonly text: string
  readonly at_ms: number
}

const problemText = (problem: Message | null): string | null => (problem === null ? null : JSON.stringify(problem))

const fromRow = (row: Row): WriteRecord => ({
  id: row.id,
  atMs: row.at_ms,
  deviceId: row.device_id,
  pointId: row.point_id,
  device: row.device,
  object: row.object,
  action: row.action as WriteRecord['action'],
  priority: row.priority,
  before: row.before_text,
  after: row.after_text,
  slotBefore: row.slot_before,
  slotAfter: row.slot_after,
  wanted: row.wanted,
  reason: row.reason,
  problem: row.problem === null ? null : (JSON.parse(row.problem) as Message),
})

const toRow = (record: Omit<WriteRecord, 'id'>): Omit<Row, 'id'> => ({
  at_ms: wholeMs(record.atMs),
  device_id: record.deviceId,
  point_id: record.pointId,
  device: record.device,
  object: record.object,
  action: record.action,
  priority: record.priority,
  before_text: record.before,
  after_text: record.after,
  slot_before: record.slotBefore,
  slot_after: record.slotAfter,
  wanted: record.wanted,
  reason: record.reason,
  problem: problemText(record.problem),
})

const fromStanding = (row: Standing): StandingRow => ({
  pointId: row.point_id,
  action: row.action as StandingWrite['action'],
  priority: row.priority,
  deviceId: row.device_id,
  deviceInstance: row.device_instance,
  address: JSON.parse(row.address) as DeviceAddress,
  maxApdu: row.max_apdu,
  objectType: row.object_type,
  objectInstance: row.object_instance,
  device: row.device,
  object: row.object,
  value: row.value,
  text: row.text,
  atMs: row.at_ms,
})

const toStanding = (row: StandingRow): Standing => ({
  point_id: row.pointId,
  action: row.action,
  priority: row.priority,
  device_id: row.deviceId,
  device_instance: row.deviceInstance,
  address: JSON.stringify(row.address),
  max_apdu: row.maxApdu,
  object_type: row.objectType,
  object_instance: row.objectInstance,
  device: row.device,
  object: row.object,
  value: row.value,
  text: row.text,
  at_ms: wholeMs(row.atMs),
})

const INSERT = `
  INSERT INTO writes (at_ms, device_id, point_id, device, object, action, priority, before_text, after_text, slot_before, slot_after, wanted, reason, problem)
  VALUES (:at_ms, :device_id, :point_id, :device, :object, :action, :priority, :before_text, :after_text, :slot_before, :slot_after, :wanted, :reason, :problem)`
const SAVE_STANDING = `
  INSERT OR REPLACE INTO standing_writes (point_id, action, priority, device_id, device_instance, address, max_apdu, object_type, object_instance, device, object,
    value, text, at_ms)
  VALUES (:point_id, :action, :priority, :device_id, :device_instance, :address, :max_apdu, :object_type, :object_instance, :device, :object, :value, :text, :at_ms)`

export interface WritesTable {
  /** Newest first; of all devices or of one. */
  list(limit: number, deviceId?: number): WriteRecord[]
  /** Returns the id. */
  insert(record: Omit<WriteRecord, 'id'>): number
  finish(id: number, end: Pick<WriteRecord, 'after' | 'slotAfter' | 'problem'>): void
  /** Oldest first. */
  standing(): StandingRow[]
  saveStanding(row: StandingRow): void
  removeStanding(key: StandingKey): void
}

export const createWritesTable = (db: Connection): WritesTable => {
  const all = db.prepare<[number], Row>('SELECT * FROM writes ORDER BY id DESC LIMIT ?')
  const ofDevice = db.prepare<[number, number], Row>('SELECT * FROM writes WHERE device_id = ? ORDER BY id DESC LIMIT ?')
  const insert = db.prepare<[Omit<Row, 'id'>]>(INSERT)
  const finish = db.prepare<[string | null, string | null, string | null, number]>('UPDATE writes SET after_text = ?, slot_after = ?, problem = ? WHERE id = ?')
  const standing = db.prepare<[], Standing>('SELECT * FROM standing_writes ORDER BY at_ms, point_id, priority')
  const saveStanding = db.prepare<[Standing]>(SAVE_STANDING)
  const removeStanding = db.prepare<[number, string, number]>('DELETE FROM standing_writes WHERE point_id = ? AND action = ? AND priority = ?')
  return {
    list: (limit, deviceId) => (deviceId === undefined ? all.all(limit) : ofDevice.all(deviceId, limit)).map(fromRow),
    insert: (record) => Number(insert.run(toRow(record)).lastInsertRowid),
    finish: (id, { after, slotAfter, problem }) => void finish.run(after, slotAfter, problemText(problem), id),
    standing: () => standing.all().map(fromStanding),
    saveStanding: (row) => void saveStanding.run(toStanding(row)),
    removeStanding: ({ pointId, action, priority }) => void removeStanding.run(pointId, action, priority),
  }
}
