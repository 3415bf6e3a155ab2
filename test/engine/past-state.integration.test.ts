/** What screens showed while it happened is what the time machine shows of it later: recorded live, asked afterwards, compared. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Alert } from '../../shared/domain/alert.ts'
import type { Device } from '../../shared/domain/device.ts'
import type { PastState } from '../../shared/domain/past-state.ts'
import { LIVE_STATES, type LiveValues } from '../../shared/domain/point.ts'
import { createSimulator } from '../../electron/simulator/simulator.ts'
import type { SimulatedDevice, Simulator } from '../../electron/simulator/simulator-types.ts'
import { eventually, jobEnd, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'

let simulator: Simulator
let devices: readonly SimulatedDevice[]
let engine: InlineEngine

/** What the screens showed at a moment. */
interface Shown {
  readonly what: string
  readonly atMs: number
  readonly live: LiveValues
  readonly alerts: readonly Alert[]
  readonly devices: readonly Device[]
}
const shown: Shown[] = []

const record = async (what: string): Promise<void> => {
  // A moment at which nothing came while it was looked at: what is shown is what held then.
  const { atMs } = await eventually('a moment without news', async () => {
    const live = valueOf(await engine.handlers.getLiveValues({}))
    const alerts = valueOf(await engine.handlers.listAlerts({ which: 'open', limit: 1_000 }))
    const devices = valueOf(await engine.handlers.listDevices({}))
    const one = { what, atMs: Date.now(), live, alerts, devices }
    if (differences(live, valueOf(await engine.handlers.getLiveValues({}))).length > 0) return undefined
    shown.push(one)
    return one
  })
  // What comes next is not of the same millisecond.
  await eventually('the next moment', () => Date.now() > atMs + 1)
}

const byPoint = ({ pointIds, values, states }: LiveValues): ReadonlyMap<number, string> => new Map(Array.from(pointIds, (id, i) => [id, `${values[i]} ${LIVE_STATES[states[i] as number]}`]))

/** Points whose value or state is another in the past than it was shown. */
const differences = (live: LiveValues, past: LiveValues): readonly string[] => {
  const [then, told] = [byPoint(live), byPoint(past)]
  return [...new Set([...then.keys(), ...told.keys()])].filter((id) => then.get(id) !== told.get(id)).map((id) => `${id}: ${then.get(id)} / ${told.get(id)}`)
}

/** All of an alert that has a time. */
const standing = ({ id, severity, raisedAtMs, announcedAtMs, clearedAtMs, acknowledgedAtMs, acknowledgeNote, confirmedAtMs, confirmNote, shelf, maintenanceId, chattering, reAlarmedAtMs }: Alert) =>
  ({ id, severity, raisedAtMs, announcedAtMs, clearedAtMs, acknowledgedAtMs, acknowledgeNote, confirmedAtMs, confirmNote, shelf, maintenanceId, chattering, reAlarmedAtMs })

const pastOf = async ({ atMs }: Shown): Promise<PastState> => valueOf(await engine.handlers.getPastState({ atMs }))

beforeAll(async () => {
  simulator = createSimulator({ port: 0 })
  devices = (await simulator.start()).devices
  engine = await startInlineEngine()
  valueOf(await engine.handlers.changeSettings({ patch: { defaultPollIntervalMs: 1_000, requestTimeoutMs: 1_500, requestsPerSecondPerDevice: 200 } }))
  const job = valueOf(await engine.handlers.startDiscovery({ interfaces: [], targets: devices.slice(0, 4).map(({ ip, port }) => `${ip}:${port}`) }))
  expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'done' })
})
afterAll(async () => {
  await engine.stop()
  await simulator.stop()
})

