/** Incidents, history, load and the alert's own screen as pure functions: what one row stands for, what a file holds, where bars stand, who says how much. */
import { describe, expect, it } from 'vitest'
import { NEW_ALERT, type Alert } from '../../shared/domain/alert.ts'
import type { Incident } from '../../shared/domain/incident.ts'
import { alertsPageDoor, alertDetailDoor, incidentDoor } from '../../renderer/doors.ts'
import { parsePeriod, periodQuery, periodRange } from '../../renderer/components/period.ts'
import { mergeIncidents } from '../../renderer/engine/incident-lists.ts'
import { clockOf, minuteOf } from '../../renderer/screens/alert/minutes.ts'
import { methodShares } from '../../renderer/screens/alert/method-shares.ts'
import { sendableEffect } from '../../renderer/screens/alert/sendable-effect.ts'
import { likelihoodWord } from '../../renderer/screens/alerts/likelihood.ts'
import { loadHoursCsv, loadSourcesCsv } from '../../renderer/screens/alerts/load-csv.ts'
import { planLoad } from '../../renderer/screens/alerts/load-plan.ts'
import { attentionItems } from '../../renderer/screens/overview/attention-items.ts'

const NOW = Date.parse('2026-11-23T16:00:00Z')
const MINUTE_MS = 60_000

const alert = (id: number, change: Partial<Alert> = {}): Alert => ({
  id, kind: 'equipment', severity: 'medium', deviceId: 1, pointId: id, title: { key: 't' }, explanation: [], checks: [], value: 1, expected: 0, low: -1, high: 1, worstValue: 1, evidence: [], startedAtMs: NOW - 10 * MINUTE_MS, raisedAtMs: NOW - 9 * MINUTE_MS, ...NEW_ALERT, ...change,
})
const incident = (id: number, change: Partial<Incident> = {}): Incident => ({
  id, parent: 'equipment', parentName: 'AHU-1', deviceId: 1, title: { key: 't' }, severity: 'high', causes: [], alertIds: [], activeAlerts: 1, unacknowledgedAlerts: 1, startedAtMs: NOW - id, lastAlertAtMs: NOW, endedAtMs: null, adopted: [], ...change,
})

describe('what needs attention', () => {
  const said = (alerts: readonly Alert[], incidents: readonly Incident[]): readonly string[] => attentionItems(alerts, incidents).map((item) => (item.what === 'alert' ? `alert ${item.alert.id}` : `incident ${item.incident.id} of ${item.alerts.map(({ id }) => id).join(',')}`))

  it('has one row for an incident of several alerts, in the place of the most urgent of them', () => {
    const list = [alert(1, { severity: 'low', incidentId: 7 }), alert(2, { severity: 'high' }), alert(3, { severity: 'critical', incidentId: 7 })]
    expect(said(list, [incident(7)])).toEqual(['incident 7 of 3,1', 'alert 2'])
  })

  it('shows an alert itself when it is the only live one of its incident, or the incident is not known', () => {
    const list = [alert(1, { incidentId: 7 }), alert(2, { incidentId: 7, shelf: { reason: 'r', atMs: 0, untilMs: null, oneShot: true } }), alert(3, { incidentId: 9 }), alert(4, { incidentId: 9 })]
    expect(said(list, [incident(7)])).toEqual(['alert 4', 'alert 3', 'alert 1'])
  })
})

describe('lists of incidents', () => {
  it('take in new ones, replace known ones and drop those that are over where only open ones are wanted', () => {
    const old = [incident(1), incident(2)]
    const over = incident(2, { activeAlerts: 0, unacknowledgedAlerts: 0, endedAtMs: NOW })
    expect(mergeIncidents(old, [over, incident(3)], { which: 'open', limit: 10 }).map(({ id }) => id)).toEqual([1, 3])
    expect(mergeIncidents(old, [over], { which: 'all', limit: 10 }).map(({ id }) => id)).toEqual([1, 2])
  })
})

describe('periods', () => {
  it('survive the address, and fall back where it says nonsense', () => {
    expect(parsePeriod(new URLSearchParams('from=5&to=9'), '24h')).toEqual({ fromMs: 5, toMs: 9 })
    expect(parsePeriod(new URLSearchParams('period=30d'), '24h')).toBe('30d')
    expect(parsePeriod(new URLSearchParams('from=9&to=5&period=3y'), '24h')).toBe('24h')
    expect(alertsPageDoor('history', periodQuery({ fromMs: 5.4, toMs: 9 }))).toBe('/alerts/history?from=5&to=9')
  })

  it('end on the minute that runs when they end now', () => {
    expect(periodRange('24h', NOW + 1)).toEqual({ fromMs: NOW + MINUTE_MS - 86_400_000, toMs: NOW + MINUTE_MS })
  })
})

