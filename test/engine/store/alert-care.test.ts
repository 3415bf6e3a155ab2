/** What the store keeps of the care of alerts: shelves and marks of closed ones, many changes at once, maintenance windows, and the rows of the alarm load. */
import { describe, expect, it } from 'vitest'
import { openReaderQueries } from '../../../electron/engine/store/reader-queries.ts'
import type { Alert, AlertList } from '../../../shared/domain/alert.ts'
import { message } from '../../../shared/message.ts'
import { alertOf, databaseOf, openSite, saveDevice, START_MS, temporaryFolder } from './sample-site.ts'

const MINUTE_MS = 60_000
const CLOSED = { clearedAtMs: START_MS + MINUTE_MS, acknowledgedAtMs: START_MS + MINUTE_MS }
const SHELF = { reason: 'part ordered', atMs: START_MS, untilMs: START_MS + 3_600_000, oneShot: false }
const raised = { atMs: START_MS, what: 'raised' as const, note: '', by: 'reading' as const }

describe('lists', () => {
  it('tell live, open and set aside; a closed alert is set aside while its shelf lasts, one that maintenance suppressed is not', () => {
    const store = openSite(temporaryFolder())
    const { deviceId } = saveDevice(store, 1_001, 1)
    const keep = (over: Partial<Alert>): number => store.insertAlert({ ...alertOf(deviceId, null), ...over }, raised)
    const ids = { active: keep({}), shelved: keep({ shelf: SHELF }), suppressed: keep({ maintenanceId: 3 }), closed: keep(CLOSED), closedShelved: keep({ ...CLOSED, shelf: SHELF }), closedSuppressed: keep({ ...CLOSED, maintenanceId: 3 }) }
    const listed = (which: AlertList): number[] => store.alerts({ which, limit: 10 }).map(({ id }) => id).toSorted((a, b) => a - b)
    expect(listed('live')).toEqual([ids.active])
    expect(listed('open')).toEqual([ids.active, ids.shelved, ids.suppressed])
    expect(listed('shelved')).toEqual([ids.shelved, ids.suppressed, ids.closedShelved])
    expect(listed('all')).toHaveLength(6)
  })

  it('find closed alerts that still matter after a restart', () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const { deviceId } = saveDevice(store, 1_001, 1)
    for (const over of [{}, CLOSED, { ...CLOSED, shelf: SHELF }, { ...CLOSED, chattering: true }]) store.insertAlert({ ...alertOf(deviceId, null), ...over }, raised)
    store.close()
    expect(openSite(folder).lingeringAlerts().map(({ id, shelf, chattering }) => ({ id, shelf, chattering }))).toEqual([{ id: 3, shelf: SHELF, chattering: false }, { id: 4, shelf: null, chattering: true }])
  })
})

describe('many changes at once', () => {
  it('are kept with every transition, who decided and why', () => {
    const store = openSite(temporaryFolder())
    const { deviceId } = saveDevice(store, 1_001, 1)
    const alerts = [1, 2].map((): Alert => ({ ...alertOf(deviceId, null), id: store.insertAlert(alertOf(deviceId, null), raised) }))
    const transition = { atMs: START_MS + 1, what: 'suppressed' as const, note: '', by: 'time' as const, reason: message('alert.care.maintenance', { reason: 'filters' }) }
    store.updateAlerts(alerts.map((alert) => ({ alert: { ...alert, maintenanceId: 1 }, transitions: [transition, { ...transition, what: 'noted', note: 'n' }] })))
    expect(store.alert(2)?.maintenanceId).toBe(1)
    expect(store.alertHistory(2)).toEqual([raised, transition, { ...transition, what: 'noted', note: 'n' }])
  })
})

describe('maintenance windows', () => {
  it('are listed with the latest beginning first, and changed', () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const window = { scope: { what: 'site' as const }, fromMs: START_MS, toMs: START_MS + MINUTE_MS, reason: 'test', createdAtMs: START_MS, endedAtMs: null }
    store.insertMaintenanceWindow(window)
    store.insertMaintenanceWindow({ ...window, fromMs: START_MS + 1 })
    store.updateMaintenanceWindow({ id: 1, ...window, endedAtMs: START_MS + 5 })
    store.close()
    expect(openSite(folder).maintenanceWindows()).toEqual([{ id: 2, ...window, fromMs: START_MS + 1 }, { id: 1, ...window, endedAtMs: START_MS + 5 }])
  })

  it('lose a removed device and its points, and go with the last of them', () => {
    const store = openSite(temporaryFolder())
    const gone = saveDevice(store, 1_001, 2)
    const stays = saveDevice(store, 1_002, 1)
    const rest = { fromMs: START_MS, toMs: START_MS + MINUTE_MS, reason: 'test', createdAtMs: START_MS, endedAtMs: null }
    store.insertMaintenanceWindow({ ...rest, scope: { what: 'site' } })
    store.insertMaintenanceWindow({ ...rest, scope: { what: 'devices', deviceIds: [gone.deviceId] } })
    store.insertMaintenanceWindow({ ...rest, scope: { what: 'devices', deviceIds: [gone.deviceId, stays.deviceId] } })
    store.insertMaintenanceWindow({ ...rest, scope: { what: 'points', pointIds: [...gone.pointIds, ...stays.pointIds] } })
    store.insertMaintenanceWindow({ ...rest, scope: { what: 'points', pointIds: gone.pointIds } })
    store.removeDevice(gone.deviceId)
    expect(store.maintenanceWindows().map(({ scope }) => scope)).toEqual([
      { what: 'points', pointIds: stays.pointIds },
      { what: 'devices', deviceIds: [stays.deviceId] },
      { what: 'site' },
    ])
  })
})

describe('the rows of the alarm load', () => {
  it('are the alerts that asked in the period, what was acknowledged in it, and how many were suppressed', () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const { deviceId, pointIds } = saveDevice(store, 1_001, 1)
    const keep = (over: Partial<Alert>): void => void store.insertAlert({ ...alertOf(deviceId, null), raisedAtMs: over.announcedAtMs ?? START_MS, ...over }, raised)
    keep({ announcedAtMs: START_MS + 2 * MINUTE_MS, pointId: pointIds[0] ?? 0 })
    keep({ announcedAtMs: START_MS + MINUTE_MS, acknowledgedAtMs: START_MS + 4 * MINUTE_MS })
    keep({ announcedAtMs: START_MS - MINUTE_MS, acknowledgedAtMs: START_MS + MINUTE_MS })
    keep({ announcedAtMs: START_MS + 60 * MINUTE_MS })
    keep({ announcedAtMs: null, maintenanceId: 1, acknowledgedAtMs: START_MS + MINUTE_MS })
    keep({ raisedAtMs: START_MS - 9 * MINUTE_MS, announcedAtMs: START_MS + 3 * MINUTE_MS })
    const queries = openReaderQueries(databaseOf(folder))
    const rows = queries.alarmRows(START_MS, START_MS + 30 * MINUTE_MS)
    queries.close()
    expect(Array.from(rows.announcedMs, (ms) => (ms - START_MS) / MINUTE_MS)).toEqual([1, 2, 3])
    expect([...rows.pointIds]).toEqual([0, pointIds[0], 0])
    expect([...rows.seen]).toEqual([1, 0, 0])
    expect(Array.from(rows.acknowledgeMs, (ms) => ms / MINUTE_MS).toSorted((a, b) => a - b)).toEqual([2, 3])
    expect(rows.suppressed).toBe(1)
  })
})
