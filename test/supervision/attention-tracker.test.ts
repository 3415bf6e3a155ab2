/** What the host is told of alerts: right counts, and each alert announced once, when its severity asks for it. */
import { describe, expect, it } from 'vitest'
import { isAnnounced } from '../../shared/announcing.ts'
import { countAlerts, trackAttention } from '../../electron/supervision/attention-tracker.ts'
import type { Attention } from '../../electron/supervision/engine-protocol.ts'
import type { Handlers } from '../../shared/contract.ts'
import type { Alert } from '../../shared/domain/alert.ts'
import type { Point } from '../../shared/domain/point.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../shared/domain/settings.ts'
import { message } from '../../shared/message.ts'
import { ok } from '../../shared/result.ts'
import { HOLD_MS } from '../../shared/gathering.ts'
import type { Incident } from '../../shared/domain/incident.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { valueOf } from '../support/inline-engine.ts'
import { createFakeEngine, fakeAlert, FAKE_POINT } from '../host/fake-engine.ts'

const setUp = async (options: { open?: readonly Alert[]; incident?: () => Incident; notifyFrom?: Settings['notifyFrom']; point?: Point } = {}) => {
  const settings = { ...DEFAULT_SETTINGS, notifyFrom: options.notifyFrom ?? 'high' }
  const over: Partial<Handlers> = {
    listAlerts: () => ok(options.open ?? []),
    getSettings: () => ok(settings),
    ...(options.incident === undefined ? {} : { getIncident: () => ok({ incident: (options.incident as () => Incident)(), alerts: [] }) }),
    listPoints: () => ok([options.point ?? FAKE_POINT]),
  }
  const said: Attention[] = []
  const clock = createFakeClock()
  const tracker = trackAttention(createFakeEngine(over).handlers, (attention) => said.push(attention), clock)
  await tracker.begin()
  /** What the engine says, and all that has been reported of it; nothing of what is held. */
  const take = async (...changed: readonly Alert[]): Promise<void> => {
    tracker.take('alertsChanged', changed)
    await tracker.settled()
  }
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms)
    await tracker.settled()
  }
  const alerts = async (...changed: readonly Alert[]): Promise<Attention> => {
    await take(...changed)
    await pass(HOLD_MS)
    return said.at(-1) as Attention
  }
  const announced = (): number[] => said.flatMap((attention) => attention.notifications.map((one) => one.alertId))
  return { tracker, said, take, pass, alerts, announced, settings, clock }
}

describe('counts', () => {
  it('tell active from unacknowledged alerts', () => {
    const alerts = [fakeAlert({ id: 1 }), fakeAlert({ id: 2, acknowledgedAtMs: 1 }), fakeAlert({ id: 3, clearedAtMs: 1, severity: 'critical' })]
    expect(countAlerts(alerts)).toEqual({ active: 2, unacknowledged: 2, bySeverity: { critical: 0, high: 2, medium: 0, low: 0 } })
  })

  it('start with the alerts that are open, and follow every change', async () => {
    const { said, alerts } = await setUp({ open: [fakeAlert({ id: 1 })] })
    expect(said[0]?.counts.active).toBe(1)
    expect((await alerts(fakeAlert({ id: 2 }))).counts.active).toBe(2)
    expect((await alerts(fakeAlert({ id: 1, clearedAtMs: 5 }))).counts).toMatchObject({ active: 1, unacknowledged: 2 })
    expect((await alerts(fakeAlert({ id: 1, clearedAtMs: 5, acknowledgedAtMs: 6 }))).counts).toMatchObject({ active: 1, unacknowledged: 1 })
  })
})

