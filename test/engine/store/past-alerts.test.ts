/** Alerts and incidents of a past moment from the store: which were open, how many there are beyond those told, and what a time bar counts. */
import { afterEach, describe, expect, it } from 'vitest'
import { openWriter } from '../../../electron/engine/store/connection.ts'
import { openReaderQueries, type ReaderQueries } from '../../../electron/engine/store/reader-queries.ts'
import { createAlertsTable } from '../../../electron/engine/store/tables/alerts-table.ts'
import type { SqliteStore } from '../../../electron/engine/store/writable-store.ts'
import { SEVERITIES, type Alert } from '../../../shared/domain/alert.ts'
import { message } from '../../../shared/message.ts'
import { seededRandom } from '../../../shared/random.ts'
import { alertOf, databaseOf, openSite, saveDevice, START_MS, temporaryFolder, writeReadings } from './sample-site.ts'

const MINUTE = 60_000
const readers: ReaderQueries[] = []
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close()
})

const openBoth = (): { store: SqliteStore; deviceId: number; point: number; read: () => ReaderQueries; raiseAll: (alerts: readonly Omit<Alert, 'id'>[]) => number[] } => {
  const folder = temporaryFolder()
  const store = openSite(folder)
  const { deviceId, pointIds: [point = 0] } = saveDevice(store, 1, 1)
  writeReadings(store, [[point, START_MS, 20]])
  const read = (): ReaderQueries => {
    const reader = openReaderQueries(databaseOf(folder))
    readers.push(reader)
    return reader
  }
  /** In one transaction: each of its own would wait for the drive. */
  const raiseAll = (alerts: readonly Omit<Alert, 'id'>[]): number[] => {
    const db = openWriter(databaseOf(folder))
    const table = createAlertsTable(db)
    const ids = db.transaction(() => alerts.map((like) => table.insert(like, { atMs: like.raisedAtMs, what: 'raised', note: '' })))()
    db.close()
    return ids
  }
  return { store, deviceId, point, read, raiseAll }
}

const raise = (store: SqliteStore, like: Omit<Alert, 'id'>): number => store.insertAlert(like, { atMs: like.raisedAtMs, what: 'raised', note: '' })

