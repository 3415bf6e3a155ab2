/** Stories of a visit, told through the engine's calls alone: a router that dies, a meter that is reset, a valve that leaks. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { CREATED_KEY } from '../../electron/engine/monitor/site-keys.ts'
import type { ObjectFacts } from '../../shared/domain/acquisition.ts'
import { isActive } from '../../shared/domain/alert.ts'
import type { SqliteStore } from '../../electron/engine/store/writable-store.ts'
import { ScriptedPeer } from '../engine/bacnet/scripted-peer.ts'
import { analogInput, deviceFacts, openSite, temporaryFolder } from '../engine/store/sample-site.ts'
import { eventually, jobEnd, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'
import { officePower, trueEnergy } from '../support/made-up-meter.ts'
import { SilentRouter } from '../support/silent-router.ts'

// Real sockets and worker threads: seconds, many more on a busy machine.
vi.setConfig({ testTimeout: 180_000 })

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const PATIENCE_MS = 120_000
const CELSIUS = 62
const PERCENT = 98
const KWH = 19

/** A site as earlier visits left it, and the engine on it. */
const visit = async (fill: (store: SqliteStore) => void): Promise<InlineEngine> => {
  const home = temporaryFolder()
  const store = openSite(join(home, 'site'))
  store.setMeta(CREATED_KEY, '1')
  store.changeSettings({ timeZone: 'UTC' })
  fill(store)
  store.close()
  const engine = await startInlineEngine({ home })
  onTestFinished(async () => {
    await engine.stop()
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })
  return engine
}

const remember = (store: SqliteStore, pointId: number, fromMs: number, toMs: number, stepMs: number, value: (timeMs: number) => number): void => {
  const count = Math.floor((toMs - fromMs) / stepMs)
  const timesMs = Float64Array.from({ length: count }, (_, i) => fromMs + i * stepMs)
  store.writeBatch({ readings: { count, pointIds: new Int32Array(count).fill(pointId), timesMs, values: timesMs.map(value), qualities: new Uint16Array(count) }, outcomes: [] })
}

it('a router dies: its devices fall silent one by one and become one incident that names the router and what to look at; it lives again, and all of it is over', async () => {
  const router = new SilentRouter(300, [5001, 5002, 5003, 5004], 3)
  const plant = new ScriptedPeer({ instance: 6001 })
  plant.addAnalogs(3)
  await router.open()
  await plant.open()
  onTestFinished(async () => {
    await router.close()
    await plant.close()
  })
  const inputs = Array.from({ length: 3 }, (_, at) => analogInput(at, { name: `Input ${at}` }))
  const engine = await visit((store) => {
    store.changeSettings({ requestTimeoutMs: 300, defaultPollIntervalMs: 1_000, cov: 'off' })
    for (const { instance, mac } of router.devices) {
      store.saveDevice(deviceFacts(instance, { name: `Room controllers ${instance}`, maxApdu: 480, segmentation: 'none', address: { ip: '127.0.0.1', port: router.port, network: 300, mac } }), inputs, 0, () => 1_000)
    }
    store.saveDevice(deviceFacts(6_001, { name: 'Plant', address: { ip: '127.0.0.1', port: plant.port } }), inputs, 0, () => 1_000)
  })
  const { handlers } = engine
  const devicesIn = async (state: string): Promise<number[]> => valueOf(await handlers.listDevices({})).filter((device) => device.state === state).map(({ instance }) => instance)
  await eventually('everybody answers', async () => (await devicesIn('online')).length === 5, PATIENCE_MS)
  expect(valueOf(await handlers.listAlerts({ which: 'open', limit: 100 }))).toEqual([])

  router.alive = false
  const incident = await eventually('one incident of four devices', async () => valueOf(await handlers.listIncidents({ which: 'open', limit: 10 })).find(({ parent, alertIds }) => parent === 'router' && alertIds.length === 4), PATIENCE_MS)
  expect(incident.parentName).toContain(`127.0.0.1:${router.port}`)
  expect(incident.causes[0]?.title.key).toBe('cause.routerDead')
  expect(incident.causes[0]?.checks.length).toBeGreaterThan(0)
  const { alerts } = valueOf(await handlers.getIncident({ incidentId: incident.id }))
  expect(new Set(alerts.map(({ kind }) => kind))).toEqual(new Set(['device']))
  expect(await devicesIn('online')).toEqual([6_001])

  valueOf(await handlers.acknowledgeAlerts({ alertIds: [...incident.alertIds], note: 'breaker of the router tripped' }))
  router.alive = true
  await eventually('everybody answers again', async () => (await devicesIn('online')).length === 5, PATIENCE_MS)
  await eventually('the incident is over', async () => valueOf(await handlers.getIncident({ incidentId: incident.id })).incident.endedAtMs !== null, PATIENCE_MS)
  const after = valueOf(await handlers.listAlerts({ which: 'all', limit: 100 }))
  expect(after.filter(isActive)).toEqual([])
  expect(after.every(({ acknowledgeNote }) => acknowledgeNote === 'breaker of the router tripped')).toBe(true)
})

