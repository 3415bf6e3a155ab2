/** Alerts on the screen: order of urgency, filters, selection, merging of pushed changes, floods, notifications. */
import { describe, expect, it } from 'vitest'
import { NEW_ALERT, type Alert } from '../../shared/domain/alert.ts'
import { agreement, alertPeriod, alertState, byUrgency } from '../../renderer/components/alert-facts.ts'
import { bandScale } from '../../renderer/components/band-scale.ts'
import { mergeAlerts } from '../../renderer/engine/alert-lists.ts'
import { filterAlerts, filterDoor, parseFilter } from '../../renderer/screens/alerts/alert-filter.ts'
import { EMPTY_SELECTION, moveCursor, targets, toggle, toggleAll } from '../../renderer/screens/alerts/selection.ts'
import { floodOf } from '../../renderer/screens/overview/flood.ts'
import { createAnnouncer } from '../../shared/announcing.ts'
import { toNotify } from '../../renderer/frame/notify.ts'
import { alertsDoor } from '../../renderer/doors.ts'

const NOW = 1_800_000_000_000
const alert = (id: number, change: Partial<Alert> = {}): Alert => ({
  id,
  kind: 'equipment',
  severity: 'medium',
  deviceId: 1,
  pointId: id,
  title: { key: 't' },
  explanation: [],
  checks: [],
  value: 1,
  expected: 0,
  low: -1,
  high: 1,
  worstValue: 1,
  evidence: [],
  startedAtMs: NOW - 60_000,
  raisedAtMs: NOW - 30_000,
  ...NEW_ALERT,
  ...change,
})
const idsOf = (alerts: readonly Alert[]): number[] => alerts.map(({ id }) => id)

describe('order of urgency', () => {
  it('puts active before over, unacknowledged before acknowledged, then severity, plant before data, newest first', () => {
    const list = [
      alert(1, { clearedAtMs: NOW, severity: 'critical' }),
      alert(2, { severity: 'critical', acknowledgedAtMs: NOW }),
      alert(3, { severity: 'low' }),
      alert(4, { severity: 'high', kind: 'data' }),
      alert(5, { severity: 'high' }),
      alert(6, { severity: 'high', raisedAtMs: NOW }),
    ]
    expect(idsOf(list.sort(byUrgency))).toEqual([6, 5, 4, 3, 2, 1])
  })

  it('tells how many methods agree, and nothing where none judged', () => {
    const one = { detector: 'a', modelVersion: '1', expected: 0, low: 0, high: 0 }
    expect(agreement({ kind: 'equipment', evidence: [{ ...one, score: 1 }, { ...one, score: 0.9 }, { ...one, score: 4 }] })).toEqual({ agree: 2, asked: 3 })
    expect(agreement({ kind: 'equipment', evidence: [] })).toBeNull()
    expect(agreement({ kind: 'data', evidence: [{ ...one, score: 1 }] })).toBeNull()
  })

  it('names the state between raised and closed', () => {
    expect([alert(1), alert(1, { acknowledgedAtMs: 1 }), alert(1, { clearedAtMs: 1 }), alert(1, { clearedAtMs: 1, acknowledgedAtMs: 1 })].map(alertState)).toEqual(['active', 'acknowledged', 'clearedUnacknowledged', 'closed'])
  })

  it('shows at least three hours before an alert, and never the future', () => {
    expect(alertPeriod({ startedAtMs: NOW - 60_000, clearedAtMs: null }, NOW)).toEqual({ fromMs: NOW - 60_000 - 3 * 3_600_000, toMs: NOW })
    expect(alertPeriod({ startedAtMs: NOW - 60_000, clearedAtMs: NOW - 1_000 }, NOW).toMs).toBe(NOW)
  })
})

describe('lists under pushed changes', () => {
  it('takes in new alerts, replaces known ones and drops those that no longer belong', () => {
    const old = [alert(2), alert(1)]
    const closed = alert(1, { clearedAtMs: NOW, acknowledgedAtMs: NOW })
    const merged = mergeAlerts(old, [closed, alert(3, { raisedAtMs: NOW })], { which: 'open', limit: 10 })
    expect(idsOf(merged)).toEqual([3, 2])
    expect(idsOf(mergeAlerts(old, [closed], { which: 'all', limit: 10 }))).toEqual([2, 1])
    const shelved = alert(1, { shelf: { reason: 'known', atMs: NOW, untilMs: null, oneShot: true } })
    expect(idsOf(mergeAlerts(old, [shelved], { which: 'live', limit: 10 }))).toEqual([2])
    expect(idsOf(mergeAlerts([], [shelved, alert(2)], { which: 'shelved', limit: 10 }))).toEqual([1])
  })

  it('keeps to the restrictions and the limit of the call', () => {
    expect(idsOf(mergeAlerts([], [alert(1), alert(2, { deviceId: 5 })], { which: 'open', deviceId: 5, limit: 10 }))).toEqual([2])
    expect(idsOf(mergeAlerts([alert(1)], [alert(2), alert(3)], { which: 'open', limit: 2 }))).toEqual([3, 2])
  })
})

