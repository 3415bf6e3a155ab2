/** An alert at a past moment is what it was then: rewound from its history, and the same as stepping through the events up to that moment. */
import { describe, expect, it } from 'vitest'
import { raiseAlert, stepAlert, type AlertEvent } from '../../electron/engine/pipeline/alert-states.ts'
import { alertAt, wasOpenAt } from '../../shared/domain/alert-history.ts'
import { NEW_ALERT, SEVERITIES, type Alert, type AlertTransition } from '../../shared/domain/alert.ts'
import type { MaintenanceWindow } from '../../shared/domain/maintenance.ts'
import { message } from '../../shared/message.ts'
import { seededRandom } from '../../shared/random.ts'

const RAISED_MS = Date.UTC(2026, 4, 4, 9)
const MINUTE = 60_000

const FRESH: Omit<Alert, 'id'> = {
  kind: 'equipment', severity: 'medium', deviceId: 1, pointId: 2, title: message('t'), explanation: [], checks: [], value: 25, expected: 21, low: 20, high: 22, worstValue: 26, evidence: [],
  startedAtMs: RAISED_MS - MINUTE, raisedAtMs: RAISED_MS, ...NEW_ALERT,
}

const WINDOWS: readonly MaintenanceWindow[] = [
  { id: 3, scope: { what: 'site' }, fromMs: RAISED_MS - 60 * MINUTE, toMs: RAISED_MS + 10_000 * MINUTE, reason: 'Boiler', createdAtMs: 0, endedAtMs: null },
  { id: 4, scope: { what: 'site' }, fromMs: RAISED_MS - 60 * MINUTE, toMs: RAISED_MS + 10_000 * MINUTE, reason: 'Chiller', createdAtMs: 0, endedAtMs: null },
]
const suppress = (maintenanceId: 3 | 4): AlertEvent => ({ event: 'suppress', maintenanceId, reason: message('alert.care.maintenance', { reason: maintenanceId === 3 ? 'Boiler' : 'Chiller' }) })

/** The alert after each event, and its whole history. */
const lived = (events: readonly (readonly [AlertEvent, number])[]) => {
  const raised = raiseAlert(FRESH, null, null)
  let now: Alert = { ...raised.alert, id: 1 }
  const history: AlertTransition[] = [...raised.transitions]
  const moments: [Alert, number][] = [[now, RAISED_MS]]
  for (const [event, atMs] of events) {
    const step = stepAlert(now, event, atMs)
    if (step === null) continue
    now = step.alert
    history.push(...step.transitions)
    moments.push([now, atMs])
  }
  return { record: { alert: now, raisedSeverity: FRESH.severity, history }, moments }
}

describe('an alert rewound', () => {
  it('is neither acknowledged nor cleared before it was', () => {
    const { record } = lived([[{ event: 'acknowledge', note: 'seen' }, RAISED_MS + 5 * MINUTE], [{ event: 'clear' }, RAISED_MS + 9 * MINUTE]])
    expect(alertAt(record, RAISED_MS + 4 * MINUTE, [])).toMatchObject({ acknowledgedAtMs: null, acknowledgeNote: '', clearedAtMs: null, worstValue: null })
    expect(alertAt(record, RAISED_MS + 5 * MINUTE, [])).toMatchObject({ acknowledgedAtMs: RAISED_MS + 5 * MINUTE, acknowledgeNote: 'seen', clearedAtMs: null })
    expect(alertAt(record, RAISED_MS + 9 * MINUTE, [])).toEqual(record.alert)
    expect([RAISED_MS - 1, RAISED_MS, RAISED_MS + 9 * MINUTE - 1, RAISED_MS + 9 * MINUTE].map((atMs) => wasOpenAt(record.alert, atMs))).toEqual([false, true, true, false])
  })

  it('of a time before severities were kept has the severity that is known', () => {
    const { record } = lived([[{ event: 'severity', severity: 'critical' }, RAISED_MS + 5 * MINUTE]])
    expect(alertAt(record, RAISED_MS, []).severity).toBe('medium')
    expect(alertAt({ ...record, raisedSeverity: null }, RAISED_MS, []).severity).toBe('critical')
  })

  it('is at every moment of a random life what it was then', () => {
    const random = seededRandom(250)
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
    const seen = new Set<string>()
    for (let life = 0; life < 400; life++) {
      let atMs = RAISED_MS
      const events = Array.from({ length: 12 }, (): readonly [AlertEvent, number] => {
        atMs += 1 + Math.floor(random() * 30 * MINUTE)
        const event = pick<AlertEvent>([
          { event: 'severity', severity: pick(SEVERITIES) }, { event: 'acknowledge', note: 'a' }, { event: 'confirm', note: 'c' }, { event: 'note', note: 'n' },
          { event: 'shelve', reason: 'parts', untilMs: null, oneShot: true }, { event: 'unshelve', note: '' }, suppress(3), suppress(4), { event: 'unsuppress', endedByHand: false },
          { event: 'callAgain' }, { event: 'chatter', times: 4 }, { event: 'quiet' }, ...(random() < 0.2 ? [{ event: 'clear' } as const] : []),
        ])
        return [event, atMs]
      })
      const { record, moments } = lived(events)
      for (const [index, [then, fromMs]] of moments.entries()) {
        const untilMs = moments[index + 1]?.[1] ?? fromMs + 1
        const told = alertAt(record, fromMs + Math.floor(random() * (untilMs - fromMs)), WINDOWS)
        // A shelf that a person ended is not known to have been one that would have ended with the alert.
        const shelf = then.shelf === null ? null : { ...then.shelf, untilMs: told.shelf?.untilMs ?? null, oneShot: told.shelf?.oneShot ?? true }
        const cleared = told.clearedAtMs === null && record.alert.clearedAtMs !== null
        expect(told).toEqual({ ...then, shelf, worstValue: cleared ? null : then.worstValue })
        for (const [name, value] of Object.entries(told)) if (value !== null && value !== false) seen.add(name)
      }
    }
    for (const name of ['shelf', 'maintenanceId', 'chattering', 'reAlarmedAtMs', 'confirmedAtMs', 'clearedAtMs']) expect(seen).toContain(name)
  })
})