describe('the past of a building that was watched', () => {
  it('is recorded while a device falls silent, its alert is seen, set aside and clears', async () => {
    const polled = valueOf(await engine.handlers.listPoints({})).filter(({ pollIntervalMs }) => pollIntervalMs > 0)
    await eventually('a value of every polled point', async () => {
      const { pointIds, states } = valueOf(await engine.handlers.getLiveValues({}))
      const read = new Set(pointIds.filter((_, i) => states[i] !== 0))
      return polled.every(({ id }) => read.has(id))
    })
    await record('all is well')

    const [victim] = valueOf(await engine.handlers.listDevices({}))
    // Silence counts from the last answer on: that must not lie before the moment recorded.
    await eventually('an answer after that', async () => (valueOf(await engine.handlers.listDevices({})).find(({ id }) => id === victim!.id)?.lastSeenMs ?? 0) > shown[0]!.atMs)
    const fault = simulator.faults.inject({ kind: 'deviceOffline', device: victim!.instance })
    const alert = await eventually('the alert of the device', async () => valueOf(await engine.handlers.listAlerts({ which: 'open', deviceId: victim!.id, limit: 10 })).find(({ kind }) => kind === 'device'))
    await record('silent')
    valueOf(await engine.handlers.acknowledgeAlerts({ alertIds: [alert.id], note: 'On my way' }))
    await record('acknowledged')
    valueOf(await engine.handlers.shelveAlerts({ alertIds: [alert.id], reason: 'Panel is open', oneShot: true }))
    await record('shelved')
    simulator.faults.end(fault)
    await eventually('the alert to clear', async () => valueOf(await engine.handlers.getAlert({ alertId: alert.id })).alert.clearedAtMs !== null)
    await eventually('fresh points', async () => valueOf(await engine.handlers.getStatistics({})).pointsStale === 0)
    await record('well again')
    expect(shown.map(({ alerts }) => alerts.some(({ id }) => id === alert.id))).toEqual([false, true, true, true, false])
  })

  it('shows the values and states that were shown, of every point', async () => {
    for (const one of shown) {
      await eventually(`${one.what}: the same values`, async () => differences(one.live, (await pastOf(one)).values).length === 0).catch(async () => {
        expect(differences(one.live, (await pastOf(one)).values), one.what).toEqual([])
      })
    }
    expect((await pastOf(shown[1]!)).statistics.pointsStale).toBeGreaterThan(0)
  })

  it('shows each alert as it stood, not as it ended', async () => {
    for (const one of shown) {
      const past = await pastOf(one)
      expect(past.alerts.map(standing), one.what).toEqual(one.alerts.map(standing))
    }
  })

  it('shows which devices were online and which were not', async () => {
    for (const one of shown) {
      const past = await pastOf(one)
      const states = (all: readonly Device[]) => Object.fromEntries(all.map(({ instance, state, pointCount }) => [instance, `${state} ${pointCount}`]))
      expect(states(past.devices), one.what).toEqual(states(one.devices))
    }
  })

  it('is told all at once for playing, and finds the alert by steps and on the time bar', async () => {
    const times = shown.map(({ atMs }) => atMs)
    const played = valueOf(await engine.handlers.getPastStates({ timesMs: times }))
    expect(played.steps.map(({ atMs }) => atMs)).toEqual(times.slice(1))
    expect(played.steps.map(({ alerts }) => alerts?.length ?? null)).toEqual([shown[1]!.alerts.length, shown[2]!.alerts.length, shown[3]!.alerts.length, shown[4]!.alerts.length])
    const stop = valueOf(await engine.handlers.getNextAlert({ fromMs: times[0]!, direction: 'next' }))
    expect(stop).toMatchObject({ alert: { kind: 'device', clearedAtMs: null, acknowledgedAtMs: null, shelf: null } })
    expect(valueOf(await engine.handlers.getNextAlert({ fromMs: times[0]!, direction: 'previous' }))?.alert.id ?? null).not.toBe(stop!.alert.id)
    const line = valueOf(await engine.handlers.getTimeline({ fromMs: times[0]!, toMs: times[1]! + 1, steps: 10 }))
    expect(line.alerts.map(({ id }) => id)).toContain(stop!.alert.id)
    expect(line.firstMs).toBeLessThan(times[0]!)
  })

  it('refuses the future and the time before the first reading in words', async () => {
    expect(await engine.handlers.getPastState({ atMs: Date.now() + 60_000 })).toMatchObject({ ok: false, error: { code: 'past-in-future' } })
    expect(await engine.handlers.getPastState({ atMs: 1_000 })).toMatchObject({ ok: false, error: { code: 'past-before-first', detail: { time: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/) } } })
  })

  it('says that a device was there which is forgotten since', async () => {
    const [victim] = valueOf(await engine.handlers.listDevices({}))
    valueOf(await engine.handlers.removeDevice({ deviceId: victim!.id }))
    const past = await pastOf(shown[0]!)
    expect(past.forgotten).toMatchObject([{ instance: victim!.instance, name: victim!.name, points: victim!.pointCount }])
    expect(past.devices.map(({ id }) => id)).not.toContain(victim!.id)
  })

  it('keeps moments as bookmarks, each change with who made it, and taken back', async () => {
    const [, silent] = shown
    const fields = { name: 'Device falls silent', atMs: silent!.atMs, address: `#/overview?at=${silent!.atMs}`, note: '' }
    const added = valueOf(await engine.handlers.addBookmark({ bookmark: fields }))
    const bookmarkId = added.after!.id
    const renamed = valueOf(await engine.handlers.changeBookmark({ bookmarkId, bookmark: { ...fields, name: 'Power was cut' } }))
    expect(await engine.handlers.undoBookmarkChange({ changeId: added.id })).toMatchObject({ ok: false, error: { code: 'bookmark-change-later' } })
    valueOf(await engine.handlers.undoBookmarkChange({ changeId: renamed.id }))
    expect(valueOf(await engine.handlers.listBookmarks({}))).toMatchObject([{ id: bookmarkId, ...fields }])
    const removed = valueOf(await engine.handlers.removeBookmark({ bookmarkId }))
    expect(valueOf(await engine.handlers.listBookmarks({}))).toEqual([])
    valueOf(await engine.handlers.undoBookmarkChange({ changeId: removed.id }))
    expect(valueOf(await engine.handlers.listBookmarks({}))).toHaveLength(1)
    const changes = valueOf(await engine.handlers.listBookmarkChanges({}))
    expect(changes.map(({ what, undone }) => [what, undone])).toEqual([['removed', true], ['changed', true], ['added', false]])
    expect(changes.every(({ by }) => by !== '')).toBe(true)
  })
})