it('a meter is reset on a Tuesday: the week counts what was drawn, the correction is told with both totals, and nobody is alarmed', async () => {
  const toMs = Math.floor(Date.now() / DAY_MS) * DAY_MS
  const fromMs = toMs - 14 * DAY_MS
  const resetMs = toMs - 5 * DAY_MS + 9 * HOUR_MS
  const energyAt = trueEnergy(officePower('UTC'), fromMs, toMs + HOUR_MS)
  const { handlers } = await visit((store) => {
    const { deviceId } = store.saveDevice(deviceFacts(4_001, { name: 'METERS' }), [analogInput(1, { name: 'Main building energy', units: KWH })], fromMs, () => 0)
    const [counter] = store.points(deviceId)
    remember(store, counter!.id, fromMs, toMs + 1, 15 * MINUTE_MS, (timeMs) => (timeMs < resetMs ? 812_000 + energyAt(timeMs) : energyAt(timeMs) - energyAt(resetMs)))
  })
  const meter = await eventually('the meter is worked out', async () => valueOf(await handlers.listMeters({})).find(({ known }) => known !== null), PATIENCE_MS)
  const [week] = valueOf(await handlers.getEnergySeries({ meterIds: [meter.id], fromMs: toMs - 7 * DAY_MS, toMs, step: 'hour' }))
  const drawn = energyAt(toMs) - energyAt(toMs - 7 * DAY_MS)
  const counted = week!.energy.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0)
  expect(Math.abs(counted / drawn - 1)).toBeLessThan(0.01)
  expect(Math.min(...week!.energy.filter((value) => !Number.isNaN(value)))).toBeGreaterThanOrEqual(0)
  const corrections = valueOf(await handlers.listMeterCorrections({ meterId: meter.id, fromMs, toMs }))
  expect(corrections.map(({ kind }) => kind)).toEqual(['reset'])
  expect(corrections[0]!.before).toBeGreaterThan(812_000)
  expect(corrections[0]!.after).toBeLessThan(50)
  expect(Math.abs(corrections[0]!.toMs - resetMs)).toBeLessThanOrEqual(15 * MINUTE_MS)
  expect(valueOf(await handlers.listAlerts({ which: 'all', limit: 100 }))).toEqual([])
})

