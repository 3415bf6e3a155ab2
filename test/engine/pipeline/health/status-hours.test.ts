/** How a device could be reached, hour by hour, out of outcomes, gaps and restarts; kept and read again. */
import { describe, expect, it, vi } from 'vitest'
import { createCalendar } from '../../../../electron/engine/analysis/calendar.ts'
import { statusDays, statusHours } from '../../../../electron/engine/pipeline/health/status-hours.ts'
import { openHealthQueries, type HealthQueries } from '../../../../electron/engine/store/health-queries.ts'
import { openReaderQueries } from '../../../../electron/engine/store/reader-queries.ts'
import { packStatus } from '../../../../electron/engine/store/tables/status-table.ts'
import type { SqliteStore } from '../../../../electron/engine/store/writable-store.ts'
import { databaseOf, openSite, outcome, readingRows, saveDevice, temporaryFolder } from '../../store/sample-site.ts'
import { DAY_MS, FIRST_MS, HOUR_MS } from './health-site.ts'

// On disk; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const site = (): { store: SqliteStore; folder: string; deviceId: number; ask: <T>(question: (queries: HealthQueries) => T) => T } => {
  const folder = temporaryFolder()
  const store = openSite(folder)
  const { deviceId } = saveDevice(store, 1001, 1)
  return {
    store, folder, deviceId,
    ask: (question) => {
      const queries = openHealthQueries(databaseOf(folder))
      try {
        return question(queries)
      } finally {
        queries.close()
      }
    },
  }
}
const minutes = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => FIRST_MS + (from + i) * 60_000)

describe('hours of a device', () => {
  it('sum what was asked and how it went, minute by minute', () => {
    const { store, deviceId, ask } = site()
    const outcomes = [
      ...minutes(0, 60).map((atMs, i) => outcome(deviceId, atMs, i % 10 === 3 ? { error: 'timeout', answered: 0 } : { latencyMs: i < 30 ? 4 : 90 })),
      outcome(deviceId, FIRST_MS + 90_000, { retry: true, latencyMs: 900 }), outcome(deviceId, FIRST_MS + HOUR_MS, { error: 'reject', answered: 0 }),
    ]
    store.writeBatch({ readings: readingRows([]), outcomes })
    store.health.addRestart(deviceId, FIRST_MS + 10 * 60_000)
    const hours = ask((queries) => statusHours(queries, deviceId, FIRST_MS, FIRST_MS + 3 * HOUR_MS))
    expect(hours).toHaveLength(2)
    expect(hours[0]).toMatchObject({ startMs: FIRST_MS, requests: 61, timeouts: 6, retries: 1, restarts: 1, asked: 610, answered: 550, observedMs: HOUR_MS, onlineMs: HOUR_MS, latencyMaxMs: 900 })
    expect(hours[0]?.latencies).toEqual([0, 27, 0, 0, 0, 27, 0, 0, 1, 0, 0, 0])
    expect(hours[1]).toMatchObject({ startMs: FIRST_MS + HOUR_MS, requests: 1, rejects: 1 })
  })

  it('tell silence apart from what nobody looked at', () => {
    const { store, deviceId, ask } = site()
    store.writeBatch({ readings: readingRows([]), outcomes: [...minutes(0, 60), ...minutes(120, 60)].map((atMs) => outcome(deviceId, atMs)) })
    store.addGap({ deviceId, fromMs: FIRST_MS + 30 * 60_000, toMs: FIRST_MS + 45 * 60_000, reason: 'deviceOffline' })
    store.addGap({ deviceId: null, fromMs: FIRST_MS + 40 * 60_000, toMs: FIRST_MS + 2 * HOUR_MS, reason: 'asleep' })
    const [first, third, ...more] = ask((queries) => statusHours(queries, deviceId, FIRST_MS, FIRST_MS + 4 * HOUR_MS))
    // Five minutes of the silence were slept through: they are neither observed nor silence.
    expect(first).toMatchObject({ observedMs: 40 * 60_000, onlineMs: 30 * 60_000 })
    expect(third).toMatchObject({ startMs: FIRST_MS + 2 * HOUR_MS, observedMs: HOUR_MS, onlineMs: HOUR_MS })
    expect(more).toEqual([])
  })

  it('are kept and read again with percentiles, by hour and by local day', () => {
    const { store, folder, deviceId, ask } = site()
    store.writeBatch({ readings: readingRows([]), outcomes: minutes(0, 49 * 60).map((atMs, i) => outcome(deviceId, atMs, { latencyMs: i % 100 === 0 ? 3_000 : i % 10 === 0 ? 150 : 15 })) })
    const calendar = createCalendar('Europe/Berlin')
    const hours = ask((queries) => statusHours(queries, deviceId, FIRST_MS, FIRST_MS + 49 * HOUR_MS))
    const days = statusDays(hours, calendar, (day) => day * DAY_MS - HOUR_MS)
    store.health.putStatus('hour', deviceId, packStatus(hours))
    store.health.putStatus('day', deviceId, packStatus(days))
    const reader = openReaderQueries(databaseOf(folder))
    const [byHour, byDay] = [reader.status('hour', deviceId, FIRST_MS, FIRST_MS + 2 * DAY_MS), reader.status('day', deviceId, 0, FIRST_MS + 9 * DAY_MS)]
    reader.close()
    expect(byHour.startsMs).toHaveLength(48)
    expect([...byDay.startsMs]).toEqual([FIRST_MS - HOUR_MS, FIRST_MS + DAY_MS - HOUR_MS, FIRST_MS + 2 * DAY_MS - HOUR_MS])
    expect([...byDay.requests]).toEqual([23 * 60, 24 * 60, 2 * 60])
    expect([byDay.latencyP50Ms[1], byDay.latencyP95Ms[1], byDay.latencyMaxMs[1]]).toEqual([20, 200, 3_000])
    expect(byDay.observedMs[1]).toBe(DAY_MS)
  })

  it('go with their device', () => {
    const { store, folder, deviceId, ask } = site()
    store.writeBatch({ readings: readingRows([]), outcomes: minutes(0, 60).map((atMs) => outcome(deviceId, atMs)) })
    store.health.putStatus('hour', deviceId, packStatus(ask((queries) => statusHours(queries, deviceId, FIRST_MS, FIRST_MS + HOUR_MS))))
    store.removeDevice(deviceId)
    const reader = openReaderQueries(databaseOf(folder))
    expect(reader.status('hour', deviceId, 0, FIRST_MS + DAY_MS).startsMs).toHaveLength(0)
    reader.close()
  })
})
