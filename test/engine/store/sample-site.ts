/** Devices, points, readings and alerts for the store's tests. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Log } from '../../../electron/engine/log.ts'
import { openStore } from '../../../electron/engine/store/open-store.ts'
import type { ReadingRows } from '../../../electron/engine/store/store-types.ts'
import type { SqliteStore } from '../../../electron/engine/store/writable-store.ts'
import type { DeviceFacts, ObjectFacts, PollOutcome } from '../../../shared/domain/acquisition.ts'
import { NEW_ALERT, type Alert } from '../../../shared/domain/alert.ts'
import { message } from '../../../shared/message.ts'

export const START_MS = Date.UTC(2026, 0, 5, 8)

/** A folder that is removed when the test ends. Open stores must be closed before, or Windows keeps their files. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'plantroom-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

/** Opens the store of `folder`, closed again when the test ends. Throws when it cannot be opened. */
export const openSite = (folder: string, log?: Log): SqliteStore => {
  const opened = openStore(folder, log)
  if (!opened.ok) throw new Error(opened.error.message)
  onTestFinished(() => opened.value.close())
  return opened.value
}

export const deviceFacts = (instance: number, change: Partial<DeviceFacts> = {}): DeviceFacts => ({
  instance,
  address: { ip: `127.0.0.${instance % 250}`, port: 47_808 },
  maxApdu: 1_476,
  segmentation: 'both',
  vendorId: 7,
  name: `AHU-${instance}`,
  vendorName: 'Acme Controls',
  modelName: 'VC-200',
  firmware: '4.2.1',
  description: 'Air handling unit',
  protocolRevision: 14,
  ...change,
})

export const analogInput = (objectInstance: number, change: Partial<ObjectFacts> = {}): ObjectFacts => ({
  objectType: 0,
  objectInstance,
  name: `SupplyTemp_${objectInstance}`,
  description: '',
  units: 62,
  stateTexts: [],
  ...change,
})

/** Saves a device with `points` analog inputs and returns the ids. */
export const saveDevice = (store: SqliteStore, instance: number, points: number): { deviceId: number; pointIds: number[] } => {
  const objects = Array.from({ length: points }, (_, index) => analogInput(index + 1))
  const { deviceId } = store.saveDevice(deviceFacts(instance), objects, START_MS, () => 10_000)
  return { deviceId, pointIds: store.points(deviceId).map((point) => point.id) }
}

export type ReadingTuple = readonly [pointId: number, timeMs: number, value: number, quality?: number]

export const readingRows = (rows: readonly ReadingTuple[]): ReadingRows => ({
  count: rows.length,
  pointIds: Int32Array.from(rows, (row) => row[0]),
  timesMs: Float64Array.from(rows, (row) => row[1]),
  values: Float64Array.from(rows, (row) => row[2]),
  qualities: Uint16Array.from(rows, (row) => row[3] ?? 0),
})

/** Writes readings alone. */
export const writeReadings = (store: SqliteStore, rows: readonly ReadingTuple[]): number => store.writeBatch({ readings: readingRows(rows), outcomes: [] })

/** Writes `count` readings of one point, `stepMs` apart. */
export const fillPoint = (store: SqliteStore, pointId: number, count: number, stepMs: number, valueAt: (index: number) => number = (index) => index): void => {
  const rows: ReadingRows = {
    count,
    pointIds: new Int32Array(count).fill(pointId),
    timesMs: Float64Array.from({ length: count }, (_, index) => START_MS + index * stepMs),
    values: Float64Array.from({ length: count }, (_, index) => valueAt(index)),
    qualities: new Uint16Array(count),
  }
  store.writeBatch({ readings: rows, outcomes: [] })
}

export const outcome = (deviceId: number, atMs: number, change: Partial<PollOutcome> = {}): PollOutcome => ({
  deviceId,
  atMs,
  latencyMs: 12,
  error: null,
  asked: 10,
  answered: 10,
  ...change,
})

export const alertOf = (deviceId: number, pointId: number | null, change: Partial<Alert> = {}): Omit<Alert, 'id'> => ({
  kind: 'equipment',
  severity: 'high',
  deviceId,
  pointId,
  title: message('alert.above', { by: { value: 4.2, units: 62 } }),
  explanation: [message('alert.band', { low: 14, high: 18 })],
  checks: [message('check.valve')],
  value: 22.4,
  expected: 16,
  low: 14,
  high: 18,
  worstValue: 23,
  evidence: [{ detector: 'z-score', modelVersion: '1', score: 2.1, expected: 16, low: 14, high: 18 }],
  startedAtMs: START_MS,
  raisedAtMs: START_MS + 30_000,
  ...NEW_ALERT,
  ...change,
})

/** The store's file of a folder, as the tests damage it. */
export const databaseOf = (folder: string): string => join(folder, 'plantroom.db')