describe('another site', () => {
  const switched = async () => {
    let open: readonly Alert[] = [fakeAlert({ id: 1 }), fakeAlert({ id: 2 })]
    const fake = createFakeEngine({ listAlerts: () => ok(open) })
    const said: Attention[] = []
    const clock = createFakeClock()
    const tracker = trackAttention(fake.handlers, (attention) => said.push(attention), clock)
    await tracker.begin()
    const status = valueOf(await fake.handlers.getStatus({}))
    const settled = async (): Promise<void> => {
      await tracker.settled()
      clock.advance(HOLD_MS)
      await tracker.settled()
    }
    const goTo = async (siteFolder: string, alerts: readonly Alert[]): Promise<void> => {
      open = alerts
      tracker.take('statusChanged', { ...status, siteFolder })
      await settled()
    }
    return { tracker, said, status, goTo, settled }
  }

  it('is counted anew: the open alerts of the former one are forgotten', async () => {
    const { said, goTo } = await switched()
    expect(said.at(-1)?.counts.active).toBe(2)
    await goTo('/elsewhere', [])
    expect(said.at(-1)?.counts).toMatchObject({ active: 0, unacknowledged: 0 })
    await goTo('/third', [fakeAlert({ id: 1, acknowledgedAtMs: 1 })])
    expect(said.at(-1)?.counts).toMatchObject({ active: 1, unacknowledged: 0 })
  })

  it('announces its alerts although alerts of the former one had the same ids, and not those that stood there before', async () => {
    const { tracker, said, goTo, settled } = await switched()
    await goTo('/elsewhere', [fakeAlert({ id: 7 })])
    tracker.take('alertsChanged', [fakeAlert({ id: 1 }), fakeAlert({ id: 7, worstValue: 50 })])
    await settled()
    expect(said.flatMap(({ notifications }) => notifications.map(({ alertId }) => alertId))).toEqual([1])
  })

  it('is not begun by news of the same one', async () => {
    const { said, status, goTo } = await switched()
    await goTo(status.siteFolder, [])
    expect(said).toHaveLength(1)
  })
})

