/**
 * A process to be killed: writes batches (without end, or a given count) as fast as it can and tells on stdout each number that the store has acknowledged.
 * Meanwhile a worker thread copies the log back into the database, over and over.
 */
import { writeSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { NEW_ALERT } from '../../../shared/domain/alert.ts'
import { databaseFile, openStore } from '../../../electron/engine/store/open-store.ts'
import { createStoreReaders } from '../../../electron/engine/store/store-readers.ts'

const WORKER = new URL('../../../electron/engine/store/reader-worker.ts', import.meta.url)
const POINTS = 50
const BASE_MS = Date.UTC(2026, 0, 1)

const [folder = '', first = '0', count = 'Infinity'] = process.argv.slice(2)
const opened = openStore(folder)
if (!opened.ok) {
  writeSync(1, `refused ${opened.error.code}\n`)
  process.exit(1)
}
const store = opened.value
const objects = Array.from({ length: POINTS }, (_, index) => ({ objectType: 0, objectInstance: index, name: `P${index}`, description: '', units: 62, stateTexts: [] }))
const device = { instance: 1, address: { ip: '127.0.0.1', port: 47_808 }, maxApdu: 1_476, segmentation: 'both' as const, vendorId: 7 }
const facts = { ...device, name: 'D', vendorName: 'V', modelName: 'M', firmware: '1', description: '', protocolRevision: 14 }
store.saveDevice(facts, objects, BASE_MS, () => 10_000)
const pointIds = Int32Array.from(store.points(), (point) => point.id)

const readers = createStoreReaders(databaseFile(folder), WORKER)
let copying = false
const copyLog = async (): Promise<void> => {
  if (copying) return
  copying = true
  await readers.checkpoint()
  copying = false
}

const NOTHING = { explanation: [], checks: [], evidence: [], value: null, expected: null, low: null, high: null, worstValue: null }
const place = { kind: 'device' as const, severity: 'high' as const, deviceId: store.devices()[0]?.id ?? 1, pointId: null, title: { key: 'device.offline' } }
const alertId = store.alerts({ which: 'all', limit: 1 })[0]?.id ?? store.insertAlert({ ...place, ...NOTHING, ...NEW_ALERT, startedAtMs: BASE_MS, raisedAtMs: BASE_MS }, { atMs: BASE_MS, what: 'raised', note: '' })

/** Shelved anew with each number: the shelf and its entry in the history are one change. */
const shelve = (number: number): void => {
  const alert = store.alert(alertId)
  if (alert === undefined) return
  const shelf = { reason: String(number), atMs: BASE_MS + number, untilMs: null, oneShot: true }
  store.updateAlerts([{ alert: { ...alert, shelf }, transitions: [{ atMs: BASE_MS + number, what: 'shelved', note: String(number), by: 'person' }] }])
}

const end = Number(first) + Number(count)
for (let number = Number(first); number < end; number += 1) {
  const readings = {
    count: POINTS,
    pointIds,
    timesMs: new Float64Array(POINTS).fill(BASE_MS + number * 1_000),
    values: new Float64Array(POINTS).fill(number),
    qualities: new Uint16Array(POINTS),
  }
  store.writeBatch({ readings, outcomes: [] })
  store.setMeta('last', String(number))
  shelve(number)
  writeSync(1, `${number}\n`)
  void copyLog()
  await nextTurn()
}
await readers.close()
