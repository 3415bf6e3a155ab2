/** Every state of an alert with every event: what is allowed, what follows, what is entered in the history; and what holds whatever comes. */
import { describe, expect, it } from 'vitest'
import { MOST_SHELF_MS, raiseAlert, stepAlert, type AlertEvent } from '../../../electron/engine/pipeline/alert-states.ts'
import { isActive, isLive, isOpen, isSetAside, NEW_ALERT, type Alert, type Severity, type Shelf } from '../../../shared/domain/alert.ts'
import { message } from '../../../shared/message.ts'
import { seededRandom } from '../../../shared/random.ts'

const RAISED_MS = Date.UTC(2026, 1, 2, 10)
const NOW_MS = RAISED_MS + 3_600_000
const HOUR_MS = 3_600_000

const alertOf = (facts: Partial<Alert> = {}): Alert => ({
  id: 1, kind: 'equipment', severity: 'high', deviceId: 1, pointId: 1, title: { key: 'alert.analog.above' }, explanation: [], checks: [], value: 22, expected: 16, low: 14, high: 18,
  worstValue: 22, evidence: [], startedAtMs: RAISED_MS - 30_000, raisedAtMs: RAISED_MS, ...NEW_ALERT, announcedAtMs: RAISED_MS, ...facts,
})

const shelf = (facts: Partial<Shelf> = {}): Shelf => ({ reason: 'part ordered', atMs: RAISED_MS + 60_000, untilMs: NOW_MS + HOUR_MS, oneShot: false, ...facts })
const SEEN = { acknowledgedAtMs: RAISED_MS + 60_000 }
const CLEARED = { clearedAtMs: RAISED_MS + 120_000 }

/** Named states; the rest of the machine is their combination, which the random test covers. */
const STATES = {
  'active': alertOf(),
  'active, acknowledged': alertOf(SEEN),
  'cleared': alertOf(CLEARED),
  'closed': alertOf({ ...CLEARED, ...SEEN }),
  'closed, confirmed': alertOf({ ...CLEARED, ...SEEN, confirmedAtMs: NOW_MS - 1 }),
  'shelved until a time': alertOf({ shelf: shelf() }),
  'shelved until it clears': alertOf({ shelf: shelf({ untilMs: null, oneShot: true }) }),
  'shelved, time over': alertOf({ shelf: shelf({ untilMs: NOW_MS }) }),
  'closed, shelf lasting': alertOf({ ...CLEARED, ...SEEN, shelf: shelf() }),
  'in maintenance, never announced': alertOf({ maintenanceId: 7, announcedAtMs: null }),
  'in maintenance, announced before': alertOf({ maintenanceId: 7 }),
  'closed in maintenance': alertOf({ ...CLEARED, ...SEEN, maintenanceId: 7, announcedAtMs: null }),
  'shelved and in maintenance': alertOf({ maintenanceId: 7, shelf: shelf({ untilMs: NOW_MS }), announcedAtMs: null }),
  'chattering': alertOf({ chattering: true }),
  'medium': alertOf({ severity: 'medium' }),
} as const satisfies Record<string, Alert>
type StateName = keyof typeof STATES

const EVENTS = {
  clear: { event: 'clear' },
  worse: { event: 'severity', severity: 'critical' },
  milder: { event: 'severity', severity: 'low' },
  acknowledge: { event: 'acknowledge', note: 'seen' },
  confirm: { event: 'confirm', note: 'fixed' },
  note: { event: 'note', note: 'hm' },
  shelve: { event: 'shelve', reason: 'part ordered', untilMs: NOW_MS + 60_000, oneShot: true },
  shelvePast: { event: 'shelve', reason: 'r', untilMs: NOW_MS, oneShot: true },
  shelveTooLong: { event: 'shelve', reason: 'r', untilMs: NOW_MS + MOST_SHELF_MS + 1, oneShot: true },
  shelveEndless: { event: 'shelve', reason: 'r', untilMs: null, oneShot: false },
  unshelve: { event: 'unshelve', note: 'back' },
  shelfEnds: { event: 'shelfEnds' },
  suppress: { event: 'suppress', maintenanceId: 7, reason: message('m') },
  unsuppress: { event: 'unsuppress', endedByHand: false },
  callAgain: { event: 'callAgain' },
  chatter: { event: 'chatter', times: 3 },
  quiet: { event: 'quiet' },
} as const satisfies Record<string, AlertEvent>
type EventName = keyof typeof EVENTS

