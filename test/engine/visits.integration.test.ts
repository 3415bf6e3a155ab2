/** A visit, work at the building, another visit: the diff says exactly what was done. */
import { onTestFinished, describe, expect, it } from 'vitest'
import { EMPTY_RECORDING, recordingSource } from '../../electron/simulator/building/recording.ts'
import type { DeviceSpec, PointSpec } from '../../electron/simulator/building/point-spec.ts'
import { createSimulator } from '../../electron/simulator/simulator.ts'
import type { Simulator } from '../../electron/simulator/simulator-types.ts'
import { jobEnd, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'

const point = (objectType: number, objectInstance: number, name: string, slot: number, change: Partial<PointSpec> = {}): PointSpec => ({
  objectType, objectInstance, name, description: '', units: 62, stateTexts: [], slot, noise: 0, resolution: 0, low: -20, high: 120, covIncrement: 0.5, commandable: false,
  continuous: false, link: 0, ...change,
})

const POINTS = {
  supply: point(0, 1, 'Supply temperature', 0),
  returned: point(0, 2, 'Return temperature', 1),
  setPoint: point(2, 1, 'Room set-point', 2, { commandable: true }),
  computed: point(2, 2, 'Computed demand', 3),
  mode: point(19, 1, 'Mode', 4, { units: null, stateTexts: ['Off', 'Auto', 'Manual'] }),
  schedule: point(17, 1, 'Office hours', 5, { units: null, link: 0 }),
}

const deviceSpec = (instance: number, points: readonly PointSpec[], change: Partial<DeviceSpec> = {}): DeviceSpec => ({
  instance, name: `AHU-${instance}`, description: '', location: 'Roof', vendorId: 7, vendorName: 'Acme', modelName: 'VC', firmware: '1.0', application: '1.0', maxApdu: 480,
  protocolRevision: 14, readPropertyMultiple: instance !== 2, cov: false, covProperty: false, points, ...change,
})

/** One device on a port of its own, with these values by slot. */
const serve = async (spec: DeviceSpec, values: readonly number[], port = 0): Promise<{ simulator: Simulator; port: number }> => {
  const startMs = Date.now()
  const simulator = createSimulator({ port, startMs }, { source: recordingSource(EMPTY_RECORDING, values, startMs, 1), devices: [spec], model: null })
  const { devices } = await simulator.start()
  onTestFinished(() => simulator.stop())
  return { simulator, port: devices[0]!.port }
}

const discover = async (engine: InlineEngine, ports: readonly number[]): Promise<void> => {
  const job = valueOf(await engine.handlers.startDiscovery({ interfaces: [], targets: ports.map((port) => `127.0.0.1:${port}`) }))
  expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'done' })
}

const snapshot = async (engine: InlineEngine, note: string): Promise<number> => {
  const job = valueOf(await engine.handlers.takeSnapshot({ note }))
  expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ kind: 'snapshot', state: 'done' })
  return valueOf(await engine.handlers.listSnapshots({}))[0]!.id
}

const changes = async (engine: InlineEngine, fromId: number, toId?: number) =>
  valueOf(await engine.handlers.diffSnapshots(toId === undefined ? { fromId } : { fromId, toId })).changes.map(({ kind, deviceInstance, name, field, before, after }) => ({ kind, deviceInstance, name, field, before, after }))

