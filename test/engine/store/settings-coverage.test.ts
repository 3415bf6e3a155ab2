/** Settings and free values, periods without observation, and how requests went. */
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { RequestErrorKind } from '../../../shared/domain/acquisition.ts'
import { DEFAULT_SETTINGS } from '../../../shared/domain/settings.ts'
import { databaseOf, openSite, outcome, readingRows, saveDevice, START_MS, temporaryFolder } from './sample-site.ts'

describe('settings', () => {
  it('are the defaults at first, then what was changed, also after a restart', () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    expect(store.settings()).toEqual(DEFAULT_SETTINGS)
    const changed = { ...DEFAULT_SETTINGS, siteName: 'Hospital Süd', bandWidth: 1.5 }
    expect(store.changeSettings({ siteName: 'Hospital Süd', bandWidth: 1.5 })).toEqual(changed)
    store.close()
    expect(openSite(folder).settings()).toEqual(changed)
  })

  it('that are unknown or invalid now fall back to defaults, and the log hears of each', () => {
    const folder = temporaryFolder()
    openSite(folder).close()
    const db = new Database(databaseOf(folder))
    db.exec(`INSERT INTO settings VALUES ('bandWidth', '99'), ('fromTheFuture', 'true'), ('language', 'no json'), ('timeZone', '"Europe/Berlin"')`)
    db.close()
    const warnings: string[] = []
    const store = openSite(folder, { info: () => {}, warn: (text) => warnings.push(text), error: () => {} })
    expect(store.settings()).toEqual({ ...DEFAULT_SETTINGS, timeZone: 'Europe/Berlin' })
    expect(warnings).toHaveLength(1)
    for (const name of ['bandWidth', 'fromTheFuture', 'language']) expect(warnings[0]).toContain(name)
    expect(warnings[0]).not.toContain('timeZone')
  })

  it('refuse an invalid change as a bug, with nothing of it kept', () => {
    const store = openSite(temporaryFolder())
    expect(() => store.changeSettings({ siteName: 'New', bandWidth: 99 })).toThrow(RangeError)
    expect(store.settings()).toEqual(DEFAULT_SETTINGS)
  })
})

describe('free values', () => {
  it('are kept by name', () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    expect(store.meta('heartbeat')).toBeUndefined()
    store.setMeta('heartbeat', '1')
    store.setMeta('heartbeat', '2')
    store.close()
    expect(openSite(folder).meta('heartbeat')).toBe('2')
  })
})

describe('a coverage gap', () => {
  const HOUR_MS = 3_600_000

  it('runs until it is closed, and while open ends with the period asked for', () => {
    const store = openSite(temporaryFolder())
    store.openGap(null, START_MS, 'asleep')
    expect(store.coverageGaps(0, START_MS + HOUR_MS)).toEqual([{ deviceId: null, fromMs: START_MS, toMs: START_MS + HOUR_MS, reason: 'asleep' }])
    store.closeGap(null, START_MS + 60_000)
    expect(store.coverageGaps(0, START_MS + HOUR_MS)).toEqual([{ deviceId: null, fromMs: START_MS, toMs: START_MS + 60_000, reason: 'asleep' }])
  })

  it('keeps its first cause when another is reported while it is open', () => {
    const store = openSite(temporaryFolder())
    store.openGap(3, START_MS, 'networkDown')
    store.openGap(3, START_MS + 1_000, 'deviceOffline')
    store.closeGap(3, START_MS + 2_000)
    store.closeGap(3, START_MS + 9_000)
    expect(store.coverageGaps(0, START_MS + HOUR_MS)).toEqual([{ deviceId: 3, fromMs: START_MS, toMs: START_MS + 2_000, reason: 'networkDown' }])
  })

  it('of one device includes those of all, and not those of others', () => {
    const store = openSite(temporaryFolder())
    store.addGap({ deviceId: null, fromMs: START_MS, toMs: START_MS + 10, reason: 'notRunning' })
    store.addGap({ deviceId: 1, fromMs: START_MS + 20, toMs: START_MS + 30, reason: 'deviceOffline' })
    store.openGap(2, START_MS + 5, 'deviceOffline')
    expect(store.coverageGaps(0, START_MS + HOUR_MS, 1).map((gap) => gap.deviceId)).toEqual([null, 1])
    expect(store.coverageGaps(0, START_MS + HOUR_MS).map((gap) => gap.deviceId)).toEqual([null, 2, 1])
  })

  it('is found by overlap with a half-open period', () => {
    const store = openSite(temporaryFolder())
    store.addGap({ deviceId: 1, fromMs: START_MS, toMs: START_MS + 100, reason: 'deviceOffline' })
    const found = (from: number, to: number): number => store.coverageGaps(START_MS + from, START_MS + to).length
    expect([found(-50, 0), found(-50, 1), found(99, 200), found(100, 200), found(40, 50)]).toEqual([0, 1, 1, 0, 1])
  })

  it('that ends before it began leaves no trace', () => {
    const store = openSite(temporaryFolder())
    store.openGap(1, START_MS, 'deviceOffline')
    store.closeGap(1, START_MS - 5_000)
    store.addGap({ deviceId: 1, fromMs: START_MS, toMs: START_MS, reason: 'clockJump' })
    expect(store.coverageGaps(0, START_MS + HOUR_MS)).toEqual([])
  })
})