/** What each event enters in the history of each state, with who decides; what is not named is refused. `note` and the refused shelves are the same everywhere. */
const ALLOWED: Readonly<Record<StateName, Partial<Record<EventName, string>>>> = {
  'active': {
    clear: 'cleared/reading', worse: 'severityChanged/reading reAlarmed/reading', milder: 'severityChanged/reading', acknowledge: 'acknowledged/person',
    confirm: 'acknowledged/person confirmed/person', shelve: 'shelved/person', suppress: 'suppressed/time', callAgain: 'reAlarmed/time', chatter: 'chattering/reading',
  },
  'active, acknowledged': {
    clear: 'cleared/reading', worse: 'severityChanged/reading reAlarmed/reading', milder: 'severityChanged/reading', confirm: 'confirmed/person', shelve: 'shelved/person',
    suppress: 'suppressed/time', chatter: 'chattering/reading',
  },
  'cleared': { acknowledge: 'acknowledged/person', confirm: 'acknowledged/person confirmed/person', chatter: 'chattering/reading' },
  'closed': { confirm: 'confirmed/person', chatter: 'chattering/reading' },
  'closed, confirmed': { chatter: 'chattering/reading' },
  'shelved until a time': {
    clear: 'cleared/reading', worse: 'severityChanged/reading', milder: 'severityChanged/reading', acknowledge: 'acknowledged/person', confirm: 'acknowledged/person confirmed/person',
    shelve: 'shelved/person', unshelve: 'unshelved/person', suppress: 'suppressed/time', chatter: 'chattering/reading',
  },
  'shelved until it clears': {
    clear: 'cleared/reading unshelved/reading', worse: 'severityChanged/reading', milder: 'severityChanged/reading', acknowledge: 'acknowledged/person',
    confirm: 'acknowledged/person confirmed/person', shelve: 'shelved/person', unshelve: 'unshelved/person', suppress: 'suppressed/time', chatter: 'chattering/reading',
  },
  'shelved, time over': {
    clear: 'cleared/reading', worse: 'severityChanged/reading', milder: 'severityChanged/reading', acknowledge: 'acknowledged/person', confirm: 'acknowledged/person confirmed/person',
    shelve: 'shelved/person', unshelve: 'unshelved/person', shelfEnds: 'unshelved/time', suppress: 'suppressed/time', chatter: 'chattering/reading',
  },
  'closed, shelf lasting': { confirm: 'confirmed/person', unshelve: 'unshelved/person', chatter: 'chattering/reading' },
  'in maintenance, never announced': {
    clear: 'cleared/reading acknowledged/reading', worse: 'severityChanged/reading', milder: 'severityChanged/reading', acknowledge: 'acknowledged/person',
    confirm: 'acknowledged/person confirmed/person', shelve: 'shelved/person', unsuppress: 'unsuppressed/time', chatter: 'chattering/reading',
  },
  'in maintenance, announced before': {
    clear: 'cleared/reading', worse: 'severityChanged/reading', milder: 'severityChanged/reading', acknowledge: 'acknowledged/person', confirm: 'acknowledged/person confirmed/person',
    shelve: 'shelved/person', unsuppress: 'unsuppressed/time', chatter: 'chattering/reading',
  },
  'closed in maintenance': { confirm: 'confirmed/person', chatter: 'chattering/reading' },
  'shelved and in maintenance': {
    clear: 'cleared/reading acknowledged/reading', worse: 'severityChanged/reading', milder: 'severityChanged/reading', acknowledge: 'acknowledged/person',
    confirm: 'acknowledged/person confirmed/person', shelve: 'shelved/person', unshelve: 'unshelved/person', shelfEnds: 'unshelved/time', unsuppress: 'unsuppressed/time', chatter: 'chattering/reading',
  },
  'chattering': {
    clear: 'cleared/reading', worse: 'severityChanged/reading reAlarmed/reading', milder: 'severityChanged/reading', acknowledge: 'acknowledged/person',
    confirm: 'acknowledged/person confirmed/person', shelve: 'shelved/person', suppress: 'suppressed/time', quiet: 'chattering/time',
  },
  'medium': {
    clear: 'cleared/reading', worse: 'severityChanged/reading reAlarmed/reading', milder: 'severityChanged/reading', acknowledge: 'acknowledged/person',
    confirm: 'acknowledged/person confirmed/person', shelve: 'shelved/person', suppress: 'suppressed/time', chatter: 'chattering/reading',
  },
}

