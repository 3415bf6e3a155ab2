/** Table `points`: one row per BACnet object ever found. Objects that vanished keep their row and history, marked with `gone_since_ms`. */
import type { ObjectFacts } from '../../../../shared/domain/acquisition.ts'
import { objectTypeFact } from '../../../../shared/domain/object-type.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

interface Row {
  readonly id: number
  readonly device_id: number
  readonly object_type: number
  readonly object_instance: number
  readonly name: string
  readonly description: string
  readonly units: number | null
  readonly state_texts: string
  readonly poll_interval_ms: number
}

const fromRow = (row: Row): Point => ({
  id: row.id,
  deviceId: row.device_id,
  objectType: row.object_type,
  objectInstance: row.object_instance,
  name: row.name,
  description: row.description,
  kind: objectTypeFact(row.object_type).kind,
  units: row.units,
  stateTexts: JSON.parse(row.state_texts) as string[],
  pollIntervalMs: row.poll_interval_ms,
})

const toRow = (deviceId: number, facts: ObjectFacts, firstIntervalMs: (object: ObjectFacts) => number): Omit<Row, 'id'> => ({
  device_id: deviceId,
  object_type: facts.objectType,
  object_instance: facts.objectInstance,
  name: facts.name,
  description: facts.description,
  units: facts.units,
  state_texts: JSON.stringify(facts.stateTexts),
  poll_interval_ms: firstIntervalMs(facts),
})

const INSERT = `
  INSERT INTO points (device_id, object_type, object_instance, name, description, units, state_texts, poll_interval_ms)
  VALUES (:device_id, :object_type, :object_instance, :name, :description, :units, :state_texts, :poll_interval_ms)
  ON CONFLICT (device_id, object_type, object_instance) DO UPDATE SET gone_since_ms = NULL`
const INSERT_OR_UPDATE = `${INSERT}, name = excluded.name, description = excluded.description, units = excluded.units, state_texts = excluded.state_texts`

const objectKey = (objectType: number, objectInstance: number): string => `${objectType}:${objectInstance}`

export interface PointsTable {
  /** Points that exist now, by device, type and instance. */
  present(deviceId?: number): Point[]
  get(id: number): Point | undefined
  /** Every id with a row, vanished points included. */
  ids(): number[]
  idsOfDevice(deviceId: number): number[]
  /**
   * Takes over what discovery found. Known points keep id and poll interval; an object that could not be read this time (empty name) keeps what was known;
   * objects missing from the list are marked gone, found again they return. An empty list teaches nothing: every device has at least its device object.
   */
  save(deviceId: number, objects: readonly ObjectFacts[], nowMs: number, firstIntervalMs: (object: ObjectFacts) => number): void
  /**
   * Takes in objects known from a file: those that are not there are added, those that vanished return. Words of known ones are taken when `reword` is true,
   * and of those that could never be read. Returns the ids of those that were not there before.
   */
  prepare(deviceId: number, objects: readonly ObjectFacts[], reword: boolean, firstIntervalMs: (object: ObjectFacts) => number): number[]
  setPollInterval(ids: readonly number[], intervalMs: number): void
  removeOfDevice(deviceId: number): void
}

export const createPointsTable = (db: Connection): PointsTable => {
  const order = 'ORDER BY device_id, object_type, object_instance'
  const present = db.prepare<[], Row>(`SELECT * FROM points WHERE gone_since_ms IS NULL ${order}`)
  const presentOfDevice = db.prepare<[number], Row>(`SELECT * FROM points WHERE device_id = ? AND gone_since_ms IS NULL ${order}`)
  const get = db.prepare<[number], Row>('SELECT * FROM points WHERE id = ?')
  const ids = db.prepare<[], number>('SELECT id FROM points').pluck()
  const idsOfDevice = db.prepare<[number], number>('SELECT id FROM points WHERE device_id = ?').pluck()
  const insertOrUpdate = db.prepare<[Omit<Row, 'id'>]>(INSERT_OR_UPDATE)
  const insertOrKeep = db.prepare<[Omit<Row, 'id'>]>(INSERT)
  const find = db.prepare<[number, number, number], { readonly id: number; readonly name: string; readonly gone: number | null }>(
    'SELECT id, name, gone_since_ms AS gone FROM points WHERE device_id = ? AND object_type = ? AND object_instance = ?',
  )
  const markGone = db.prepare<[number, number]>('UPDATE points SET gone_since_ms = ? WHERE id = ?')
  const setPollInterval = db.prepare<[number, number]>('UPDATE points SET poll_interval_ms = ? WHERE id = ?')
  const removeOfDevice = db.prepare<[number]>('DELETE FROM points WHERE device_id = ?')
  return {
    present: (deviceId) => (deviceId === undefined ? present.all() : presentOfDevice.all(deviceId)).map(fromRow),
    get: (id) => {
      const row = get.get(id)
      return row && fromRow(row)
    },
    ids: () => ids.all(),
    idsOfDevice: (deviceId) => idsOfDevice.all(deviceId),
    save: (deviceId, objects, nowMs, firstIntervalMs) => {
      if (objects.length === 0) return
      for (const facts of objects) (facts.name === '' ? insertOrKeep : insertOrUpdate).run(toRow(deviceId, facts, firstIntervalMs))
      const found = new Set(objects.map((facts) => objectKey(facts.objectType, facts.objectInstance)))
      for (const row of presentOfDevice.all(deviceId)) {
        if (!found.has(objectKey(row.object_type, row.object_instance))) markGone.run(wholeMs(nowMs), row.id)
      }
    },
    prepare: (deviceId, objects, reword, firstIntervalMs) => {
      const added: number[] = []
      for (const facts of objects) {
        const known = find.get(deviceId, facts.objectType, facts.objectInstance)
        const worded = known === undefined || reword || known.name === ''
        ;(worded ? insertOrUpdate : insertOrKeep).run(toRow(deviceId, facts, firstIntervalMs))
        const now = known === undefined || known.gone !== null ? find.get(deviceId, facts.objectType, facts.objectInstance) : undefined
        if (now !== undefined) added.push(now.id)
      }
      return added
    },
    setPollInterval: (pointIds, intervalMs) => {
      for (const id of pointIds) setPollInterval.run(intervalMs, id)
    },
    removeOfDevice: (deviceId) => void removeOfDevice.run(deviceId),
  }
}