it('a reheat valve leaks since three days: the rule run over the past week says since when, and the sound box beside it stays silent', async () => {
  const toMs = Math.floor(Date.now() / DAY_MS) * DAY_MS
  const fromMs = toMs - 10 * DAY_MS
  const leaksFromMs = toMs - 3 * DAY_MS
  const { handlers } = await visit((store) => {
    const input = (instance: number, name: string, description: string, units: number, objectType = 0): ObjectFacts => analogInput(instance, { objectType, name, description, units })
    const box = (at: number): ObjectFacts[] => [
      input(10 * at + 1, `VAV-1-0${at} ZN-T`, 'Zone temperature', CELSIUS), input(10 * at + 2, `VAV-1-0${at} DA-T`, 'Discharge air temperature', CELSIUS),
      input(10 * at + 3, `VAV-1-0${at} DPR-POS`, 'Damper position', PERCENT, 1), input(10 * at + 4, `VAV-1-0${at} RHT-VLV`, 'Reheat valve position', PERCENT, 1),
    ]
    const unit = [input(1, 'AHU1.SAT', 'Supply air temperature', CELSIUS), input(2, 'AHU1.MAT', 'Mixed air temperature', CELSIUS), input(3, 'AHU1.CHWV', 'Chilled water valve', PERCENT, 1)]
    const fan: ObjectFacts = analogInput(4, { objectType: 3, name: 'AHU1.SF_STS', description: 'Supply fan status', units: null, stateTexts: ['off', 'on'] })
    const air = store.saveDevice(deviceFacts(1_001, { name: 'AHU-1' }), [...unit, fan], fromMs, () => MINUTE_MS)
    const boxes = store.saveDevice(deviceFacts(2_001, { name: 'VAV floor 1' }), [...box(1), ...box(2)], fromMs, () => MINUTE_MS)
    /** Runs on every day from 6 to 18. */
    const runs = (timeMs: number): boolean => timeMs % DAY_MS >= 6 * HOUR_MS && timeMs % DAY_MS < 18 * HOUR_MS
    const wave = (timeMs: number, width: number): number => width * Math.sin(timeMs / (17 * MINUTE_MS))
    const values: Readonly<Record<string, (timeMs: number) => number>> = {
      'AHU1.SAT': (timeMs) => (runs(timeMs) ? 14 : 20) + wave(timeMs, 0.2), 'AHU1.MAT': (timeMs) => 21 + wave(timeMs, 0.3), 'AHU1.CHWV': (timeMs) => (runs(timeMs) ? 40 : 0), 'AHU1.SF_STS': (timeMs) => Number(runs(timeMs)),
      'VAV-1-01 ZN-T': (timeMs) => 22 + wave(timeMs, 0.3), 'VAV-1-01 DA-T': (timeMs) => (runs(timeMs) ? (timeMs >= leaksFromMs ? 21 : 14.5) : 20) + wave(timeMs, 0.2), 'VAV-1-01 DPR-POS': (timeMs) => (runs(timeMs) ? 45 : 0) + 1 + wave(timeMs, 1), 'VAV-1-01 RHT-VLV': () => 0,
      'VAV-1-02 ZN-T': (timeMs) => 22.5 + wave(timeMs, 0.3), 'VAV-1-02 DA-T': (timeMs) => (runs(timeMs) ? 14.5 : 20) + wave(timeMs, 0.2), 'VAV-1-02 DPR-POS': (timeMs) => (runs(timeMs) ? 45 : 0) + 1 + wave(timeMs, 1), 'VAV-1-02 RHT-VLV': () => 0,
    }
    for (const point of [air, boxes].flatMap(({ deviceId }) => store.points(deviceId))) remember(store, point.id, fromMs, toMs, 2 * MINUTE_MS, values[point.name]!)
  })
  const leaky = await eventually('the box is formed of its points', async () => valueOf(await handlers.listEquipment({})).find(({ name, rules }) => name.includes('VAV-1-01') && rules.some(({ ruleId }) => ruleId.includes('reheatLeak'))), PATIENCE_MS)
  const { job, backTestId } = valueOf(await handlers.startBackTest({ pointIds: [], fromMs: toMs - 7 * DAY_MS, toMs, tuning: {}, only: ['rule.vav.reheatLeak'] }))
  expect(await jobEnd(handlers, job.id, PATIENCE_MS)).toMatchObject({ state: 'done' })
  const test = valueOf(await handlers.getBackTest({ backTestId }))
  // One alert that stands from the first morning on: at night, when no air moves, nothing is judged and nothing cleared.
  expect(test.marks.map(({ equipment, clearedAtMs }) => [equipment?.id, clearedAtMs])).toEqual([[leaky.id, null]])
  const [mark] = test.marks
  expect(Math.floor((mark!.raisedAtMs - toMs) / DAY_MS)).toBe(-3)
  const hour = (mark!.raisedAtMs % DAY_MS) / HOUR_MS
  expect(hour).toBeGreaterThan(6.4)
  expect(hour).toBeLessThan(8)
  expect(test.days.map(({ fires }) => fires)).toEqual([0, 0, 0, 0, 1, 0, 0])
})