const cases = (Object.keys(STATES) as StateName[]).flatMap((state) => (Object.keys(EVENTS) as EventName[]).map((event) => ({ state, event })))

describe('an alert that is', () => {
  it.each(cases)('$state, at $event', ({ state, event }) => {
    const expected = event === 'note' ? 'noted/person' : (ALLOWED[state][event] ?? null)
    const step = stepAlert(STATES[state], EVENTS[event], NOW_MS)
    expect(step?.transitions.map(({ what, by }) => `${what}/${by}`).join(' ') ?? null).toBe(expected)
    expect(step?.transitions.every(({ atMs }) => atMs === NOW_MS) ?? true).toBe(true)
    if (step !== null && event !== 'note') expect(step.alert).not.toEqual(STATES[state])
  })
})

describe('what follows', () => {
  const after = (alert: Alert, ...events: readonly AlertEvent[]): Alert => events.reduce((now, event) => stepAlert(now, event, NOW_MS)?.alert ?? now, alert)

  it('from acknowledging: seen, with the note, and as active as before', () => {
    expect(after(alertOf(), EVENTS.acknowledge)).toMatchObject({ acknowledgedAtMs: NOW_MS, acknowledgeNote: 'seen', clearedAtMs: null })
  })
  it('from confirming what nobody had acknowledged: both', () => {
    expect(after(alertOf(), EVENTS.confirm)).toMatchObject({ acknowledgedAtMs: NOW_MS, confirmedAtMs: NOW_MS, confirmNote: 'fixed', acknowledgeNote: 'fixed' })
  })
  it('from confirming what was acknowledged: the first acknowledgement stays', () => {
    expect(after(alertOf({ ...SEEN, acknowledgeNote: 'first' }), EVENTS.confirm)).toMatchObject({ ...SEEN, acknowledgeNote: 'first', confirmedAtMs: NOW_MS })
  })
  it('from the end of a window: what was never announced is announced then, once', () => {
    expect(after(STATES['in maintenance, never announced'], EVENTS.unsuppress)).toMatchObject({ maintenanceId: null, announcedAtMs: NOW_MS })
    expect(after(STATES['in maintenance, announced before'], EVENTS.unsuppress)).toMatchObject({ maintenanceId: null, announcedAtMs: RAISED_MS })
  })
  it('from the end of the shelf alone while a window lasts: nothing is announced', () => {
    expect(after(STATES['shelved and in maintenance'], EVENTS.shelfEnds).announcedAtMs).toBeNull()
    expect(after(STATES['shelved and in maintenance'], EVENTS.shelfEnds, EVENTS.unsuppress).announcedAtMs).toBe(NOW_MS)
  })
  it('from a second window over the first: another entry, the alert stays suppressed', () => {
    expect(stepAlert(STATES['in maintenance, announced before'], { event: 'suppress', maintenanceId: 8, reason: message('m') }, NOW_MS)?.alert.maintenanceId).toBe(8)
  })
  it('from a clock set far back under a shelf: the shelf ends', () => {
    expect(after(alertOf({ shelf: shelf({ untilMs: NOW_MS + MOST_SHELF_MS + 1 }) }), EVENTS.shelfEnds).shelf).toBeNull()
  })
})

describe('a new alert', () => {
  const { id: _, ...facts } = alertOf({ announcedAtMs: null })

  it('asks for someone at once', () => {
    expect(raiseAlert(facts, null, null)).toMatchObject({ alert: { announcedAtMs: RAISED_MS, shelf: null, maintenanceId: null }, transitions: [{ what: 'raised', by: 'reading', atMs: RAISED_MS }] })
  })
  it('goes under the shelf of its source and the window over it, and says so', () => {
    const raised = raiseAlert(facts, shelf(), { id: 7, reason: message('m') })
    expect(raised).toMatchObject({ alert: { announcedAtMs: null, shelf: shelf(), maintenanceId: 7 } })
    expect(raised.transitions.map(({ what }) => what)).toEqual(['raised', 'shelved', 'suppressed'])
  })
})