describe('poll outcomes', () => {
  const noReadings = readingRows([])

  it('are counted since a minute, with what we cancelled ourselves no failure', () => {
    const store = openSite(temporaryFolder())
    const { deviceId } = saveDevice(store, 1, 1)
    const other = saveDevice(store, 2, 1)
    const kinds: (RequestErrorKind | null)[] = [null, 'timeout', 'abort', 'reject', 'error', 'decode', 'send', 'cancelled']
    store.writeBatch({ readings: noReadings, outcomes: kinds.map((error) => outcome(deviceId, START_MS, { error })) })
    store.writeBatch({ readings: noReadings, outcomes: [outcome(other.deviceId, START_MS + 120_000), outcome(deviceId, START_MS + 125_000, { error: 'timeout' })] })
    expect(store.outcomesSince(START_MS)).toEqual({ requests: 10, failed: 7 })
    expect(store.outcomesSince(START_MS + 30_000)).toEqual({ requests: 10, failed: 7 })
    expect(store.outcomesSince(START_MS + 60_000)).toEqual({ requests: 2, failed: 1 })
    expect(store.outcomesByDevice(START_MS)).toEqual([
      expect.objectContaining({ deviceId, requests: 8, lost: 4 }),
      expect.objectContaining({ deviceId: other.deviceId, requests: 1, lost: 0, answers: 1 }),
    ])
    expect(store.outcomesSince(START_MS + 180_000)).toEqual({ requests: 0, failed: 0 })
  })

  it('add up to one row per device and minute, with latencies of answers in classes', () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const { deviceId } = saveDevice(store, 1, 1)
    const latencies = [1, 2, 3, 48, 51, 999, 1_001, 7_000]
    for (const latencyMs of latencies) store.writeBatch({ readings: noReadings, outcomes: [outcome(deviceId, START_MS + latencyMs, { latencyMs })] })
    store.writeBatch({ readings: noReadings, outcomes: [outcome(deviceId, START_MS + 5, { latencyMs: 9_000, error: 'timeout', answered: 0 })] })
    expect(store.outcomesByDevice(START_MS)).toEqual([{ deviceId, requests: 9, lost: 1, answers: 8, latencyP95Ms: 10_000 }])
    store.close()
    const db = new Database(databaseOf(folder), { readonly: true })
    const rows = db.prepare('SELECT * FROM outcome_minutes').all()
    db.close()
    expect(rows).toEqual([
      expect.objectContaining({
        device_id: deviceId, minute_ms: START_MS, requests: 9, timeouts: 1, aborts: 0, asked: 90, answered: 80,
        latency_sum_ms: latencies.reduce((sum, latency) => sum + latency, 0), latency_max_ms: 7_000,
        latency_2: 2, latency_5: 1, latency_10: 0, latency_50: 1, latency_100: 1, latency_1000: 1, latency_2000: 1, latency_over: 1,
      }),
    ])
  })
})
