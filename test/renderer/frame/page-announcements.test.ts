/** What a page of the web host tells of alerts: each once, those of one incident as one, in time, and nothing while it is quiet. */
import { describe, expect, it } from 'vitest'
import { createPageAnnouncements, type Told } from '../../../renderer/frame/page-announcements.ts'
import type { Alert } from '../../../shared/domain/alert.ts'
import type { Incident } from '../../../shared/domain/incident.ts'
import { HOLD_MS } from '../../../shared/gathering.ts'
import { message } from '../../../shared/message.ts'
import { fakeAlert } from '../../host/fake-engine.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

const incidentOf = (id: number, count: number): Incident => ({
  id, parent: 'router', parentName: '10.0.0.7', deviceId: null, title: message('incident.router', { devices: count, name: '10.0.0.7' }), severity: 'high', causes: [],
  alertIds: Array.from({ length: count }, (_, i) => i + 1), activeAlerts: count, unacknowledgedAlerts: count, startedAtMs: 0, lastAlertAtMs: 0, endedAtMs: null, adopted: [],
})

const setUp = (incident: (id: number) => Incident | null = (id) => incidentOf(id, 12)) => {
  const clock = createFakeClock()
  const said: Told[] = []
  let muted = false
  const announcements = createPageAnnouncements({ clock, isMuted: () => muted, readIncident: (id) => Promise.resolve(incident(id)), tell: (told) => said.push(told) })
  announcements.configure('high')
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms)
    // Incidents are read before anything is told.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    announcements, clock, pass,
    mute: (on: boolean) => (muted = on),
    fresh: (id: number, change: Partial<Alert> = {}): Alert => fakeAlert({ id, raisedAtMs: clock.nowMs(), announcedAtMs: clock.nowMs(), ...change }),
    alone: () => said.flatMap((told) => told.alone.map(({ id }) => id)),
    incidents: () => said.flatMap((told) => told.incidents.map(({ id, alertIds }) => ({ id, alerts: alertIds.length }))),
  }
}
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)

describe('a page', () => {
  it('tells of an alert that belongs to no incident once, after a moment', async () => {
    const { announcements, pass, fresh, alone } = setUp()
    announcements.take([fresh(1)])
    await pass(HOLD_MS - 1)
    expect(alone()).toEqual([])
    await pass(1)
    announcements.take([fresh(1, { worstValue: 40 })])
    await pass(HOLD_MS)
    expect(alone()).toEqual([1])
  })

  it('tells the alerts of an incident as one, and again when it grows', async () => {
    let count = 12
    const { announcements, pass, fresh, alone, incidents } = setUp((id) => incidentOf(id, count))
    announcements.take(range(1, 12).map((id) => fresh(id)))
    await pass(3_000)
    announcements.take(range(1, 12).map((id) => fresh(id, { incidentId: 5 })))
    await pass(HOLD_MS)
    expect(incidents()).toEqual([{ id: 5, alerts: 12 }])
    count = 40
    announcements.take(range(13, 40).map((id) => fresh(id, { incidentId: 5 })))
    await pass(HOLD_MS)
    expect(incidents()).toEqual([{ id: 5, alerts: 12 }, { id: 5, alerts: 40 }])
    expect(alone()).toEqual([])
  })

  it('does not hold what is critical', async () => {
    const { announcements, pass, fresh, alone } = setUp()
    announcements.take([fresh(1, { severity: 'critical' }), fresh(2)])
    await pass(0)
    expect(alone()).toEqual([1])
  })

  it.each([['cannot be read', () => null], ['has one alert', (id: number) => incidentOf(id, 1)]] as const)('tells the alerts of an incident that %s one by one', async (_, incident) => {
    const { announcements, pass, fresh, alone, incidents } = setUp(incident)
    announcements.take([fresh(1, { incidentId: 5 }), fresh(2, { incidentId: 5 })])
    await pass(HOLD_MS)
    expect(alone()).toEqual([1, 2])
    expect(incidents()).toEqual([])
  })

  it('tells nothing while it is quiet, not even what was held when that began', async () => {
    const { announcements, mute, pass, fresh, alone } = setUp()
    announcements.take([fresh(1)])
    mute(true)
    announcements.take([fresh(2)])
    await pass(HOLD_MS)
    mute(false)
    announcements.take([fresh(2, { worstValue: 1 }), fresh(3)])
    await pass(HOLD_MS)
    expect(alone()).toEqual([3])
  })

  it('forgets what it held and knew when another site opens, whose alerts have the same ids', async () => {
    const { announcements, pass, fresh, alone } = setUp()
    announcements.take([fresh(1)])
    await pass(HOLD_MS)
    announcements.take([fresh(2)])
    announcements.beginAnew()
    await pass(HOLD_MS)
    expect(alone()).toEqual([1])
    announcements.take([fresh(1)])
    await pass(HOLD_MS)
    expect(alone()).toEqual([1, 1])
  })
})