describe('whatever comes', () => {
  const STEPS = 60
  const RUNS = 400

  const randomEvent = (random: () => number, nowMs: number): AlertEvent => {
    const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
    return pick<() => AlertEvent>([
      () => ({ event: 'clear' }),
      () => ({ event: 'severity', severity: pick<Severity>(['critical', 'high', 'medium', 'low']) }),
      () => ({ event: 'acknowledge', note: 'n' }),
      () => ({ event: 'confirm', note: 'n' }),
      () => ({ event: 'note', note: 'n' }),
      () => ({ event: 'shelve', reason: 'r', untilMs: pick([null, nowMs - 1, nowMs + HOUR_MS, nowMs + 40 * 86_400_000]), oneShot: random() < 0.5 }),
      () => ({ event: 'unshelve', note: '' }),
      () => ({ event: 'shelfEnds' }),
      () => ({ event: 'suppress', maintenanceId: pick([7, 8]), reason: message('m') }),
      () => ({ event: 'unsuppress', endedByHand: random() < 0.5 }),
      () => ({ event: 'callAgain' }),
      () => ({ event: 'chatter', times: 3 }),
      () => ({ event: 'quiet' }),
    ])()
  }

  it('the rules of alerts hold', () => {
    const random = seededRandom(20_261_128)
    let moved = 0
    for (let run = 0; run < RUNS; run++) {
      const { id: _, ...facts } = alertOf({ announcedAtMs: null })
      const raised = raiseAlert(facts, random() < 0.3 ? shelf({ untilMs: RAISED_MS + HOUR_MS }) : null, random() < 0.3 ? { id: 7, reason: message('m') } : null)
      let alert: Alert = { ...raised.alert, id: 1 }
      let nowMs = RAISED_MS
      for (let i = 0; i < STEPS; i++) {
        nowMs += Math.floor(random() * HOUR_MS)
        const event = randomEvent(random, nowMs)
        const step = stepAlert(alert, event, nowMs)
        if (step === null) continue
        moved += 1
        const before = alert
        alert = step.alert
        const what = JSON.stringify({ run, i, event, before, alert })
        // Every change has an entry; nobody else changes it.
        expect(step.transitions.length, what).toBeGreaterThan(0)
        // Acknowledging and confirming never hide what is active.
        if (event.event === 'acknowledge' || event.event === 'confirm') expect([isActive(alert), isSetAside(alert)], what).toEqual([isActive(before), isSetAside(before)])
        if (event.event === 'acknowledge' && isActive(before) && isLive(before)) expect(isLive(alert), what).toBe(true)
        // Only persons and windows set aside, only the end of that brings back.
        if (isLive(before) && isOpen(alert) && !isLive(alert)) expect(['shelve', 'suppress'], what).toContain(event.event)
        // Closed stays closed; cleared and acknowledged is closed.
        if (!isOpen(before)) expect(isOpen(alert), what).toBe(false)
        if (before.clearedAtMs !== null) expect(alert.clearedAtMs, what).toBe(before.clearedAtMs)
        if (alert.clearedAtMs !== null && alert.acknowledgedAtMs !== null) expect(isOpen(alert), what).toBe(false)
        // Confirmed implies acknowledged; first words stand.
        if (alert.confirmedAtMs !== null) expect(alert.acknowledgedAtMs, what).not.toBeNull()
        if (before.acknowledgedAtMs !== null) expect(alert.acknowledgedAtMs, what).toBe(before.acknowledgedAtMs)
        // A shelf has an end that lay ahead, and a one-shot ends with the alert.
        if (event.event === 'shelve') expect(alert.shelf !== null && (alert.shelf.untilMs === null ? alert.shelf.oneShot : alert.shelf.untilMs > nowMs), what).toBe(true)
        if (alert.clearedAtMs !== null) expect(alert.shelf?.oneShot ?? false, what).toBe(false)
        // What is called again asks for somebody.
        if (alert.reAlarmedAtMs !== before.reAlarmedAtMs) expect(isActive(alert) && isLive(alert), what).toBe(true)
        // Announced once, when it first asks; what is active and live was announced.
        if (before.announcedAtMs !== null) expect(alert.announcedAtMs, what).toBe(before.announcedAtMs)
        if (isActive(alert) && isLive(alert)) expect(alert.announcedAtMs, what).not.toBeNull()
        // A refused event repeated is refused; an event that happened is not repeated (but for notes and shelves).
        if (!['note', 'shelve'].includes(event.event)) {
          const again = stepAlert(alert, event, nowMs)
          if (event.event !== 'callAgain') expect(again, what).toBeNull()
        }
      }
    }
    expect(moved).toBeGreaterThan(3_000)
  })
})
