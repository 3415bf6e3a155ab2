/** The write-ahead log goes back into the database by a worker thread, and stays short while charts and fits read all the time. */
import { statSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { silentLog } from '../../../electron/engine/log.ts'
import { keepLogShort } from '../../../electron/engine/monitor/log-keeper.ts'
import { createStoreReaders, type CheckingReaders } from '../../../electron/engine/store/store-readers.ts'
import { systemClock } from '../../../shared/clock.ts'
import { databaseOf, openSite, readingRows, saveDevice, START_MS, temporaryFolder } from './sample-site.ts'

const WORKER = new URL('../../../electron/engine/store/reader-worker.ts', import.meta.url)
const MEGABYTE = 1_048_576
const POINTS = 1_000
const ROUNDS = 60

const siteOf = () => {
  const folder = temporaryFolder()
  const store = openSite(folder)
  const { pointIds } = saveDevice(store, 1, POINTS)
  const readers = createStoreReaders(databaseOf(folder), WORKER)
  onTestFinished(() => readers.close())
  let written = 0
  /** Touches a page of every point: about 4 MB of log. */
  const writeRound = (): void => {
    written += 1
    store.writeBatch({ readings: readingRows(pointIds.map((id) => [id, START_MS + written * 1_000, written] as const)), outcomes: [] })
  }
  /** Pages far apart, as after weeks: 100 readings a point before the rounds begin. */
  const prepare = (): void => {
    for (const id of pointIds) {
      store.writeBatch({ readings: readingRows(Array.from({ length: 150 }, (_, i) => [id, START_MS - (i + 1) * 1_000, i] as const)), outcomes: [] })
    }
  }
  return { folder, store, pointIds, readers, writeRound, prepare }
}

const readUntil = async (readers: CheckingReaders, pointIds: readonly number[], isDone: () => boolean): Promise<number> => {
  let asked = 0
  for (; !isDone(); asked += 1) {
    const [a = 0, b = 0] = [pointIds[asked % POINTS], pointIds[(asked * 7) % POINTS]]
    await Promise.all([readers.series(a, 0, START_MS * 2, 500), readers.history([a, b], 0, START_MS * 2)])
  }
  return asked
}

describe('the write-ahead log', () => {
  it('is copied whole by the worker, after which the writer begins it anew', async () => {
    const { folder, store, readers, writeRound, prepare } = siteOf()
    prepare()
    const { pages, copied } = await readers.checkpoint()
    expect(pages).toBeGreaterThan(100)
    expect(copied).toBe(pages)
    expect(statSync(databaseOf(folder)).size).toBeGreaterThan(MEGABYTE)
    writeRound()
    const after = await readers.checkpoint()
    expect(after.pages).toBeLessThan(pages)
    expect(store.readingCount()).toBe(POINTS * 151)
  })

  it('stays short while everybody reads and the writer writes without rest', async () => {
    const { store, pointIds, readers, writeRound, prepare } = siteOf()
    prepare()
    const keeper = keepLogShort({ clock: systemClock, store, readers, log: silentLog })
    let done = false
    const reading = readUntil(readers, pointIds, () => done)
    let largest = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      writeRound()
      largest = Math.max(largest, store.logBytes())
      await wait(100)
    }
    done = true
    expect(await reading).toBeGreaterThan(20)
    await keeper.stop()
    // Without the worker it grows to the 64 MB at which a commit would copy it.
    expect(largest).toBeLessThan(56 * MEGABYTE)
    expect(store.readingCount()).toBe(POINTS * (150 + ROUNDS))
    expect(await readers.integrity()).toEqual([])
  })
})
