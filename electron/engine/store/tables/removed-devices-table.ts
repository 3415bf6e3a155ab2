/** Table `removed_devices`: that a device was there, when all its history is gone. */
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

export interface RemovedDevicesTable {
  /** To be called while the device and its points have their rows. Without a time as if removed when it was last heard. */
  note(deviceId: number, removedAtMs: number | undefined): void
}

export const createRemovedDevicesTable = (db: Connection): RemovedDevicesTable => {
  const note = db.prepare<[number | null, number]>(`
    INSERT INTO removed_devices (instance, name, points, first_seen_ms, removed_at_ms)
    SELECT instance, name, (SELECT count(*) FROM points WHERE device_id = devices.id), first_seen_ms, coalesce(?, last_seen_ms, first_seen_ms) FROM devices WHERE id = ?`)
  return { note: (deviceId, removedAtMs) => void note.run(removedAtMs === undefined ? null : wholeMs(removedAtMs), deviceId) }
}
