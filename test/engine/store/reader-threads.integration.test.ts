/** Readers in worker threads: same answers as inline, while the writer goes on; questions that fail; threads that die. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished, describe, expect, it } from 'vitest'
import { createInlineReaders, createStoreReaders, type CheckingReaders } from '../../../electron/engine/store/store-readers.ts'
import { databaseOf, fillPoint, openSite, saveDevice, START_MS, temporaryFolder, writeReadings } from './sample-site.ts'

const WORKER = new URL('../../../electron/engine/store/reader-worker.ts', import.meta.url)
const END_MS = START_MS * 2

const readersOf = (folder: string, worker: URL = WORKER): CheckingReaders => {
  const readers = createStoreReaders(databaseOf(folder), worker)
  onTestFinished(() => readers.close())
  return readers
}

describe('readers in worker threads', () => {
  it('give the same answers as on the calling thread', async () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const { pointIds } = saveDevice(store, 1, 3)
    const [first = 0, second = 0] = pointIds
    fillPoint(store, first, 20_000, 5_000, (index) => Math.sin(index / 100))
    fillPoint(store, second, 50, 60_000)
    const inline = createInlineReaders(databaseOf(folder))
    const threads = readersOf(folder)
    expect(await threads.series(first, 0, END_MS, 500)).toEqual(await inline.series(first, 0, END_MS, 500))
    expect(await threads.series(second, START_MS, START_MS + 120_001, 500)).toEqual(await inline.series(second, START_MS, START_MS + 120_001, 500))
    expect(await threads.history(pointIds, 0, END_MS)).toEqual(await inline.history(pointIds, 0, END_MS))
    expect(await threads.integrity()).toEqual([])
    await inline.close()
  })

  it('see what the writer has just acknowledged', async () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const [point = 0] = saveDevice(store, 1, 1).pointIds
    const readers = readersOf(folder)
    for (let number = 1; number <= 50; number += 1) {
      writeReadings(store, [[point, START_MS + number, number]])
      expect((await readers.series(point, 0, END_MS, 1_000)).values.at(-1)).toBe(number)
    }
  })

  it('answer many questions at once, each to its asker', async () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const { pointIds } = saveDevice(store, 1, 40)
    writeReadings(store, pointIds.map((pointId) => [pointId, START_MS, pointId * 10] as const))
    const readers = readersOf(folder)
    const answers = await Promise.all(pointIds.map((pointId) => readers.series(pointId, 0, END_MS, 100)))
    expect(answers.map((series) => [series.pointId, series.values[0]])).toEqual(pointIds.map((pointId) => [pointId, pointId * 10]))
  })

  it('do not keep a chart waiting behind a long fit', async () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const [big = 0, small = 0] = saveDevice(store, 1, 2).pointIds
    fillPoint(store, big, 300_000, 1_000)
    fillPoint(store, small, 10, 1_000)
    const readers = readersOf(folder)
    await Promise.all([readers.series(small, 0, END_MS, 100), readers.history([small], 0, END_MS)])
    const done: string[] = []
    await Promise.all([
      readers.history([big, big, big], 0, END_MS).then(() => done.push('fit')),
      readers.series(small, 0, END_MS, 100).then(() => done.push('chart')),
    ])
    expect(done).toEqual(['chart', 'fit'])
  })

  it('finish what was asked before they close, and refuse what comes after', async () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const [point = 0] = saveDevice(store, 1, 1).pointIds
    fillPoint(store, point, 1_000, 1_000)
    const readers = readersOf(folder)
    const asked = readers.series(point, 0, END_MS, 100)
    await readers.close()
    expect((await asked).thinned).toBe(true)
    await expect(readers.series(point, 0, END_MS, 100)).rejects.toThrow(/closed/)
    await readers.close()
  })
})

describe('a reader thread that cannot work', () => {
  it('rejects with the reason when there is no database, and works when there is', async () => {
    const folder = temporaryFolder()
    const readers = readersOf(folder)
    await expect(readers.series(1, 0, END_MS, 100)).rejects.toThrow(/unable to open database file|no such table/)
    const store = openSite(folder)
    saveDevice(store, 1, 1)
    expect((await readers.series(1, 0, END_MS, 100)).timesMs).toHaveLength(0)
  })

  it('rejects every question under way when it dies, and is replaced', async () => {
    const folder = temporaryFolder()
    const worker = join(folder, 'dying-worker.mjs')
    writeFileSync(worker, `import { parentPort } from 'node:worker_threads'\nparentPort.on('message', () => process.exit(3))\n`)
    const readers = readersOf(folder, pathToFileURL(worker))
    const both = await Promise.allSettled([readers.series(1, 0, 1, 4), readers.series(2, 0, 1, 4)])
    expect(both.map((one) => one.status)).toEqual(['rejected', 'rejected'])
    await expect(readers.series(1, 0, 1, 4)).rejects.toThrow(/ended before it answered/)
  })
})
