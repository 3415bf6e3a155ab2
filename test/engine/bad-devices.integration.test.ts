/** Devices that misbehave, each in its way, in a building that is monitored: nobody else notices, their own points say since when, and all is well again afterwards. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FaultSpec } from '../../electron/simulator/faults/fault-types.ts'
import { createSimulator } from '../../electron/simulator/simulator.ts'
import type { Simulator } from '../../electron/simulator/simulator-types.ts'
import type { Device } from '../../shared/domain/device.ts'
import { LIVE_STATES } from '../../shared/domain/point.ts'
import { eventually, jobEnd, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'

const STALE = LIVE_STATES.indexOf('stale')
const NEVER = LIVE_STATES.indexOf('never')
const POLL_MS = 1_000
const TIMEOUT_MS = 1_500

let simulator: Simulator
let engine: InlineEngine
/** Rows of the points that are polled, by device row. */
let polled: ReadonlyMap<number, readonly number[]>
const stopLooking: (() => void)[] = []
const troubledSoFar = new Set<number>()

beforeAll(async () => {
  simulator = createSimulator({ port: 0 })
  const { devices } = await simulator.start()
  engine = await startInlineEngine()
  valueOf(await engine.handlers.changeSettings({ patch: { defaultPollIntervalMs: POLL_MS, requestTimeoutMs: TIMEOUT_MS, requestsPerSecondPerDevice: 200, cov: 'off' } }))
  const job = valueOf(await engine.handlers.startDiscovery({ interfaces: [], targets: devices.map(({ ip, port }) => `${ip}:${port}`) }))
  expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'done' })
  const points = valueOf(await engine.handlers.listPoints({})).filter(({ pollIntervalMs }) => pollIntervalMs > 0)
  // Each of them as often as the others, whatever it is.
  valueOf(await engine.handlers.setPollInterval({ pointIds: points.map(({ id }) => id), intervalMs: POLL_MS }))
  polled = new Map([...Map.groupBy(points, ({ deviceId }) => deviceId)].map(([deviceId, own]) => [deviceId, own.map(({ id }) => id)]))
  await eventually('a value of every point', async () => {
    const states = await Promise.all([...polled.keys()].map((deviceId) => shown(deviceId)))
    return states.flat().every(({ state }) => state !== NEVER && state !== STALE)
  })
  // The simplest devices refuse a question or two before it is known what they can do.
  await eventually('all read well', async () => (await list()).every(({ state, failureShare }) => state === 'online' && failureShare === 0))
})
afterAll(async () => {
  for (const stop of stopLooking) stop()
  await engine?.stop()
  await simulator?.stop()
})

const list = async (): Promise<readonly Device[]> => valueOf(await engine.handlers.listDevices({}))
const named = async (instance: number): Promise<Device> => (await list()).find((device) => device.instance === instance)!

interface Shown {
  readonly state: number
  readonly timeMs: number
  readonly value: number
}

/** What the screens show of a device's polled points. */
const shown = async (deviceId: number): Promise<readonly Shown[]> => {
  const wanted = new Set(polled.get(deviceId))
  const live = valueOf(await engine.handlers.getLiveValues({}))
  return [...live.pointIds].flatMap((id, at) => (wanted.has(id) ? [{ state: live.states[at]!, timeMs: live.timesMs[at]!, value: live.values[at]! }] : []))
}

interface Trouble {
  readonly device: Device
  readonly sinceMs: number
  /** Ends the fault. */
  end(): void
  /** What went wrong elsewhere up to now; ends the watch. */
  elsewhere(): Promise<readonly string[]>
}

/** Starts a fault, and keeps an eye on all devices that never had one. */
const disturb = async (spec: FaultSpec & { readonly device: number }): Promise<Trouble> => {
  const device = await named(spec.device)
  troubledSoFar.add(device.id)
  const sinceMs = Date.now()
  const fault = simulator.faults.inject(spec)
  const seen = new Set<string>()
  const look = async (): Promise<void> => {
    for (const other of await list()) {
      if (troubledSoFar.has(other.id)) continue
      if (other.state !== 'online' || other.failureShare > 0) seen.add(`${other.name} is ${other.state}, ${other.failureShare} failed`)
      if ((await shown(other.id)).some(({ state }) => state === STALE)) seen.add(`${other.name} has stale points`)
    }
  }
  const timer = setInterval(() => void look(), 250)
  stopLooking.push(() => clearInterval(timer))
  return {
    device,
    sinceMs,
    end: () => void simulator.faults.end(fault),
    elsewhere: async () => {
      clearInterval(timer)
      await look()
      return [...seen]
    },
  }
}

const expectStaleSince = async ({ device, sinceMs }: Trouble): Promise<void> => {
  const points = await eventually(`stale points of ${device.name}`, async () => {
    const all = await shown(device.id)
    return all.every(({ state }) => state === STALE) && all
  })
  expect(points.length).toBeGreaterThan(5)
  // The last value stays on the screen with its time, which is from just before the trouble.
  for (const { timeMs, value } of points) {
    expect(timeMs).toBeGreaterThan(sinceMs - 3 * POLL_MS)
    expect(timeMs).toBeLessThan(sinceMs + POLL_MS)
    expect(value).not.toBeNaN()
  }
  expect((await named(device.instance)).state).toBe('offline')
}