describe('the load', () => {
  it('keeps the flood line in sight on a calm day, and makes room for the worst hour', () => {
    const calm = planLoad([1, 2, 0], 800, 200)
    expect(calm.lines.every(({ y }) => y >= calm.plot.top)).toBe(true)
    const worst = planLoad([200], 800, 200)
    expect(worst.bars[0]?.y).toBeGreaterThanOrEqual(worst.plot.top)
    expect(worst.bars[0]?.height).toBeCloseTo(worst.plot.height / 1.05, 5)
  })

  it('draws hours darker the more there is to cope with, and labels that do not cover each other', () => {
    const plan = planLoad([6, 7, 12, 13, 30, 31], 800, 200)
    expect(plan.bars.map(({ weight }) => weight)).toEqual(['quiet', 'busy', 'busy', 'over', 'over', 'flood'])
    const labels = planLoad([400], 800, 200).lines.map(({ labelY }) => labelY).sort((a, b) => a - b)
    expect(labels.slice(1).every((y, index) => y - (labels[index] ?? 0) >= 15.9)).toBe(true)
  })
})

describe('the reasons of an alert', () => {
  const one = { modelVersion: '1', expected: 0, low: -1, high: 1 }

  it('share by how far each method is beyond its limit; those that see nothing have no share', () => {
    const shares = methodShares([{ ...one, detector: 'a', score: 1 }, { ...one, detector: 'b', score: 0.4 }, { ...one, detector: 'c', score: 3 }])
    expect(shares.map(({ evidence, agrees, share }) => [evidence.detector, agrees, share])).toEqual([['c', true, 0.75], ['a', true, 0.25], ['b', false, 0]])
    expect(methodShares([{ ...one, detector: 'a', score: 0.2 }])[0]?.share).toBe(0)
  })

  it('name likelihoods in words', () => {
    expect([0.9, 0.6, 0.4, 0.2, 0.05].map(likelihoodWord)).toEqual(['veryLikely', 'veryLikely', 'likely', 'possible', 'unlikely'])
  })
})

describe('feedback', () => {
  it('reads and writes minutes of the day as a clock does', () => {
    expect([0, 375, 1_440].map(clockOf)).toEqual(['00:00', '06:15', '24:00'])
    expect(['06:15', '6:15', '23:59:10', '24:00', '24:01', '12:60', 'noon'].map(minuteOf)).toEqual([375, 375, 1_439, 1_440, null, null, null])
  })

  it('takes its reason into the exception', () => {
    const exception = { weekdays: [5, 6], fromMinute: 0, toMinute: 1_440, low: null, high: null, reason: '', untilMs: null }
    expect(sendableEffect({ what: 'exception', exception }, 'weekend')).toEqual({ what: 'exception', exception: { ...exception, reason: 'weekend' } })
    expect(sendableEffect({ what: 'none' }, 'x')).toEqual({ what: 'none' })
  })
})

describe('doors', () => {
  it('lead to an alert, an incident and the parts of the alerts', () => {
    expect([alertDetailDoor(7), incidentDoor(3), alertsPageDoor('live'), alertsPageDoor('shelved')]).toEqual(['/alert/7', '/alerts/incidents?incident=3', '/alerts', '/alerts/shelved'])
  })
})

describe('the alarm load as a file', () => {
  it('has a line an hour, and a line a source by rank', () => {
    expect(loadHoursCsv({ fromMs: NOW, perHour: Int32Array.of(4, 0) }, ['Hour', 'Alerts'])).toBe('\uFEFFHour,Alerts\r\n2026-11-23T16:00:00.000Z,4\r\n2026-11-23T17:00:00.000Z,0\r\n')
    const source = { deviceId: 1, pointId: 2, alerts: 38, share: 0.3125, mostInAnHour: 9 }
    expect(loadSourcesCsv([source], () => ({ device: 'AHU-1, roof', point: 'SA-T' }), ['Rank', 'Device', 'Point', 'Alerts', 'Share', 'Worst'])).toBe('\uFEFFRank,Device,Point,Alerts,Share,Worst\r\n1,"AHU-1, roof",SA-T,38,31.3,9\r\n')
  })
})
