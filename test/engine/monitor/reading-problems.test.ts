/** What is said of a device whose reading does not go well, and when it is not said any more. */
import { describe, expect, it } from 'vitest'
import { readingProblems, watchReadingProblems } from '../../../electron/engine/monitor/reading-problems.ts'
import { createUrgency } from '../../../electron/engine/monitor/urgency.ts'
import { createDeviceRegistry } from '../../../electron/engine/monitor/device-registry.ts'
import type { Alert } from '../../../shared/domain/alert.ts'
import type { DeviceLoad, PollLoad, TrunkLoad } from '../../../shared/domain/poll-load.ts'
import { message, type Message } from '../../../shared/message.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

const LOAD: DeviceLoad = {
  deviceId: 1,
  requestsPerSecond: 1,
  limitPerSecond: 20,
  waiting: 0,
  retriesPerMinute: 0,
  lossShare: 0,
  latenessP50: 0.01,
  latenessP99: 0.05,
  stretch: 1,
  wishedIntervalMs: 10_000,
  effectiveIntervalMs: 10_000,
  maxApdu: 1_476,
  batchSize: 50,
  singleReads: false,
  latencyMs: 12,
  subscriptions: 0,
  polledPoints: 100,
}
const TRUNK: TrunkLoad = { router: '10.0.0.2:47808', network: 7, deviceIds: [1], requestsPerSecond: 10, limitPerSecond: 10, waiting: 5, stretch: 3.33, trunkShare: 0.4, baudRate: 38_400 }

const said = (load: Partial<DeviceLoad>, { trunk, had = [], state = 'online' as const }: { trunk?: TrunkLoad; had?: readonly Message[]; state?: 'online' | 'offline' } = {}): Message[] =>
  readingProblems({ ...LOAD, ...load }, trunk, { problems: had, state })

describe('a device whose reading goes well', () => {
  it('has no problem, nor has one that is away: that is said elsewhere', () => {
    expect(said({})).toEqual([])
    expect(said({ latencyMs: null, wishedIntervalMs: null, effectiveIntervalMs: null })).toEqual([])
    expect(said({ latencyMs: 2_000, lossShare: 1, stretch: 4 }, { state: 'offline' })).toEqual([])
  })
})

describe('what is said of a device', () => {
  it('is what its load shows', () => {
    expect(said({ latencyMs: 2_043 })).toEqual([message('device.slow', { seconds: 2 })])
    expect(said({ lossShare: 0.104 })).toEqual([message('device.lossy', { percent: 10 })])
    expect(said({ singleReads: true })).toEqual([message('device.single')])
    expect(said({ stretch: 1.5 })).toEqual([message('device.stretched', { wished: 10, planned: 15 })])
    expect(said({ stretch: 3.333 }, { trunk: TRUNK })).toEqual([message('device.stretchedTrunk', { wished: 10, planned: 33, network: 7, router: '10.0.0.2:47808', limit: 10 })])
  })

  it('does not come and go with every answer', () => {
    const slow = message('device.slow', { seconds: 1 })
    expect(said({ latencyMs: 900 })).toEqual([])
    expect(said({ latencyMs: 900 }, { had: [slow] })).toEqual([message('device.slow', { seconds: 0.9 })])
    expect(said({ latencyMs: 600 }, { had: [slow] })).toEqual([])
    const lossy = message('device.lossy', { percent: 5 })
    expect(said({ lossShare: 0.02 })).toEqual([])
    expect(said({ lossShare: 0.02 }, { had: [lossy] })).toHaveLength(1)
    expect(said({ lossShare: 0.005 }, { had: [lossy] })).toEqual([])
  })

  it('is looked at every ten seconds, and ends with its cause; other problems stay', () => {
    const clock = createFakeClock()
    const registry = createDeviceRegistry(clock, () => {})
    registry.load(
      [
        {
          id: 1, instance: 1_001, address: { ip: '127.0.0.1', port: 1 }, name: '', vendorId: 0, vendorName: '', modelName: '', firmware: '', description: '', maxApdu: 480,
          segmentation: 'none', protocolRevision: 14, firstSeenMs: 0, lastSeenMs: null,
        },
      ],
      new Map(),
    )
    registry.reachability(1, 'online', 0)
    registry.setProblem(1, message('device.unreadable', { reason: 'x' }))
    let load: Partial<DeviceLoad> = { latencyMs: 2_000, singleReads: true }
    const whole = (): PollLoad => ({ atMs: 0, requestsPerSecond: 0, limitPerSecond: 200, devices: [{ ...LOAD, ...load }, { ...LOAD, deviceId: 99 }], trunks: [] })
    const stop = watchReadingProblems({ clock, acquisition: { load: whole }, registry })
    const keys = (): string[] => registry.get(1)!.problems.map(({ key }) => key)
    clock.advance(10_000)
    expect(keys()).toEqual(['device.unreadable', 'device.slow', 'device.single'])
    load = { singleReads: true }
    clock.advance(10_000)
    expect(keys()).toEqual(['device.unreadable', 'device.single'])
    stop()
    load = {}
    clock.advance(60_000)
    expect(keys()).toEqual(['device.unreadable', 'device.single'])
  })
})

describe('what is urgent', () => {
  it('is what is looked at, and points whose alerts ask for someone, told once for a wave of changes', () => {
    const clock = createFakeClock()
    const told: { readonly viewedPointIds: readonly number[]; readonly alarmedPointIds: readonly number[] }[] = []
    const alert = (id: number, pointId: number | null, open: boolean, maintenanceId: number | null = null): Alert =>
      ({ id, pointId, clearedAtMs: open ? null : 1, acknowledgedAtMs: open ? null : 1, shelf: null, maintenanceId }) as Partial<Alert> as Alert
    const urgency = createUrgency({ clock, acquisition: { prioritise: (urgent) => told.push(urgent) }, store: { alerts: () => [alert(1, 10, true)] } })
    clock.advance(1_000)
    expect(told.splice(0)).toEqual([{ viewedPointIds: [], alarmedPointIds: [10] }])
    urgency.setViewed([1, 2])
    urgency.setViewed([2, 3])
    urgency.alertsChanged([alert(2, 11, true), alert(3, null, true), alert(1, 10, false), alert(4, 12, true, 7)])
    clock.advance(1_000)
    expect(told.splice(0)).toEqual([{ viewedPointIds: [2, 3], alarmedPointIds: [11] }])
    urgency.alertsChanged([alert(2, 11, false)])
    urgency.stop()
    clock.advance(1_000)
    expect(told).toEqual([])
  })
})