describe('two visits', () => {
  it('differ in exactly what was done between them', async () => {
    const engine = await startInlineEngine()
    onTestFinished(() => engine.stop())
    valueOf(await engine.handlers.changeSettings({ patch: { requestTimeoutMs: 500, requestsPerSecondPerDevice: 200, requestsPerSecondTotal: 2_000, defaultPollIntervalMs: 1_000 } }))
    const points = Object.values(POINTS)
    const [one, two, three] = [
      await serve(deviceSpec(1, points), [20, 21, 21.5, 50, 2, 1]),
      await serve(deviceSpec(2, [POINTS.supply, POINTS.setPoint]), [20, 21, 21.5]),
      await serve(deviceSpec(3, [POINTS.supply]), [20]),
    ]
    await discover(engine, [one.port, two.port, three.port])
    const before = await snapshot(engine, 'Before the works')
    expect(valueOf(await engine.handlers.listSnapshots({}))).toEqual([expect.objectContaining({ id: before, note: 'Before the works', devices: 3, devicesUnread: 0, objects: 12, automatic: false })])
    const again = await snapshot(engine, '')
    expect(await changes(engine, before, again)).toEqual([])
    expect(await changes(engine, before)).toEqual([])

    // The works: a point renamed and another re-ranged, one gone and one new, a set-point and the schedule moved, new firmware; and one device off.
    await Promise.all([one.simulator.stop(), two.simulator.stop(), three.simulator.stop()])
    const worked = [
      { ...POINTS.supply, name: 'Supply air temperature', units: 64 },
      { ...POINTS.returned, high: 60, covIncrement: 1 },
      POINTS.setPoint,
      point(0, 9, 'Outside temperature', 1),
      POINTS.mode,
      { ...POINTS.schedule, link: 2 },
    ]
    await serve(deviceSpec(1, worked, { firmware: '1.1' }), [20, 21, 22, 80, 3, 1], one.port)
    const changedTwo = await serve(deviceSpec(2, [POINTS.supply, POINTS.setPoint], { modelName: 'VC-2', vendorName: 'Bolt' }), [20, 21, 21.5], two.port)
    const after = await snapshot(engine, 'After the works')
    const expected = [
      { kind: 'reprogrammed', deviceInstance: 1, name: 'AHU-1', field: 'firmware', before: '1.0', after: '1.1' },
      { kind: 'renamed', deviceInstance: 1, name: 'Supply air temperature', field: 'name', before: 'Supply temperature', after: 'Supply air temperature' },
      { kind: 'changed', deviceInstance: 1, name: 'Supply air temperature', field: 'units', before: '62', after: '64' },
      { kind: 'changed', deviceInstance: 1, name: 'Return temperature', field: 'maxValue', before: '120', after: '60' },
      { kind: 'changed', deviceInstance: 1, name: 'Return temperature', field: 'covIncrement', before: '0.5', after: '1' },
      { kind: 'added', deviceInstance: 1, name: 'Outside temperature', field: null, before: null, after: null },
      { kind: 'changed', deviceInstance: 1, name: 'Room set-point', field: 'setPoint', before: '21.5', after: '22' },
      { kind: 'removed', deviceInstance: 1, name: 'Computed demand', field: null, before: null, after: null },
      { kind: 'changed', deviceInstance: 1, name: 'Office hours', field: 'weeklySchedule', before: expect.stringMatching(/^Mon: \d\d:/), after: expect.stringMatching(/^Mon: /) },
      { kind: 'replaced', deviceInstance: 2, name: 'AHU-2', field: 'vendor', before: 'Acme', after: 'Bolt' },
      { kind: 'replaced', deviceInstance: 2, name: 'AHU-2', field: 'model', before: 'VC', after: 'VC-2' },
    ]
    expect(await changes(engine, before, after)).toEqual(expected)
    expect(valueOf(await engine.handlers.diffSnapshots({ fromId: before, toId: after })).notCompared).toEqual([3])
    // The site took over what the snapshot read; what only snapshots know is not claimed.
    expect(await changes(engine, before)).toEqual(expected.filter(({ field }) => !['maxValue', 'covIncrement', 'setPoint', 'weeklySchedule'].includes(field ?? '')))
    const csv = new TextDecoder().decode(valueOf(await engine.handlers.exportDiff({ fromId: before, toId: after, format: 'csv' })).bytes)
    expect(csv.split('\r\n')).toHaveLength(1 + expected.length + 1 + 1)

    // What the snapshot knows goes into the files for others, and is compared when they come back.
    const files = valueOf(await engine.handlers.exportEde({ separator: ';' }))
    const ede = new TextDecoder().decode(files[0]!.bytes)
    expect(ede).toContain(';Return temperature;0;2;;;-20;60;')
    expect(valueOf(await engine.handlers.importEde({ files: [...files], apply: false })).differences).toEqual([])
    const other = { name: files[0]!.name, bytes: new TextEncoder().encode(ede.replace(';-20;60;', ';-20;65;')) }
    expect(valueOf(await engine.handlers.importEde({ files: [other], apply: false })).differences).toEqual([
      { deviceInstance: 1, objectType: 0, objectInstance: 2, kind: 'differs', field: 'maxValue', inFile: '65', onSite: '60' },
    ])

    expect(valueOf(await engine.handlers.removeSnapshot({ snapshotId: again }))).toHaveLength(2)
    expect(await engine.handlers.diffSnapshots({ fromId: again })).toMatchObject({ ok: false, error: { code: 'snapshot-unknown' } })
    await changedTwo.simulator.stop()
  })

  it('a snapshot can be cancelled, and keeps nothing when nobody answers', async () => {
    const engine = await startInlineEngine()
    onTestFinished(() => engine.stop())
    valueOf(await engine.handlers.changeSettings({ patch: { requestTimeoutMs: 300, requestsPerSecondPerDevice: 50 } }))
    expect(await engine.handlers.takeSnapshot({ note: '' })).toMatchObject({ ok: false, error: { code: 'snapshot-no-devices' } })
    const { simulator, port } = await serve(deviceSpec(1, Array.from({ length: 60 }, (_, at) => point(0, at, `AI ${at}`, 0))), [20])
    await discover(engine, [port])
    const job = valueOf(await engine.handlers.takeSnapshot({ note: '' }))
    expect(await engine.handlers.takeSnapshot({ note: '' })).toMatchObject({ ok: false, error: { code: 'snapshot-running' } })
    valueOf(await engine.handlers.cancelJob({ jobId: job.id }))
    expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'cancelled' })
    await simulator.stop()
    const second = valueOf(await engine.handlers.takeSnapshot({ note: '' }))
    expect(await jobEnd(engine.handlers, second.id)).toMatchObject({ state: 'failed', failure: { code: 'snapshot-nothing-read' } })
    expect(valueOf(await engine.handlers.listSnapshots({}))).toEqual([])
  })
})