const expectBack = async (device: Device): Promise<void> => {
  const endMs = Date.now()
  await eventually(`fresh values of ${device.name}`, async () => (await shown(device.id)).every(({ state, timeMs }) => state !== STALE && timeMs > endMs))
  expect((await named(device.instance)).state).toBe('online')
}

const offlineAlerts = async (device: Device): Promise<readonly (number | null)[]> =>
  valueOf(await engine.handlers.listAlerts({ which: 'all', deviceId: device.id, limit: 100 })).filter(({ kind }) => kind === 'device').map(({ clearedAtMs }) => clearedAtMs)

const refused = async (): Promise<Readonly<Record<string, number>>> => valueOf(await engine.handlers.getStatistics({})).refusedPackets
const newlyRefused = async (before: Readonly<Record<string, number>>): Promise<Record<string, number>> =>
  Object.fromEntries(Object.entries(await refused()).flatMap(([cause, count]) => (count > before[cause]! ? [[cause, count - before[cause]!]] : [])))

describe('a device that misbehaves', () => {
  it('answers too late: it is offline, and its late answers are nobody else\'s', async () => {
    const before = await refused()
    const trouble = await disturb({ kind: 'deviceSlow', device: 1001, delayMs: 2 * TIMEOUT_MS })
    await expectStaleSince(trouble)
    expect(Object.keys(await newlyRefused(before))).toEqual(['unmatched'])
    trouble.end()
    await expectBack(trouble.device)
    expect(await trouble.elsewhere()).toEqual([])
    expect(await offlineAlerts(trouble.device)).toEqual([expect.any(Number)])
  })

  it('answers slowly but in time: nothing is wrong with it', async () => {
    const trouble = await disturb({ kind: 'deviceSlow', device: 1002, delayMs: TIMEOUT_MS / 5 })
    const quickMs = (await named(1002)).latencyMs!
    await eventually('its latency to grow', async () => (await named(1002)).latencyMs! > quickMs)
    await new Promise((resolve) => setTimeout(resolve, 5 * POLL_MS))
    expect(await named(1002)).toMatchObject({ state: 'online', failureShare: 0 })
    expect((await shown(trouble.device.id)).filter(({ state }) => state === STALE)).toEqual([])
    expect(await offlineAlerts(trouble.device)).toEqual([])
    trouble.end()
    expect(await trouble.elsewhere()).toEqual([])
  })

  it('loses one answer in twenty: it is seen in its failure share, and raises no alert', async () => {
    const trouble = await disturb({ kind: 'deviceLossy', device: 4001, share: 0.05 })
    await eventually('a lost answer', async () => (await named(4001)).failureShare > 0)
    await new Promise((resolve) => setTimeout(resolve, 10_000))
    expect((await named(4001)).state).toBe('online')
    expect(await offlineAlerts(trouble.device)).toEqual([])
    expect((await shown(trouble.device.id)).filter(({ state }) => state === STALE)).toEqual([])
    trouble.end()
    await expectBack(trouble.device)
    expect(await trouble.elsewhere()).toEqual([])
  })

  it('talks garbage: every packet is refused and counted by its cause', async () => {
    const before = await refused()
    const trouble = await disturb({ kind: 'deviceGarbage', device: 2001, share: 1 })
    await expectStaleSince(trouble)
    const causes = await newlyRefused(before)
    // It is asked a handful of times before it counts as offline; in which ways those answers are spoilt is chance.
    expect(Object.keys(causes).length, JSON.stringify(causes)).toBeGreaterThan(1)
    expect(Object.values(causes).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(3)
    expect(causes).not.toHaveProperty('decode')
    trouble.end()
    await expectBack(trouble.device)
    expect(await trouble.elsewhere()).toEqual([])
  })

  it('says nothing any more: its points are stale until it is back', async () => {
    const trouble = await disturb({ kind: 'deviceOffline', device: 3001 })
    await expectStaleSince(trouble)
    expect(await offlineAlerts(trouble.device)).toEqual([null])
    trouble.end()
    await expectBack(trouble.device)
    expect(await trouble.elsewhere()).toEqual([])
    expect(await offlineAlerts(trouble.device)).toEqual([expect.any(Number)])
  })

  it('restarts on another port: it is followed there, and the move is put into words', async () => {
    const trouble = await disturb({ kind: 'deviceRestart', device: 3002, downMs: 500, port: 0 })
    const { ip, port } = trouble.device.address
    const moved = await eventually('the new address', async () => {
      const now = await named(3002)
      return now.address.port !== port && now
    })
    expect(moved.address).toEqual({ ip, port: simulator.addresses().find(({ instance }) => instance === 3002)?.port })
    expect(moved.problems).toMatchObject([{ key: 'device.moved', params: { from: `${ip}:${port}`, to: `${ip}:${moved.address.port}` } }])
    await expectBack(trouble.device)
    expect(await trouble.elsewhere()).toEqual([])
  })
})
