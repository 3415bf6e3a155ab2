/** Trend logs in the store: what they record, how far they were read, what was filled from them. */
import { describe, expect, it } from 'vitest'
import type { TrendLogFacts } from '../../../electron/engine/store/trend-log-types.ts'
import { message } from '../../../shared/message.ts'
import { openSite, saveDevice, START_MS, temporaryFolder } from './sample-site.ts'

const HOUR = 3_600_000
const log = (logInstance: number, pointId: number | null, change: Partial<TrendLogFacts> = {}): TrendLogFacts => ({
  logType: 20, logInstance, member: 0, name: `TL-${logInstance}`, records: 'AI 1 present-value', pointId, enabled: true, intervalMs: 300_000, recordCount: 10, totalCount: 10, bufferSize: 576,
  stopWhenFull: false, statusFlags: 0, askedAtMs: START_MS, problems: [], ...change,
})

describe('trend logs', () => {
  it('are kept with how far each was read, also when they are read anew and after a restart', () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const { deviceId, pointIds } = saveDevice(store, 1, 2)
    store.saveTrendLogs(deviceId, [log(1, pointIds[0]!), log(2, pointIds[1]!, { problems: [message('trendLog.disabled')] })])
    store.noteBackfill(deviceId, { logType: 20, logInstance: 1, readSequence: 77, readUntilMs: START_MS }, [])
    store.saveTrendLogs(deviceId, [log(1, pointIds[0]!, { recordCount: 12 }), log(3, null)])
    store.close()
    expect(openSite(folder).trendLogs(deviceId)).toEqual([
      { ...log(1, pointIds[0]!, { recordCount: 12 }), deviceId, readSequence: 77, readUntilMs: START_MS },
      { ...log(3, null), deviceId, readSequence: null, readUntilMs: null },
    ])
  })

  it('are never read backwards in time', () => {
    const store = openSite(temporaryFolder())
    const { deviceId, pointIds } = saveDevice(store, 1, 1)
    store.saveTrendLogs(deviceId, [log(1, pointIds[0]!)])
    store.noteBackfill(deviceId, { logType: 20, logInstance: 1, readSequence: 77, readUntilMs: START_MS }, [])
    store.noteBackfill(deviceId, { logType: 20, logInstance: 1, readSequence: 5, readUntilMs: START_MS - HOUR }, [])
    expect(store.trendLogs()[0]).toMatchObject({ readSequence: 77, readUntilMs: START_MS })
  })

  it('that record another point now begin anew', () => {
    const store = openSite(temporaryFolder())
    const { deviceId, pointIds } = saveDevice(store, 1, 2)
    store.saveTrendLogs(deviceId, [log(1, pointIds[0]!)])
    store.noteBackfill(deviceId, { logType: 20, logInstance: 1, readSequence: 77, readUntilMs: START_MS }, [])
    store.saveTrendLogs(deviceId, [log(1, pointIds[1]!)])
    expect(store.trendLogs()[0]).toMatchObject({ readSequence: null, readUntilMs: null })
  })
})

describe('what was filled', () => {
  it('is kept as few periods of each point', () => {
    const store = openSite(temporaryFolder())
    const { deviceId, pointIds } = saveDevice(store, 1, 2)
    const [pointId = 0, other = 0] = pointIds
    const add = (from: number, to: number, id = pointId): void => store.noteBackfill(deviceId, null, [{ pointId: id, fromMs: START_MS + from * HOUR, toMs: START_MS + to * HOUR }])
    add(1, 2)
    add(4, 5)
    add(2, 3)
    add(7, 9, other)
    add(4, 4)
    const hours = (id: number, from: number, to: number) =>
      store.backfilled(id, START_MS + from * HOUR, START_MS + to * HOUR).map(({ fromMs, toMs }) => [(fromMs - START_MS) / HOUR, (toMs - START_MS) / HOUR])
    expect(hours(pointId, 0, 24)).toEqual([[1, 3], [4, 5]])
    expect(hours(pointId, 3, 4)).toEqual([])
    add(2.5, 6)
    expect(hours(pointId, 0, 24)).toEqual([[1, 6]])
    expect(hours(other, 0, 24)).toEqual([[7, 9]])
    expect(store.backfilledByDevice(START_MS + 5 * HOUR, START_MS + 8 * HOUR)).toEqual(new Map([[deviceId, 2 * HOUR]]))
  })

  it('goes with its device, its logs too', () => {
    const store = openSite(temporaryFolder())
    const { deviceId, pointIds } = saveDevice(store, 1, 1)
    store.saveTrendLogs(deviceId, [log(1, pointIds[0]!)])
    store.noteBackfill(deviceId, null, [{ pointId: pointIds[0]!, fromMs: 0, toMs: START_MS }])
    store.removeDevice(deviceId)
    expect(store.trendLogs()).toEqual([])
    expect(store.backfilled(pointIds[0]!, 0, START_MS)).toEqual([])
    store.noteBackfill(deviceId, { logType: 20, logInstance: 1, readSequence: 1, readUntilMs: 1 }, [{ pointId: pointIds[0]!, fromMs: 0, toMs: START_MS }])
    store.saveTrendLogs(deviceId, [log(1, null)])
    expect([store.trendLogs(), store.backfilled(pointIds[0]!, 0, START_MS)]).toEqual([[], []])
  })
})
