/** Readings: written in batches, replaced on the same time, last values, counts. */
import { describe, expect, it } from 'vitest'
import { createInlineReaders } from '../../../electron/engine/store/store-readers.ts'
import { QUALITY } from '../../../shared/domain/quality.ts'
import { databaseOf, fillPoint, openSite, readingRows, saveDevice, START_MS, temporaryFolder, writeReadings } from './sample-site.ts'

describe('a batch of readings', () => {
  it('is there with value, time and quality after closing and opening again', async () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const { pointIds } = saveDevice(store, 1, 2)
    const [first = 0, second = 0] = pointIds
    expect(writeReadings(store, [[first, START_MS, 21.5], [second, START_MS, -3.25, QUALITY.overridden], [first, START_MS + 10_000, 21.75]])).toBe(3)
    store.close()

    openSite(folder)
    const readers = createInlineReaders(databaseOf(folder))
    const series = await readers.series(first, START_MS, START_MS + 20_000, 100)
    expect([...series.timesMs]).toEqual([START_MS, START_MS + 10_000])
    expect([...series.values]).toEqual([21.5, 21.75])
    expect([...(await readers.series(second, 0, START_MS + 1, 100)).qualities]).toEqual([QUALITY.overridden])
    await readers.close()
  })

  it('keeps a value that is not a number as such', () => {
    const store = openSite(temporaryFolder())
    const [point = 0] = saveDevice(store, 1, 1).pointIds
    writeReadings(store, [[point, START_MS, Number.NaN, QUALITY.fault]])
    expect([...store.lastReadings().values]).toEqual([Number.NaN])
    expect([...store.lastReadings().qualities]).toEqual([QUALITY.fault])
  })

  it('replaces the reading of the same point and time, and the later of two in one batch stays', () => {
    const store = openSite(temporaryFolder())
    const [point = 0] = saveDevice(store, 1, 1).pointIds
    writeReadings(store, [[point, START_MS, 1]])
    expect(writeReadings(store, [[point, START_MS, 2, QUALITY.spike]])).toBe(1)
    expect([...store.lastReadings().values]).toEqual([2])
    writeReadings(store, [[point, START_MS + 1_000, 3], [point, START_MS + 1_000, 4]])
    expect([...store.lastReadings().values]).toEqual([4])
    expect(store.readingCount()).toBe(2)
  })

  it('replaces right in batches of every size around the width of an insert', () => {
    const store = openSite(temporaryFolder())
    const [point = 0] = saveDevice(store, 1, 1).pointIds
    for (const size of [0, 1, 15, 16, 17, 31, 32, 33, 100]) {
      const batch = Array.from({ length: size }, (_, index) => [point, START_MS + index, size * 1_000 + index] as const)
      expect(writeReadings(store, batch)).toBe(size)
      expect(writeReadings(store, batch.toReversed())).toBe(size)
      expect(store.readingCount()).toBe(size)
      if (size > 0) expect(store.lastReadings().values[0]).toBe(size * 1_000 + size - 1)
    }
  })

  it('rounds times of an accelerated clock to whole milliseconds', () => {
    const store = openSite(temporaryFolder())
    const [point = 0] = saveDevice(store, 1, 1).pointIds
    writeReadings(store, [[point, START_MS + 0.4, 1]])
    expect([...store.lastReadings().timesMs]).toEqual([START_MS])
  })

  it('refuses a reading without a time as a bug and keeps nothing of its batch', () => {
    const store = openSite(temporaryFolder())
    const [point = 0] = saveDevice(store, 1, 1).pointIds
    expect(() => writeReadings(store, [[point, START_MS, 1], [point, Number.NaN, 1]])).toThrow(/NOT NULL/)
    expect(store.readingCount()).toBe(0)
  })

  it('leaves out points that have no row, and says so by its count', () => {
    const store = openSite(temporaryFolder())
    const [point = 0] = saveDevice(store, 1, 1).pointIds
    expect(writeReadings(store, [[point, START_MS, 1], [point + 77, START_MS, 1]])).toBe(1)
    expect(store.readingCount()).toBe(1)
  })

  it('is empty without complaint', () => {
    const store = openSite(temporaryFolder())
    expect(store.writeBatch({ readings: readingRows([]), outcomes: [] })).toBe(0)
    expect(store.lastReadings().count).toBe(0)
  })
})

describe('last readings', () => {
  it('are the newest of every present point, whatever the order of arrival', () => {
    const store = openSite(temporaryFolder())
    const { pointIds } = saveDevice(store, 1, 3)
    const [first = 0, second = 0] = pointIds
    writeReadings(store, [[second, START_MS + 5_000, 7], [first, START_MS + 9_000, 1], [first, START_MS, 2], [second, START_MS, 8]])
    const last = store.lastReadings()
    expect([...last.pointIds]).toEqual([first, second])
    expect([...last.timesMs]).toEqual([START_MS + 9_000, START_MS + 5_000])
    expect([...last.values]).toEqual([1, 7])
  })
})

describe('the reading count', () => {
  it('is exact over batches, replacements and a restart', () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const [first = 0, second = 0] = saveDevice(store, 1, 2).pointIds
    fillPoint(store, first, 1_000, 1_000)
    fillPoint(store, second, 500, 1_000)
    fillPoint(store, first, 1_200, 1_000)
    expect(store.readingCount()).toBe(1_700)
    store.close()
    expect(openSite(folder).readingCount()).toBe(1_700)
  })
})
