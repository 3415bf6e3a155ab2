/** The whole chain on live BACnet/IP traffic: discover, poll, store, judge, alert. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Alert } from '../../shared/domain/alert.ts'
import { createSimulator } from '../../electron/simulator/simulator.ts'
import type { SimulatedDevice, Simulator } from '../../electron/simulator/simulator-types.ts'
import { eventually, jobEnd, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'

let simulator: Simulator
let devices: readonly SimulatedDevice[]
let engine: InlineEngine

beforeAll(async () => {
  simulator = createSimulator({ port: 0 })
  devices = (await simulator.start()).devices
  engine = await startInlineEngine()
  valueOf(await engine.handlers.changeSettings({ patch: { defaultPollIntervalMs: 1_000, requestTimeoutMs: 1_500, alertOnDelayMs: 2_000, alertOffDelayMs: 2_000, requestsPerSecondPerDevice: 200 } }))
  const job = valueOf(await engine.handlers.startDiscovery({ interfaces: [], targets: devices.map(({ ip, port }) => `${ip}:${port}`) }))
  expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'done' })
})
afterAll(async () => {
  await engine.stop()
  await simulator.stop()
})

describe('a building on the network', () => {
  it('is found whole: every device with its name, vendor and points', async () => {
    const found = valueOf(await engine.handlers.listDevices({}))
    expect(new Set(found.map((device) => device.instance))).toEqual(new Set(devices.map((device) => device.instance)))
    expect(found).toHaveLength(devices.length)
    for (const device of found) {
      expect(device.name, `device ${device.instance}`).not.toBe('')
      expect(device.vendorName).not.toBe('')
      expect(device.pointCount).toBeGreaterThan(5)
    }
    const points = valueOf(await engine.handlers.listPoints({}))
    expect(points.length).toBeGreaterThan(240)
    expect(points.filter((point) => point.name === '')).toEqual([])
    expect(new Set(points.map((point) => point.kind))).toEqual(new Set(['analog', 'binary', 'multiState', 'other']))
    for (const point of points.filter((one) => one.kind === 'multiState')) expect(point.stateTexts.length).toBeGreaterThan(1)
  })

  it('is formed into equipment by the roles of its points, each with the rules that can judge it', async () => {
    const equipment = await eventually('air handlers and boxes', async () => {
      const all = valueOf(await engine.handlers.listEquipment({}))
      return all.filter(({ kind }) => kind === 'vav').length >= 12 && all.some(({ kind }) => kind === 'ahu') && all
    })
    const boxes = equipment.filter(({ kind }) => kind === 'vav')
    expect(boxes.map(({ name }) => name)).toContain('VAV-1-01')
    expect(boxes.every(({ rules }) => rules.some(({ ruleId }) => ruleId === 'vav.flowLow'))).toBe(true)
    const own = valueOf(await engine.handlers.listEquipment({ deviceId: boxes[0]!.deviceId }))
    expect(new Set(own.map(({ deviceId }) => deviceId))).toEqual(new Set([boxes[0]!.deviceId]))
  })

  it('gives a live value of every polled point that is what the device shows', async () => {
    const polled = valueOf(await engine.handlers.listPoints({})).filter((point) => point.pollIntervalMs > 0)
    const live = await eventually('a value of every polled point', async () => {
      const values = valueOf(await engine.handlers.getLiveValues({}))
      const known = new Set([...values.pointIds].filter((_, at) => values.states[at] !== 0))
      return polled.every((point) => known.has(point.id)) && values
    })
    const instanceOf = new Map(valueOf(await engine.handlers.listDevices({})).map((device) => [device.id, device.instance]))
    const valueById = new Map([...live.pointIds].map((id, at) => [id, live.values[at]!]))
    const setpoints = polled.filter((point) => point.objectType === 2)
    expect(setpoints.length).toBeGreaterThan(5)
    for (const point of setpoints) {
      const shown = simulator.reading(instanceOf.get(point.deviceId)!, point.objectType, point.objectInstance)!
      expect(Math.abs(valueById.get(point.id)! - shown), point.name).toBeLessThan(Math.max(1, Math.abs(shown) * 0.2))
    }
  })

  it('is recorded: readings are on disk and come back as a series', async () => {
    const point = valueOf(await engine.handlers.listPoints({})).find((one) => one.kind === 'analog')!
    const series = await eventually('five readings', async () => {
      const [one] = valueOf(await engine.handlers.getSeries({ pointIds: [point.id], fromMs: 0, toMs: Date.now() + 1_000, maxPoints: 1_000 }))
      return one!.timesMs.length >= 5 && one!
    })
    expect([...series.timesMs]).toEqual([...series.timesMs].sort((a, b) => a - b))
  })

  it('shows a silent device as offline, its points as stale, and disturbs no other', async () => {
    const [victim] = valueOf(await engine.handlers.listDevices({}))
    const raised: Alert[] = []
    const stop = engine.subscribe((name, payload) => name === 'alertsChanged' && raised.push(...(payload as readonly Alert[])))
    const fault = simulator.faults.inject({ kind: 'deviceOffline', device: victim!.instance })
    await eventually('the device to be offline', async () => valueOf(await engine.handlers.listDevices({})).find((device) => device.id === victim!.id)?.state === 'offline')
    const alert = await eventually('an alert of the device', () => raised.find((one) => one.kind === 'device' && one.deviceId === victim!.id && one.clearedAtMs === null))
    expect(alert.pointId).toBeNull()
    const others = valueOf(await engine.handlers.listDevices({})).filter((device) => device.id !== victim!.id)
    expect(others.every((device) => device.state === 'online' && device.failureShare === 0)).toBe(true)
    await eventually('its points to be stale', async () => valueOf(await engine.handlers.getStatistics({})).pointsStale > 0)

    simulator.faults.end(fault)
    await eventually('the alert to clear', () => raised.find((one) => one.id === alert.id && one.clearedAtMs !== null))
    await eventually('no stale points', async () => valueOf(await engine.handlers.getStatistics({})).pointsStale === 0)
    stop()
  })

  it('refuses what cannot be done with an error value', async () => {
    expect(await engine.handlers.startDemoFault({ kindId: 'any' })).toMatchObject({ ok: false, error: { code: 'not-in-demo' } })
    expect(await engine.handlers.getAlert({ alertId: 999_999 })).toMatchObject({ ok: false, error: { code: 'alert-unknown' } })
    expect(await engine.handlers.removeDevice({ deviceId: 999_999 })).toMatchObject({ ok: false, error: { code: 'device-unknown' } })
    expect(await engine.handlers.getSeries({ pointIds: [1], fromMs: 5, toMs: 5, maxPoints: 100 })).toMatchObject({ ok: false, error: { code: 'period-invalid' } })
    expect(await engine.handlers.startDiscovery({ interfaces: [], targets: ['127.0.0.1:70000'] })).toMatchObject({ ok: false, error: { code: 'target-invalid' } })
  })

  it('says that nobody answered at an address where nobody is', async () => {
    const job = valueOf(await engine.handlers.startDiscovery({ interfaces: [], targets: ['127.0.0.1:9'] }))
    expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'failed', failure: { code: 'nothing-found-targets' } })
  })
})