describe('an announcement', () => {
  it('names point, device, value with its unit, and the reason', async () => {
    const { alerts } = await setUp()
    const { notifications } = await alerts(fakeAlert({ id: 7, title: message('a.title'), explanation: [message('a.reason')] }))
    expect(notifications).toEqual([
      {
        alertId: 7,
        severity: 'high',
        deviceName: 'AHU-1',
        pointName: 'Supply air temperature',
        value: { value: 31.4, units: 62 },
        title: { key: 'a.title' },
        reason: { key: 'a.reason' },
      },
    ])
  })

  it('names the state of a binary or multi-state point in its own words', async () => {
    const binary = await setUp({ point: { ...FAKE_POINT, kind: 'binary', units: null, stateTexts: ['Off', 'On'] } })
    expect((await binary.alerts(fakeAlert({ value: 1 }))).notifications[0]?.value).toBe('On')
    const multiState = await setUp({ point: { ...FAKE_POINT, kind: 'multiState', units: null, stateTexts: ['Day', 'Night'] } })
    expect((await multiState.alerts(fakeAlert({ value: 1 }))).notifications[0]?.value).toBe('Day')
  })

  it('is made once, however often the alert changes', async () => {
    const { alerts, announced } = await setUp()
    await alerts(fakeAlert({ id: 1 }))
    await alerts(fakeAlert({ id: 1, worstValue: 40 }))
    expect(announced()).toEqual([1])
  })

  it('is not made again for alerts that were open before', async () => {
    const { alerts, announced } = await setUp({ open: [fakeAlert({ id: 1 })] })
    await alerts(fakeAlert({ id: 1, worstValue: 40 }))
    expect(announced()).toEqual([])
  })

  it('waits until a small alert becomes a serious one', async () => {
    const { alerts, announced } = await setUp()
    await alerts(fakeAlert({ id: 1, severity: 'low' }))
    expect(announced()).toEqual([])
    await alerts(fakeAlert({ id: 1, severity: 'critical' }))
    expect(announced()).toEqual([1])
  })

  it('is not made of what is shelved or in maintenance, but when that ends', async () => {
    const { alerts, announced } = await setUp()
    await alerts(fakeAlert({ id: 1, maintenanceId: 3, announcedAtMs: null }))
    expect(announced()).toEqual([])
    await alerts(fakeAlert({ id: 1, announcedAtMs: 5 }))
    expect(announced()).toEqual([1])
  })

  it('is made again when the alert is called again, also after it was acknowledged', async () => {
    const { alerts, announced } = await setUp()
    await alerts(fakeAlert({ id: 1 }))
    const laterMs = fakeAlert().raisedAtMs + 60_000
    await alerts(fakeAlert({ id: 1, reAlarmedAtMs: laterMs }))
    await alerts(fakeAlert({ id: 1, reAlarmedAtMs: laterMs, worstValue: 50 }))
    await alerts(fakeAlert({ id: 1, acknowledgedAtMs: 9, reAlarmedAtMs: laterMs + 1, severity: 'critical' }))
    expect(announced()).toEqual([1, 1, 1])
  })

  it('is not made while alerts are quiet, nor afterwards for what came meanwhile', async () => {
    const { tracker, alerts, announced, clock } = await setUp()
    tracker.take('muteChanged', { untilMs: clock.nowMs() + 60_000, reason: '' })
    await alerts(fakeAlert({ id: 1 }))
    tracker.take('muteChanged', { untilMs: null, reason: '' })
    await alerts(fakeAlert({ id: 1, worstValue: 40 }), fakeAlert({ id: 2 }))
    expect(announced()).toEqual([2])
  })

  it('follows the settings from their change on', async () => {
    const { tracker, alerts, announced, settings } = await setUp({ notifyFrom: 'never' })
    await alerts(fakeAlert({ id: 1, severity: 'critical' }))
    tracker.take('settingsChanged', { ...settings, notifyFrom: 'low' })
    await alerts(fakeAlert({ id: 1, severity: 'critical', worstValue: 1 }), fakeAlert({ id: 2, severity: 'low' }))
    expect(announced()).toEqual([2])
  })

  it.each([
    { severity: 'critical', from: 'high', said: true },
    { severity: 'high', from: 'high', said: true },
    { severity: 'medium', from: 'high', said: false },
    { severity: 'low', from: 'low', said: true },
    { severity: 'critical', from: 'never', said: false },
  ] as const)('of a $severity alert with notifications from $from: $said', ({ severity, from, said }) => {
    expect(isAnnounced(severity, from)).toBe(said)
  })

  it('is made again when the alert grew worse after it was acknowledged', async () => {
    const { alerts, announced } = await setUp({ open: [fakeAlert({ id: 2, acknowledgedAtMs: 1 })] })
    await alerts(fakeAlert({ id: 2, acknowledgedAtMs: 1, severity: 'critical', reAlarmedAtMs: 6 }))
    await alerts(fakeAlert({ id: 2, acknowledgedAtMs: 1, severity: 'critical', reAlarmedAtMs: 6, worstValue: 50 }))
    expect(announced()).toEqual([2])
  })

  it('of a chattering contact is made once until it has been quiet', async () => {
    const { alerts, announced } = await setUp()
    await alerts(fakeAlert({ id: 3, chattering: true }))
    await alerts(fakeAlert({ id: 3, chattering: true, clearedAtMs: 5 }), fakeAlert({ id: 4, chattering: true }))
    expect(announced()).toEqual([3])
    await alerts(fakeAlert({ id: 3, clearedAtMs: 5 }), fakeAlert({ id: 4, clearedAtMs: 5 }))
    await alerts(fakeAlert({ id: 5 }))
    expect(announced()).toEqual([3, 5])
  })
})

