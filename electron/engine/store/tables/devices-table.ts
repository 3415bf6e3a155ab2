/** Table `devices`: what discovery learnt of each device, one row per device instance. */
import type { DeviceFacts } from '../../../../shared/domain/acquisition.ts'
import { NO_ADDRESS, type DeviceAddress, type Segmentation } from '../../../../shared/domain/device.ts'
import type { Connection } from '../connection.ts'
import type { DeviceRow } from '../store-types.ts'
import { wholeMs } from '../whole-ms.ts'

interface Row {
  readonly id: number
  readonly instance: number
  readonly ip: string
  readonly port: number
  readonly network: number | null
  readonly mac: string | null
  readonly interface_name: string | null
  readonly max_apdu: number
  readonly segmentation: string
  readonly protocol_revision: number
  readonly vendor_id: number
  readonly vendor_name: string
  readonly model_name: string
  readonly firmware: string
  readonly name: string
  readonly description: string
  readonly first_seen_ms: number
  readonly last_seen_ms: number | null
}

const toAddress = (row: Row): DeviceAddress => ({
  ip: row.ip,
  port: row.port,
  ...(row.network === null ? {} : { network: row.network }),
  ...(row.mac === null ? {} : { mac: row.mac }),
})

const fromRow = (row: Row): DeviceRow => ({
  id: row.id,
  instance: row.instance,
  address: toAddress(row),
  maxApdu: row.max_apdu,
  segmentation: row.segmentation as Segmentation,
  vendorId: row.vendor_id,
  ...(row.interface_name === null ? {} : { interfaceName: row.interface_name }),
  name: row.name,
  vendorName: row.vendor_name,
  modelName: row.model_name,
  firmware: row.firmware,
  description: row.description,
  protocolRevision: row.protocol_revision,
  firstSeenMs: row.first_seen_ms,
  lastSeenMs: row.last_seen_ms,
})

const toRow = (facts: DeviceFacts, nowMs: number): Omit<Row, 'id'> => ({
  instance: facts.instance,
  ip: facts.address.ip,
  port: facts.address.port,
  network: facts.address.network ?? null,
  mac: facts.address.mac ?? null,
  interface_name: facts.interfaceName ?? null,
  max_apdu: facts.maxApdu,
  segmentation: facts.segmentation,
  protocol_revision: facts.protocolRevision,
  vendor_id: facts.vendorId,
  vendor_name: facts.vendorName,
  model_name: facts.modelName,
  firmware: facts.firmware,
  name: facts.name,
  description: facts.description,
  first_seen_ms: wholeMs(nowMs),
  last_seen_ms: wholeMs(nowMs),
})

const UPSERT = `
  INSERT INTO devices (instance, ip, port, network, mac, interface_name, max_apdu, segmentation, protocol_revision, vendor_id, vendor_name, model_name,
    firmware, name, description, first_seen_ms, last_seen_ms)
  VALUES (:instance, :ip, :port, :network, :mac, :interface_name, :max_apdu, :segmentation, :protocol_revision, :vendor_id, :vendor_name, :model_name,
    :firmware, :name, :description, :first_seen_ms, :last_seen_ms)
  ON CONFLICT (instance) DO UPDATE SET
    ip = excluded.ip, port = excluded.port, network = excluded.network, mac = excluded.mac, interface_name = excluded.interface_name,
    max_apdu = excluded.max_apdu, segmentation = excluded.segmentation, protocol_revision = excluded.protocol_revision, vendor_id = excluded.vendor_id,
    vendor_name = excluded.vendor_name, model_name = excluded.model_name, firmware = excluded.firmware, name = excluded.name,
    description = excluded.description, last_seen_ms = excluded.last_seen_ms
  RETURNING id`

/** What a file says of a device; empty = nothing. */
export interface PreparedWords {
  readonly name: string
  readonly description: string
}

export interface Prepared {
  readonly deviceId: number
  readonly added: boolean
  /** It was heard at some time: what it says of itself counts more than a file. */
  readonly heard: boolean
}

/** What is assumed of a device that was never heard: the least. */
const unheardFacts = (instance: number, words: PreparedWords): DeviceFacts => ({
  instance,
  ...words,
  address: NO_ADDRESS,
  maxApdu: 50,
  segmentation: 'none',
  vendorId: 0,
  vendorName: '',
  modelName: '',
  firmware: '',
  protocolRevision: 0,
})

export interface DevicesTable {
  all(): DeviceRow[]
  ids(): number[]
  /** Inserts or updates by instance; the first sighting is kept. Returns the id. */
  save(facts: DeviceFacts, nowMs: number): number
  /** A device known from a file: inserted without an address where there is none of this instance; one that was never heard takes these words. */
  prepare(instance: number, words: PreparedWords, nowMs: number): Prepared
  setAddress(id: number, address: DeviceAddress): void
  touch(id: number, seenMs: number): void
  remove(id: number): void
}

export const createDevicesTable = (db: Connection): DevicesTable => {
  const all = db.prepare<[], Row>('SELECT * FROM devices ORDER BY instance')
  const ids = db.prepare<[], number>('SELECT id FROM devices').pluck()
  const upsert = db.prepare<[Omit<Row, 'id'>], number>(UPSERT).pluck()
  const find = db.prepare<[number], { readonly id: number; readonly ip: string }>('SELECT id, ip FROM devices WHERE instance = ?')
  const reword = db.prepare<[PreparedWords & { readonly id: number }]>(
    `UPDATE devices SET name = CASE :name WHEN '' THEN name ELSE :name END, description = CASE :description WHEN '' THEN description ELSE :description END WHERE id = :id`,
  )
  const unsee = db.prepare<[number]>('UPDATE devices SET last_seen_ms = NULL WHERE id = ?')
  const setAddress = db.prepare<[string, number, number | null, string | null, number]>('UPDATE devices SET ip = ?, port = ?, network = ?, mac = ? WHERE id = ?')
  const touch = db.prepare<[number, number]>('UPDATE devices SET last_seen_ms = ? WHERE id = ?')
  const remove = db.prepare<[number]>('DELETE FROM devices WHERE id = ?')
  const save = (facts: DeviceFacts, nowMs: number): number => {
    const id = upsert.get(toRow(facts, nowMs))
    if (id === undefined) throw new Error(`device ${facts.instance} got no row`)
    return id
  }
  return {
    all: () => all.all().map(fromRow),
    ids: () => ids.all(),
    save,
    prepare: (instance, words, nowMs) => {
      const known = find.get(instance)
      if (known !== undefined) {
        const heard = known.ip !== NO_ADDRESS.ip
        if (!heard) reword.run({ name: words.name, description: words.description, id: known.id })
        return { deviceId: known.id, added: false, heard }
      }
      const deviceId = save(unheardFacts(instance, words), nowMs)
      unsee.run(deviceId)
      return { deviceId, added: true, heard: false }
    },
    setAddress: (id, address) => void setAddress.run(address.ip, address.port, address.network ?? null, address.mac ?? null, id),
    touch: (id, seenMs) => void touch.run(wholeMs(seenMs), id),
    remove: (id) => void remove.run(id),
  }
}