describe('alerts of a past moment', () => {
  it('are those that a plain look at all of them finds open, newest first', () => {
    const random = seededRandom(3)
    const { deviceId, point, read, raiseAll } = openBoth()
    const alerts = Array.from({ length: 300 }, () => {
      const raisedAtMs = START_MS + Math.floor(random() * 600) * MINUTE
      const after = (share: number): number | null => (random() < share ? raisedAtMs + Math.floor(random() * 120) * MINUTE : null)
      return { ...alertOf(deviceId, point), startedAtMs: raisedAtMs - MINUTE, raisedAtMs, clearedAtMs: after(0.9), acknowledgedAtMs: after(0.8) }
    })
    const ids = raiseAll(alerts)
    const all = alerts.map((alert, i) => ({ ...alert, id: ids[i] as number }))
    const reader = read()
    for (let turn = 0; turn < 60; turn++) {
      const atMs = START_MS + Math.floor(random() * 800) * MINUTE
      const open = all
        .filter(({ raisedAtMs, clearedAtMs, acknowledgedAtMs }) => raisedAtMs <= atMs && ((clearedAtMs ?? Infinity) > atMs || (acknowledgedAtMs ?? Infinity) > atMs))
        .sort((a, b) => b.raisedAtMs - a.raisedAtMs || b.id - a.id)
      const told = reader.pastStates([atMs])?.first
      expect(told?.alerts.map(({ id, clearedAtMs }) => [id, clearedAtMs])).toEqual(open.map(({ id, clearedAtMs }) => [id, (clearedAtMs ?? Infinity) <= atMs ? clearedAtMs : null]))
      expect(told?.moreAlerts).toBe(0)
      const next = all.filter(({ raisedAtMs }) => raisedAtMs > atMs).sort((a, b) => a.raisedAtMs - b.raisedAtMs || a.id - b.id)[0]
      expect(reader.alertStop(atMs, 'next')?.alert.id).toBe(next?.id)
    }
  })

  it('beyond a thousand are counted, the newest told', () => {
    const { deviceId, point, read, raiseAll } = openBoth()
    raiseAll(Array.from({ length: 1_003 }, (_, i) => ({ ...alertOf(deviceId, point), raisedAtMs: START_MS + i, clearedAtMs: null })))
    const told = read().pastStates([START_MS + MINUTE])?.first
    expect(told?.alerts).toHaveLength(1_000)
    expect(told?.alerts[0]?.raisedAtMs).toBe(START_MS + 1_002)
    expect(told?.moreAlerts).toBe(3)
  })

  it('belong to an incident once two of it had been raised', () => {
    const { store, deviceId, point, read } = openBoth()
    const incidentId = store.insertIncident({
      parent: 'device', parentKey: 'device:1', parentName: 'AHU-1', deviceId, title: message('t'), severity: 'high', causes: [], startedAtMs: START_MS, lastAlertAtMs: START_MS + 9 * MINUTE, endedAtMs: START_MS + 30 * MINUTE,
    })
    const [first, second] = [0, 9].map((minutes) => raise(store, { ...alertOf(deviceId, point), raisedAtMs: START_MS + minutes * MINUTE, clearedAtMs: START_MS + 30 * MINUTE, acknowledgedAtMs: START_MS + 12 * MINUTE, incidentId }))
    const reader = read()
    const at = (minutes: number) => reader.pastStates([START_MS + minutes * MINUTE])?.first
    expect(at(5)?.incidents).toEqual([])
    expect(at(5)?.alerts).toMatchObject([{ id: first, incidentId: null }])
    expect(at(10)?.incidents).toMatchObject([{ id: incidentId, alertIds: [first, second], activeAlerts: 2, unacknowledgedAlerts: 2, endedAtMs: null }])
    expect(at(13)?.incidents).toMatchObject([{ activeAlerts: 2, unacknowledgedAlerts: 0 }])
    expect(at(31)?.incidents).toEqual([])
  })
})

describe('a time bar', () => {
  it('counts each alert in its step by severity, and joins gaps that cannot be told apart', () => {
    const { store, deviceId, point, read } = openBoth()
    for (const [index, severity] of SEVERITIES.entries()) {
      for (let i = 0; i <= index; i++) raise(store, { ...alertOf(deviceId, point), severity, raisedAtMs: START_MS + index * 10 * MINUTE + i })
    }
    for (const [fromMinute, toMinute] of [[2, 3], [4, 5], [25, 28]] as const) store.addGap({ deviceId: null, fromMs: START_MS + fromMinute * MINUTE, toMs: START_MS + toMinute * MINUTE, reason: 'asleep' })
    store.addGap({ deviceId, fromMs: START_MS, toMs: START_MS + MINUTE, reason: 'deviceOffline' })
    const line = read().timeline(START_MS, START_MS + 40 * MINUTE, 4)
    expect(SEVERITIES.map((severity) => [...line.raised[severity]])).toEqual([[1, 0, 0, 0], [0, 2, 0, 0], [0, 0, 3, 0], [0, 0, 0, 4]])
    expect(line.alerts.map(({ severity }) => severity)).toEqual(['critical', ...Array<string>(2).fill('high'), ...Array<string>(3).fill('medium'), ...Array<string>(4).fill('low')])
    expect(line.gaps.map(({ fromMs, toMs }) => [(fromMs - START_MS) / MINUTE, (toMs - START_MS) / MINUTE])).toEqual([[2, 5], [25, 28]])
    expect([line.firstMs, line.lastMs, line.moreAlerts]).toEqual([START_MS, START_MS, 0])
  })
})
