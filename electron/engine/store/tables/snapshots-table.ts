/** Tables `snapshots`, `snapshot_devices`, `snapshot_bodies`: the site's configuration at times; bodies are addressed by their hash and kept once. */
import type { SnapshotInfo } from '../../../../shared/domain/visit.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

/** A device of a snapshot, packed. */
export interface SnapshotBody {
  readonly instance: number
  /** Tells equal bodies: SHA-256 of what is packed. */
  readonly hash: Uint8Array
  readonly body: Uint8Array
}

interface Row {
  readonly id: number
  readonly at_ms: number
  readonly note: string
  readonly automatic: number
  readonly devices: number
  readonly devices_unread: number
  readonly objects: number
}

const fromRow = (row: Row): SnapshotInfo => ({
  id: row.id,
  atMs: row.at_ms,
  note: row.note,
  devices: row.devices,
  devicesUnread: row.devices_unread,
  objects: row.objects,
  automatic: row.automatic === 1,
})

/** Automatic snapshots kept; those asked for by hand stay until removed by hand. */
const MOST_AUTOMATIC = 50

export interface SnapshotsTable {
  /** Newest first. */
  list(): SnapshotInfo[]
  get(id: number): SnapshotInfo | undefined
  bodies(id: number): SnapshotBody[]
  /** Keeps a snapshot; of automatic ones the oldest beyond the limit go. Returns the id. */
  insert(info: Omit<SnapshotInfo, 'id'>, devices: readonly SnapshotBody[]): number
  remove(id: number): void
}

export const createSnapshotsTable = (db: Connection): SnapshotsTable => {
  const list = db.prepare<[], Row>('SELECT * FROM snapshots ORDER BY at_ms DESC, id DESC')
  const get = db.prepare<[number], Row>('SELECT * FROM snapshots WHERE id = ?')
  const bodies = db.prepare<[number], SnapshotBody>(
    'SELECT instance, hash, body FROM snapshot_devices JOIN snapshot_bodies USING (hash) WHERE snapshot_id = ? ORDER BY instance',
  )
  const insert = db.prepare<[Omit<Row, 'id'>], number>(`
    INSERT INTO snapshots (at_ms, note, automatic, devices, devices_unread, objects) VALUES (:at_ms, :note, :automatic, :devices, :devices_unread, :objects) RETURNING id`).pluck()
  const insertBody = db.prepare<[Uint8Array, Uint8Array]>('INSERT INTO snapshot_bodies (hash, body) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING')
  const insertDevice = db.prepare<[number, number, Uint8Array]>('INSERT INTO snapshot_devices (snapshot_id, instance, hash) VALUES (?, ?, ?)')
  const oldAutomatic = db.prepare<[number], number>('SELECT id FROM snapshots WHERE automatic = 1 ORDER BY at_ms DESC, id DESC LIMIT -1 OFFSET ?').pluck()
  const removeDevices = db.prepare<[number]>('DELETE FROM snapshot_devices WHERE snapshot_id = ?')
  const remove = db.prepare<[number]>('DELETE FROM snapshots WHERE id = ?')
  const removeUnused = db.prepare<[]>('DELETE FROM snapshot_bodies WHERE hash NOT IN (SELECT hash FROM snapshot_devices)')

  const removeOne = (id: number): void => {
    removeDevices.run(id)
    remove.run(id)
  }
  return {
    list: () => list.all().map(fromRow),
    get: (id) => {
      const row = get.get(id)
      return row && fromRow(row)
    },
    bodies: (id) => bodies.all(id),
    insert: (info, devices) => {
      const row = { at_ms: wholeMs(info.atMs), note: info.note, automatic: info.automatic ? 1 : 0, devices: info.devices, devices_unread: info.devicesUnread, objects: info.objects }
      const id = insert.get(row)
      if (id === undefined) throw new Error('a snapshot got no row')
      for (const { instance, hash, body } of devices) {
        insertBody.run(hash, body)
        insertDevice.run(id, instance, hash)
      }
      const old = oldAutomatic.all(MOST_AUTOMATIC)
      for (const one of old) removeOne(one)
      if (old.length > 0) removeUnused.run()
      return id
    },
    remove: (id) => {
      removeOne(id)
      removeUnused.run()
    },
  }
}