describe('alerts of one incident', () => {
  const incidentOf = (count: number): Incident => ({
    id: 5, parent: 'router', parentName: '10.0.0.7', deviceId: null, title: message('incident.router', { devices: count, name: '10.0.0.7' }), severity: 'high',
    causes: [{ title: message('cause.routerDead', { router: '10.0.0.7' }), likelihood: 0.8, because: [], checks: [] }],
    alertIds: Array.from({ length: count }, (_, i) => i + 1), activeAlerts: count, unacknowledgedAlerts: count, startedAtMs: 0, lastAlertAtMs: 0, endedAtMs: null,
    adopted: [{ id: 3, title: message('incident.device', { name: 'VAV-1-03', count: 2 }), startedAtMs: 0, adoptedAtMs: 1 }],
  })
  const member = (id: number, over: Partial<Alert> = {}): Alert => fakeAlert({ id, ...over })
  const members = (from: number, to: number, over: Partial<Alert> = {}): Alert[] => Array.from({ length: to - from + 1 }, (_, i) => member(from + i, over))

  it('are told as one that names cause and count, and again when it grows', async () => {
    let count = 12
    const { take, pass, said, announced } = await setUp({ incident: () => incidentOf(count) })
    await take(...members(1, 12))
    await pass(3_000)
    await take(...members(1, 12, { incidentId: 5 }))
    await pass(HOLD_MS)
    count = 40
    await take(...members(13, 40, { incidentId: 5 }))
    await pass(HOLD_MS)
    expect(said.flatMap(({ incidents }) => incidents)).toEqual([12, 40].map((size) => ({
      incidentId: 5, severity: 'high', title: message('incident.router', { devices: size, name: '10.0.0.7' }), cause: message('cause.routerDead', { router: '10.0.0.7' }), count: size, adopted: [3],
    })))
    expect(announced()).toEqual([])
  })

  it('that another took over are told of no more by those that were told', async () => {
    const { take, pass, said, announced } = await setUp({ incident: () => incidentOf(3) })
    await take(...members(1, 2))
    await take(...members(1, 2, { incidentId: 3 }))
    await pass(HOLD_MS)
    await take(...members(1, 2, { incidentId: 5 }))
    await pass(HOLD_MS)
    expect(said.flatMap(({ incidents }) => incidents)).toHaveLength(1)
    await take(member(3, { incidentId: 5 }))
    await pass(HOLD_MS)
    expect(said.flatMap(({ incidents }) => incidents).map(({ adopted }) => adopted)).toEqual([[3], [3]])
    expect(announced()).toEqual([])
  })

  it('do not wait longer for it than five seconds, however many more come', async () => {
    const { take, pass, announced } = await setUp()
    await take(member(1))
    await pass(HOLD_MS - 1)
    await take(member(2))
    expect(announced()).toEqual([])
    await pass(1)
    expect(announced()).toEqual([1, 2])
  })

  it('that are critical do not wait at all, and the incident is told when it is known', async () => {
    const { take, pass, said, announced } = await setUp({ incident: () => incidentOf(3) })
    await take(member(1, { severity: 'critical' }), member(2), member(3))
    expect(announced()).toEqual([1])
    await take(member(1, { severity: 'critical', incidentId: 5 }), ...members(2, 3, { incidentId: 5 }))
    await pass(HOLD_MS)
    expect(announced()).toEqual([1])
    expect(said.at(-1)?.incidents).toMatchObject([{ incidentId: 5, count: 3 }])
  })

  it('are told singly where the incident cannot be read', async () => {
    const { take, pass, announced } = await setUp()
    await take(...members(1, 2, { incidentId: 9 }))
    await pass(HOLD_MS)
    expect(announced()).toEqual([1, 2])
  })

  it('are not told when quiet began meanwhile', async () => {
    const { tracker, take, pass, announced, clock } = await setUp()
    await take(member(1))
    tracker.take('muteChanged', { untilMs: clock.nowMs() + 60_000, reason: '' })
    await pass(HOLD_MS)
    expect(announced()).toEqual([])
  })
})
