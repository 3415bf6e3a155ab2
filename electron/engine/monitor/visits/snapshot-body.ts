/** A device of a snapshot as the store keeps it: JSON, deflated, addressed by its hash; and back. */
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import type { SnapshotBody } from '../../store/tables/snapshots-table.ts'
import type { DeviceSnapshot } from '../../visits/snapshot.ts'

const deflate = promisify(deflateRaw)
const inflate = promisify(inflateRaw)
/** No device of any site is larger unpacked; a damaged body must not eat the memory. */
const MOST_BYTES = 256_000_000

/** Objects in one order, so that equal devices have equal hashes. */
const inOrder = (device: DeviceSnapshot): DeviceSnapshot => ({ ...device, objects: [...device.objects].sort((a, b) => a.type - b.type || a.instance - b.instance) })

/** Packing happens in the threads of zlib. */
export const packDevice = async (device: DeviceSnapshot): Promise<SnapshotBody> => {
  const json = Buffer.from(JSON.stringify(inOrder(device)))
  return { instance: device.instance, hash: createHash('sha256').update(json).digest(), body: await deflate(json) }
}

export const unpackDevice = async ({ body }: SnapshotBody): Promise<DeviceSnapshot> => JSON.parse((await inflate(body, { maxOutputLength: MOST_BYTES })).toString()) as DeviceSnapshot
