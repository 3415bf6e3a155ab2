/** A disk that refuses: the batch is not kept in part, the error says why, and the same batch goes through when there is room again. */
import Database from 'better-sqlite3'
import { onTestFinished, describe, expect, it } from 'vitest'
import { silentLog } from '../../../electron/engine/log.ts'
import { openReader, openWriter, type Connection } from '../../../electron/engine/store/connection.ts'
import { migrate } from '../../../electron/engine/store/migrate.ts'
import { sqliteFailure, StoreWriteError } from '../../../electron/engine/store/store-failure.ts'
import { createWritableStore, type SqliteStore } from '../../../electron/engine/store/writable-store.ts'
import { alertOf, databaseOf, openSite, outcome, readingRows, saveDevice, START_MS, temporaryFolder } from './sample-site.ts'

/** A store on a connection of the test's own. */
const storeOn = (db: Connection, file: string): SqliteStore => {
  const store = createWritableStore({ db, file, lock: { release: () => {} }, log: silentLog })
  onTestFinished(() => store.close())
  return store
}

const failureOf = (write: () => unknown): StoreWriteError => {
  try {
    write()
  } catch (error) {
    if (error instanceof StoreWriteError) return error
    throw error
  }
  throw new Error('the write went through')
}

const batchOf = (deviceId: number, pointId: number, count: number) => ({
  readings: readingRows(Array.from({ length: count }, (_, index) => [pointId, START_MS + index, index / 3] as const)),
  outcomes: [outcome(deviceId, START_MS)],
})

describe('on a full disk', () => {
  it('a batch fails as a whole with disk-full, and goes through later', () => {
    const file = databaseOf(temporaryFolder())
    const db = openWriter(file)
    migrate(db)
    const store = storeOn(db, file)
    const { deviceId, pointIds } = saveDevice(store, 1, 1)
    const batch = batchOf(deviceId, pointIds[0] ?? 0, 20_000)
    const pages = db.pragma('page_count', { simple: true }) as number
    db.pragma(`max_page_count = ${pages + 10}`)
    const error = failureOf(() => store.writeBatch(batch))
    expect(error.failure).toMatchObject({ code: 'disk-full', detail: { file } })
    expect(store.readingCount()).toBe(0)
    expect(store.outcomesSince(0).requests).toBe(0)
    expect(store.lastReadings().count).toBe(0)
    db.pragma(`max_page_count = ${pages + 10_000}`)
    expect(store.writeBatch(batch)).toBe(20_000)
    expect([store.readingCount(), store.outcomesSince(0).requests]).toEqual([20_000, 1])
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  it('points of a device that could not be saved are not taken for known', () => {
    const file = databaseOf(temporaryFolder())
    const db = openWriter(file)
    migrate(db)
    const store = storeOn(db, file)
    db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true }) as number}`)
    expect(failureOf(() => saveDevice(store, 1, 2_000)).failure.code).toBe('disk-full')
    expect(store.devices()).toEqual([])
    expect(store.points()).toEqual([])
  })
})

describe('a database that may only be read', () => {
  it('refuses every kind of write with store-unwritable and answers questions on', () => {
    const folder = temporaryFolder()
    const first = openSite(folder)
    const { deviceId, pointIds } = saveDevice(first, 1, 1)
    first.close()
    const store = storeOn(openReader(databaseOf(folder)), databaseOf(folder))
    const [pointId = 0] = pointIds
    const writes: (() => unknown)[] = [
      () => store.writeBatch(batchOf(deviceId, pointId, 1)),
      () => store.changeSettings({ siteName: 'x' }),
      () => store.setMeta('a', 'b'),
      () => saveDevice(store, 2, 1),
      () => store.setDeviceAddress(deviceId, { ip: '127.0.0.1', port: 1 }),
      () => store.touchDevice(deviceId, START_MS),
      () => store.removeDevice(deviceId),
      () => store.setPollInterval([pointId], 1_000),
      () => store.saveModels([{ pointId, detector: 'a', version: '1', fittedAtMs: 0, trainedFromMs: 0, trainedToMs: 0, coverage: 1, seed: 1, body: '{}' }]),
      () => store.insertAlert(alertOf(deviceId, pointId), { atMs: START_MS, what: 'raised', note: '' }),
      () => store.updateAlert({ id: 1, ...alertOf(deviceId, pointId) }),
      () => store.openGap(null, START_MS, 'asleep'),
      () => store.closeGap(null, START_MS),
      () => store.addGap({ deviceId: null, fromMs: START_MS, toMs: START_MS + 1, reason: 'asleep' }),
    ]
    for (const write of writes) expect(failureOf(write).failure.code).toBe('store-unwritable')
    expect(store.points().map((point) => point.id)).toEqual(pointIds)
  })
})

describe('errors of SQLite', () => {
  it.each([
    ['SQLITE_FULL', 'disk-full'],
    ['SQLITE_IOERR_WRITE', 'store-unwritable'],
    ['SQLITE_READONLY_DBMOVED', 'store-unwritable'],
    ['SQLITE_CANTOPEN', 'store-unwritable'],
    ['SQLITE_CORRUPT', 'store-damaged'],
    ['SQLITE_CORRUPT_INDEX', 'store-damaged'],
    ['SQLITE_NOTADB', 'store-damaged'],
    ['SQLITE_BUSY_SNAPSHOT', 'store-locked'],
  ])('%s is told as %s', (code, expected) => {
    expect(sqliteFailure(new Database.SqliteError('text', code), databaseOf(temporaryFolder()))?.code).toBe(expected)
  })

  it('that are bugs stay errors', () => {
    expect(sqliteFailure(new Database.SqliteError('text', 'SQLITE_CONSTRAINT_NOTNULL'), 'x')).toBeUndefined()
    expect(sqliteFailure(new Error('text'), 'x')).toBeUndefined()
  })
})
