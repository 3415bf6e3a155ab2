/** Removing a device: gone at once for every question, its rows deleted in slices. */
import { describe, expect, it } from 'vitest'
import { createInlineReaders } from '../../../electron/engine/store/store-readers.ts'
import { alertOf, databaseOf, fillPoint, openSite, outcome, readingRows, saveDevice, START_MS, temporaryFolder, writeReadings } from './sample-site.ts'

const MODEL = { detector: 'iqr', version: '1', fittedAtMs: START_MS, trainedFromMs: 0, trainedToMs: START_MS, coverage: 1, seed: 1, body: '{}' }

describe('a removed device', () => {
  it('takes its points, alerts, gaps, models, outcomes and readings along, and leaves those of others', async () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const gone = saveDevice(store, 1, 2)
    const stays = saveDevice(store, 2, 1)
    const [gonePoint = 0] = gone.pointIds
    const [stayingPoint = 0] = stays.pointIds
    for (const { deviceId, pointId } of [{ deviceId: gone.deviceId, pointId: gonePoint }, { deviceId: stays.deviceId, pointId: stayingPoint }]) {
      fillPoint(store, pointId, 12_000, 1_000)
      store.writeBatch({ readings: readingRows([]), outcomes: [outcome(deviceId, START_MS)] })
      store.insertAlert(alertOf(deviceId, pointId), { atMs: START_MS, what: 'raised', note: '' })
      store.openGap(deviceId, START_MS, 'deviceOffline')
      store.saveModels([{ pointId, ...MODEL }])
    }
    store.related.save({ pointId: stayingPoint, otherId: gonePoint, decision: 'accepted', r: 0.8, decidedAtMs: START_MS })
    store.related.save({ pointId: stayingPoint, otherId: 99, decision: 'dismissed', r: 0.8, decidedAtMs: START_MS })
    store.removeDevice(gone.deviceId)

    expect(store.devices().map((device) => device.id)).toEqual([stays.deviceId])
    expect(store.points().map((point) => point.id)).toEqual(stays.pointIds)
    expect(store.alerts({ which: 'all', limit: 10 }).map((alert) => alert.deviceId)).toEqual([stays.deviceId])
    expect(store.coverageGaps(0, START_MS + 1).map((gap) => gap.deviceId)).toEqual([stays.deviceId])
    expect(store.models().map((model) => model.pointId)).toEqual([stayingPoint])
    expect([...store.lastReadings().pointIds]).toEqual([stayingPoint])
    expect(store.related.all().map(({ otherId }) => otherId)).toEqual([99])
    expect(store.outcomesSince(0)).toEqual({ requests: 1, failed: 0 })

    while (store.purgeStep());
    expect(store.readingCount()).toBe(12_000)
    const readers = createInlineReaders(databaseOf(folder))
    const [goneHistory, stayingHistory] = await readers.history([gonePoint, stayingPoint], 0, START_MS * 2)
    expect(goneHistory?.timesMs).toHaveLength(0)
    expect(stayingHistory?.timesMs).toHaveLength(12_000)
    await readers.close()
  })

  it('is deleted slice by slice along with the batches that follow, also after a restart', () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const gone = saveDevice(store, 1, 1)
    const [stayingPoint = 0] = saveDevice(store, 2, 1).pointIds
    fillPoint(store, gone.pointIds[0] ?? 0, 12_000, 1_000)
    store.removeDevice(gone.deviceId)
    expect(store.readingCount()).toBe(12_000)
    writeReadings(store, [[stayingPoint, START_MS, 1]])
    const left = store.readingCount()
    expect(left).toBeLessThan(12_000)
    expect(left).toBeGreaterThan(1)
    store.close()
    const again = openSite(folder)
    for (let batch = 1; batch < 5; batch += 1) writeReadings(again, [[stayingPoint, START_MS + batch, 1]])
    expect(again.readingCount()).toBe(5)
    expect(again.purgeStep()).toBe(false)
  })

  it('may be in a batch that was under way: its readings and outcomes are left out', () => {
    const store = openSite(temporaryFolder())
    const gone = saveDevice(store, 1, 1)
    store.removeDevice(gone.deviceId)
    const late = readingRows([[gone.pointIds[0] ?? 0, START_MS, 1]])
    expect(store.writeBatch({ readings: late, outcomes: [outcome(gone.deviceId, START_MS)] })).toBe(0)
    store.saveModels([{ pointId: gone.pointIds[0] ?? 0, ...MODEL }])
    expect(store.readingCount()).toBe(0)
    expect(store.models()).toEqual([])
  })

  it('found again begins anew under ids never used before', () => {
    const store = openSite(temporaryFolder())
    const gone = saveDevice(store, 1, 2)
    store.removeDevice(gone.deviceId)
    const back = saveDevice(store, 1, 2)
    expect(back.deviceId).toBeGreaterThan(gone.deviceId)
    expect(Math.min(...back.pointIds)).toBeGreaterThan(Math.max(...gone.pointIds))
  })
})