describe('filters', () => {
  it('survive the address and back', () => {
    const filter = { state: 'active', severities: ['critical', 'low'], kind: 'data', deviceId: 4, incidentId: 3, text: 'supply air', alertId: 9 } as const
    expect(parseFilter(alertsDoor(filterDoor(filter)).split('?')[1] ?? '')).toEqual(filter)
    expect(alertsDoor(filterDoor(parseFilter('')))).toBe('/alerts')
  })

  it('leave out what an address says wrongly', () => {
    expect(parseFilter('state=loud&severity=hot,high&kind=x&device=-1&alert=abc')).toEqual({ state: 'open', severities: ['high'], kind: null, deviceId: null, incidentId: null, text: '', alertId: null })
  })

  it('let pass what has every word and the right state, severity, kind and device', () => {
    const list = [alert(1, { severity: 'high' }), alert(2, { acknowledgedAtMs: NOW }), alert(3, { clearedAtMs: NOW }), alert(4, { kind: 'data', deviceId: 2 })]
    const passed = (search: string) => idsOf(filterAlerts(list, parseFilter(search), ({ id }) => (id === 1 ? 'supply air temperature' : 'zone')))
    expect(passed('')).toEqual([1, 2, 3, 4])
    expect(passed('state=unacknowledged')).toEqual([1, 3, 4])
    expect(passed('state=acknowledged')).toEqual([2])
    expect(passed('state=active&severity=high')).toEqual([1])
    expect(passed('kind=data&device=2')).toEqual([4])
    expect(passed('text=air+SUPPLY')).toEqual([1])
    expect(passed('incident=7')).toEqual([])
  })
})

describe('selection', () => {
  const ids = [10, 20, 30, 40]

  it('moves from nowhere to the first or last row and stops at the ends', () => {
    expect(moveCursor(EMPTY_SELECTION, ids, 1, false).cursorId).toBe(10)
    expect(moveCursor(EMPTY_SELECTION, ids, -1, false).cursorId).toBe(40)
    expect(moveCursor({ ...EMPTY_SELECTION, cursorId: 40 }, ids, 1, false).cursorId).toBe(40)
  })

  it('chooses a range with Shift, also backwards over the anchor', () => {
    const at20 = moveCursor(moveCursor(EMPTY_SELECTION, ids, 1, false), ids, 1, false)
    const down = moveCursor(at20, ids, 1, true)
    expect([...down.chosen]).toEqual([20, 30])
    const up = moveCursor(moveCursor(down, ids, -1, true), ids, -1, true)
    expect([...up.chosen]).toEqual([10, 20])
  })

  it('acts on the chosen rows, else on the row under the cursor, and never on rows that are gone', () => {
    const one = toggle(EMPTY_SELECTION, ids, 30, false)
    expect(targets(one, ids)).toEqual([30])
    expect(targets(toggle(one, ids, 30, false), ids)).toEqual([30])
    expect(targets(one, [10, 20])).toEqual([])
    expect([...toggleAll(one, ids).chosen]).toEqual(ids)
    expect([...toggleAll(toggleAll(one, ids), ids).chosen]).toEqual([])
  })
})

describe('the bar of the expected band', () => {
  it('shows a value inside between the ends of the band, and one outside beyond them', () => {
    const inside = bandScale(10, 20, 15)
    expect(inside?.value).toBeCloseTo(0.5)
    const far = bandScale(10, 20, 100)
    expect(far?.value).toBeLessThan(1)
    expect(far?.value).toBeGreaterThan(far?.high ?? 1)
  })

  it('does not exist without a band or a value', () => {
    expect(bandScale(null, 20, 15)).toBeNull()
    expect(bandScale(10, 20, Number.NaN)).toBeNull()
    expect(bandScale(20, 10, 15)).toBeNull()
  })

  it('copes with a band of no width', () => {
    expect(bandScale(0, 0, 5)?.value).toBeGreaterThan(bandScale(0, 0, 5)?.high ?? 1)
  })
})

const announcing = () => {
  const announcer = createAnnouncer()
  announcer.configure('high')
  return announcer
}

describe('floods and notifications', () => {
  it('calls more than ten active alerts in ten minutes a flood, and names the device with most', () => {
    const many = Array.from({ length: 11 }, (_, index) => alert(index + 1, { deviceId: index < 8 ? 2 : 1 }))
    expect(floodOf(many, NOW)).toEqual({ count: 11, deviceId: 2, onDevice: 8 })
    expect(floodOf(many.slice(1), NOW)).toBeNull()
    expect(floodOf(many, NOW + 3_600_000)).toBeNull()
  })

  it('notifies of new, active, unacknowledged alerts of enough severity, once', () => {
    const list = [alert(1, { severity: 'critical' }), alert(2, { severity: 'low' }), alert(3, { severity: 'high', acknowledgedAtMs: NOW }), alert(4, { severity: 'high', raisedAtMs: NOW - 3_600_000 }), alert(5, { severity: 'high' })]
    expect(toNotify(list, createAnnouncer(), false, NOW)).toEqual([])
    const announcer = announcing()
    expect(idsOf(toNotify(list, announcer, false, NOW))).toEqual([1, 5])
    expect(toNotify(list, announcer, false, NOW)).toEqual([])
  })

  it('says nothing of what is set aside, and once more of what is called again', () => {
    const shelved = alert(1, { severity: 'critical', shelf: { reason: 'known', atMs: NOW, untilMs: null, oneShot: true } })
    const old = alert(2, { severity: 'critical', raisedAtMs: NOW - 3_600_000 })
    const announcer = announcing()
    expect(toNotify([shelved, old], announcer, false, NOW)).toEqual([])
    const again = { ...old, reAlarmedAtMs: NOW - 1_000 }
    expect(idsOf(toNotify([again], announcer, false, NOW))).toEqual([2])
    expect(toNotify([again], announcer, false, NOW)).toEqual([])
  })

  it('says nothing while it is quiet', () => {
    expect(toNotify([alert(1, { severity: 'critical' })], announcing(), true, NOW)).toEqual([])
  })
})
