/** Old outcomes go when they are summed up; what status history still needs stays. */
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { letOutcomesGo } from '../../../../electron/engine/monitor/health/outcome-retention.ts'
import { packStatus } from '../../../../electron/engine/store/tables/status-table.ts'
import type { SqliteStore } from '../../../../electron/engine/store/writable-store.ts'
import { databaseOf, openSite, outcome, readingRows, saveDevice, START_MS, temporaryFolder } from '../../store/sample-site.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const NOW_MS = START_MS + 60 * DAY_MS

const HOUR = {
  lengthMs: HOUR_MS, observedMs: HOUR_MS, onlineMs: HOUR_MS, requests: 1, timeouts: 0, aborts: 0, rejects: 0, errors: 0, decodes: 0, sends: 0, cancelled: 0, retries: 0, restarts: 0, asked: 1, answered: 1, latencySumMs: 9,
  latencyMaxMs: 9, latencies: Array.from({ length: 12 }, () => 0),
}

/** Sixty days of outcomes, `every` so many ms. */
const site = (every: number): { store: SqliteStore; deviceId: number; kept: () => { minutes: number; oldestMinute: number; hours: number; oldestHour: number } } => {
  const folder = temporaryFolder()
  const store = openSite(folder)
  const { deviceId } = saveDevice(store, 1, 1)
  for (let fromMs = START_MS; fromMs < NOW_MS; fromMs += DAY_MS) {
    store.writeBatch({ readings: readingRows([]), outcomes: Array.from({ length: DAY_MS / every }, (_, i) => outcome(deviceId, fromMs + i * every)) })
  }
  const kept = () => {
    const db = new Database(databaseOf(folder), { readonly: true })
    const ask = (sql: string): number => db.prepare(sql).pluck().get() as number
    const found = {
      minutes: ask('SELECT count(*) FROM outcome_minutes'), oldestMinute: ask('SELECT min(minute_ms) FROM outcome_minutes'), hours: ask('SELECT count(*) FROM outcome_hours'), oldestHour: ask('SELECT min(hour_ms) FROM outcome_hours'),
    }
    db.close()
    return found
  }
  return { store, deviceId, kept }
}

describe('old outcomes', () => {
  it('go minute by minute after eight days, their hours after 35 when status history was derived of them', async () => {
    const { store, deviceId, kept } = site(HOUR_MS / 4)
    store.health.putStatus('hour', deviceId, packStatus([{ ...HOUR, startMs: NOW_MS - HOUR_MS }]))
    expect(await letOutcomesGo(store, NOW_MS, () => false)).toBe(52 * 96)
    expect(kept()).toEqual({ minutes: 8 * 96, oldestMinute: NOW_MS - 8 * DAY_MS, hours: 35 * 24, oldestHour: NOW_MS - 35 * DAY_MS })
    expect(await letOutcomesGo(store, NOW_MS, () => false)).toBe(0)
  })

  it('keep the hours that nobody derived yet', async () => {
    const { store, deviceId, kept } = site(HOUR_MS)
    await letOutcomesGo(store, NOW_MS, () => false)
    expect(kept()).toMatchObject({ minutes: 8 * 24, hours: 60 * 24 })
    store.health.putStatus('hour', deviceId, packStatus([{ ...HOUR, startMs: START_MS + 10 * DAY_MS }]))
    await letOutcomesGo(store, NOW_MS, () => false)
    expect(kept().oldestHour).toBe(START_MS + 10 * DAY_MS - 26 * HOUR_MS)
  })

  it('stay when the site is closed meanwhile, and go the next time', async () => {
    const { store, kept } = site(HOUR_MS / 4)
    let asked = 0
    expect(await letOutcomesGo(store, NOW_MS, () => asked++ >= 1)).toBe(2_000)
    expect(kept().minutes).toBe(60 * 96 - 2_000)
    await letOutcomesGo(store, NOW_MS, () => false)
    expect(kept().minutes).toBe(8 * 96)
  })
})
