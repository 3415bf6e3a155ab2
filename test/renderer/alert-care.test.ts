/** What is done with alerts: for which it is due, when a shelf ends, where maintenance windows stand, whether it is quiet. */
import { describe, expect, it } from 'vitest'
import { NEW_ALERT, type Alert } from '../../shared/domain/alert.ts'
import type { MaintenanceWindow } from '../../shared/domain/maintenance.ts'
import { careDue } from '../../renderer/alert-care/care-due.ts'
import { careOfKey } from '../../renderer/alert-care/care-keys.ts'
import { scopeOf, windowEndMs, windowState, windowsOf } from '../../renderer/alert-care/maintenance-state.ts'
import { shelfEnd } from '../../renderer/alert-care/shelf-end.ts'
import { alertMarks } from '../../renderer/components/alert-facts.ts'
import { mutedUntil } from '../../renderer/frame/muted.ts'

const NOW = Date.parse('2026-11-23T16:00:00Z')
const HOUR_MS = 3_600_000
const BERLIN = 'Europe/Berlin'

const alert = (id: number, change: Partial<Alert> = {}): Alert => ({
  id, kind: 'equipment', severity: 'medium', deviceId: 1, pointId: id, title: { key: 't' }, explanation: [], checks: [], value: 1, expected: 0, low: -1, high: 1, worstValue: 1, evidence: [], startedAtMs: NOW - HOUR_MS, raisedAtMs: NOW - HOUR_MS, ...NEW_ALERT, ...change,
})
const idsOf = (alerts: readonly Alert[]): number[] => alerts.map(({ id }) => id)
const SHELF = { reason: 'known', atMs: NOW, untilMs: null, oneShot: true }

describe('what is done with alerts', () => {
  const list = [alert(1), alert(2, { acknowledgedAtMs: NOW }), alert(3, { shelf: SHELF }), alert(4, { clearedAtMs: NOW }), alert(5, { acknowledgedAtMs: NOW, confirmedAtMs: NOW })]

  it('is for those alone that it would change', () => {
    expect(idsOf(careDue('acknowledge', list))).toEqual([1, 3, 4])
    expect(idsOf(careDue('confirm', list))).toEqual([1, 2, 3, 4])
    expect(idsOf(careDue('shelve', list))).toEqual([1, 2, 5])
    expect(idsOf(careDue('unshelve', list))).toEqual([3])
    expect(idsOf(careDue('note', list))).toEqual([1, 2, 3, 4, 5])
  })

  it('has a letter each, and no other', () => {
    expect(['a', 'c', 's', 'u', 'm', 'n', 't', 'z'].map(careOfKey)).toEqual(['acknowledge', 'confirm', 'shelve', 'unshelve', 'maintenance', 'note', null, null])
  })

  it('is told beside the state in words: chattering, standing, called again while nobody has seen it', () => {
    expect(alertMarks(alert(1), NOW)).toEqual([])
    expect(alertMarks(alert(1, { startedAtMs: NOW - 25 * HOUR_MS, chattering: true, reAlarmedAtMs: NOW }), NOW)).toEqual(['chattering', 'reAlarmed', 'standing'])
    expect(alertMarks(alert(1, { startedAtMs: NOW - 25 * HOUR_MS, reAlarmedAtMs: NOW, acknowledgedAtMs: NOW, clearedAtMs: NOW }), NOW)).toEqual([])
    expect(alertMarks(alert(1, { shelf: SHELF, maintenanceId: 2, confirmedAtMs: NOW }), NOW)).toEqual(['shelved', 'maintenance', 'confirmed'])
  })
})

describe('a shelf', () => {
  it('ends after its hours, when told, or when the alert clears', () => {
    expect(shelfEnd('4h', NOW, BERLIN, 0)).toBe(NOW + 4 * HOUR_MS)
    expect(shelfEnd('custom', NOW, BERLIN, NOW + 5)).toBe(NOW + 5)
    expect(shelfEnd('clears', NOW, BERLIN, 0)).toBeNull()
  })

  it('ends at six in the morning of the next day of the site, also over a clock change', () => {
    expect(shelfEnd('tomorrow', NOW, BERLIN, 0)).toBe(Date.parse('2026-11-24T05:00:00Z'))
    expect(shelfEnd('tomorrow', Date.parse('2026-11-23T23:30:00Z'), BERLIN, 0)).toBe(Date.parse('2026-11-25T05:00:00Z'))
    expect(shelfEnd('tomorrow', Date.parse('2026-10-24T12:00:00Z'), BERLIN, 0)).toBe(Date.parse('2026-10-25T05:00:00Z'))
    expect(shelfEnd('tomorrow', Date.parse('2026-03-28T12:00:00Z'), BERLIN, 0)).toBe(Date.parse('2026-03-29T04:00:00Z'))
  })
})

describe('maintenance windows', () => {
  const window = (id: number, fromHours: number, toHours: number, endedAtMs: number | null = null): MaintenanceWindow => ({ id, scope: { what: 'site' }, fromMs: NOW + fromHours * HOUR_MS, toMs: NOW + toHours * HOUR_MS, reason: 'r', createdAtMs: 0, endedAtMs })
  const all = [window(1, -2, 2), window(2, 4, 6), window(3, 2, 3), window(4, -9, -8), window(5, -3, 3, NOW - HOUR_MS)]

  it('run, are planned with the next first, or are past, also when ended by hand', () => {
    expect(windowsOf(all, 'running', NOW).map(({ id }) => id)).toEqual([1])
    expect(windowsOf(all, 'planned', NOW).map(({ id }) => id)).toEqual([3, 2])
    expect(windowsOf(all, 'past', NOW).map(({ id }) => id)).toEqual([5, 4])
    expect(windowEndMs(window(5, -3, 3, NOW - HOUR_MS))).toBe(NOW - HOUR_MS)
    expect(windowState(window(6, -3, 0), NOW)).toBe('past')
  })

  it('are offered for what the chosen alerts are about', () => {
    expect(scopeOf([])).toEqual({ what: 'site' })
    expect(scopeOf([alert(1), alert(2), alert(3, { pointId: 1 })])).toEqual({ what: 'points', pointIds: [1, 2] })
    expect(scopeOf([alert(1), alert(2, { pointId: null, deviceId: 4 })])).toEqual({ what: 'devices', deviceIds: [1, 4] })
  })
})

describe('quiet', () => {
  it('ends by itself', () => {
    expect(mutedUntil(undefined, NOW)).toBeNull()
    expect(mutedUntil({ untilMs: null, reason: '' }, NOW)).toBeNull()
    expect(mutedUntil({ untilMs: NOW + 1, reason: '' }, NOW)).toBe(NOW + 1)
    expect(mutedUntil({ untilMs: NOW, reason: '' }, NOW)).toBeNull()
  })
})
