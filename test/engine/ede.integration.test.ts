/** EDE files in a running engine: exported and read back, and a site prepared without the network that is then found on it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished, describe, expect, it } from 'vitest'
import { serveSite } from '../../electron/simulator/serve-site.ts'
import { createSimulator, type Served } from '../../electron/simulator/simulator.ts'
import type { SimulatedDevice } from '../../electron/simulator/simulator-types.ts'
import { eventually, jobEnd, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'

const SEED_SITE = join(import.meta.dirname, '../../../shared/data/seed-site/site.json')
if (!existsSync(SEED_SITE)) console.warn(`SKIPPED: the real site's file is not here: ${SEED_SITE}`)

const engineOf = async (): Promise<InlineEngine> => {
  const engine = await startInlineEngine()
  onTestFinished(() => engine.stop())
  valueOf(await engine.handlers.changeSettings({ patch: { requestsPerSecondPerDevice: 200, requestsPerSecondTotal: 2_000, defaultPollIntervalMs: 1_000 } }))
  return engine
}

const simulate = async (served?: Served): Promise<readonly SimulatedDevice[]> => {
  const simulator = served === undefined ? createSimulator({ port: 0, devices: 3 }) : createSimulator({ port: 0 }, served)
  const { devices } = await simulator.start()
  onTestFinished(() => simulator.stop())
  return devices
}

const discover = async (engine: InlineEngine, devices: readonly SimulatedDevice[]): Promise<void> => {
  const job = valueOf(await engine.handlers.startDiscovery({ interfaces: [], targets: devices.map(({ ip, port }) => `${ip}:${port}`) }))
  expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'done' })
}

describe('a site', () => {
  it('exported comes back without a difference, and prepares another laptop that then finds it', async () => {
    const devices = await simulate()
    const there = await engineOf()
    await discover(there, devices)
    const files = valueOf(await there.handlers.exportEde({ separator: ';' }))
    const known = valueOf(await there.handlers.listPoints({}))
    expect(valueOf(await there.handlers.importEde({ files: [...files], apply: false }))).toMatchObject({ devices: 3, objects: known.length, problems: [], differences: [], imported: 0 })

    const here = await engineOf()
    const report = valueOf(await here.handlers.importEde({ files: [...files], apply: true }))
    expect(report).toMatchObject({ rows: known.length, problems: [], imported: known.length + 3 })
    expect(report.differences.every(({ kind }) => kind === 'missingOnSite')).toBe(true)
    const prepared = valueOf(await here.handlers.listDevices({}))
    expect(prepared).toHaveLength(3)
    for (const device of prepared) {
      expect(device).toMatchObject({ state: 'unknown', lastSeenMs: null, address: { ip: '', port: 0 }, problems: [{ key: 'ede.device.notHeard' }] })
      expect(device.name).not.toBe('')
    }
    const words = (points: readonly { name: string; units: number | null; stateTexts: readonly string[] }[]) => points.map(({ name, units, stateTexts }) => JSON.stringify([name, units, stateTexts])).sort()
    const planned = valueOf(await here.handlers.listPoints({}))
    expect(words(planned)).toEqual(words(known))
    // Nothing is asked of a device that nobody has heard.
    expect(valueOf(await here.handlers.getStatistics({})).requests).toBe(0)

    await discover(here, devices)
    const found = valueOf(await here.handlers.listDevices({}))
    expect(found.map(({ id }) => id)).toEqual(prepared.map(({ id }) => id))
    for (const device of found) expect(device.problems).toEqual([])
    expect(valueOf(await here.handlers.listPoints({})).map(({ id }) => id)).toEqual(planned.map(({ id }) => id))
    await eventually('all devices to be polled', async () => valueOf(await here.handlers.listDevices({})).every(({ state }) => state === 'online'))
    expect(valueOf(await here.handlers.importEde({ files: [...files], apply: false })).differences).toEqual([])
  })

  it('prepared in part is compared with what is found', async () => {
    const devices = await simulate()
    const engine = await engineOf()
    await discover(engine, devices)
    const [first] = valueOf(await engine.handlers.listDevices({}))
    const text = `keyname;device obj.-instance;object-name;object-type;object-instance;unit-code\na;${first!.instance};Planned only;2;999;62\nb;77;Not there;0;1;62\nc;77;;0;2;62\n`
    const report = valueOf(await engine.handlers.importEde({ files: [{ name: 'plan_EDE.csv', bytes: new TextEncoder().encode(text) }], apply: false }))
    expect(report.problems).toEqual([{ file: 'plan_EDE.csv', line: 4, text: { key: 'ede.problem.columnEmpty', params: { column: 'object-name' } } }])
    expect(report.differences.filter(({ kind }) => kind === 'missingOnSite').map(({ deviceInstance }) => deviceInstance)).toEqual([77, first!.instance].sort((a, b) => a - b))
    expect(report.differences.filter(({ kind }) => kind === 'missingInFile')).toHaveLength(first!.pointCount)
    expect(valueOf(await engine.handlers.listDevices({}))).toHaveLength(3)
  })

  it('files that are none, or too many octets, are refused in words', async () => {
    const engine = await engineOf()
    expect(await engine.handlers.importEde({ files: [{ name: 'x.csv', bytes: new Uint8Array(10) }], apply: true })).toMatchObject({ ok: false, error: { code: 'ede-nothing-to-read' } })
    const large = { name: 'y_EDE.csv', bytes: new Uint8Array(20_000_000) }
    expect(await engine.handlers.importEde({ files: [large, large], apply: true })).toMatchObject({ ok: false, error: { code: 'ede-too-large' } })
    expect(await engine.handlers.exportEde({ separator: ',' })).toMatchObject({ ok: false, error: { code: 'ede-nothing-to-export' } })
  })

  it.skipIf(!existsSync(SEED_SITE))('that is a real one comes back without a difference', async () => {
    const devices = await simulate(valueOf(serveSite(SEED_SITE, Date.now(), 1)))
    const engine = await engineOf()
    await discover(engine, devices)
    const files = valueOf(await engine.handlers.exportEde({ separator: ',' }))
    const report = valueOf(await engine.handlers.importEde({ files: [...files], apply: false }))
    expect(report).toMatchObject({ devices: devices.length, problems: [], differences: [] })
    expect(report.objects).toBe(valueOf(await engine.handlers.listPoints({})).length)
  })

  it('of 20,000 objects is taken in while the engine goes on answering', async () => {
    const engine = await engineOf()
    const rows = Array.from({ length: 20_000 }, (_, at) => `k${at};${1 + (at % 250)};Point ${at};0;${Math.floor(at / 250)};some description;;;;;;;;;62`).join('\r\n')
    const text = `keyname;device obj.-instance;object-name;object-type;object-instance;description;present-value-default;min-present-value;max-present-value;settable;supports COV;hi-limit;low-limit;state-text-reference;unit-code\r\n${rows}`
    const file = { name: 'big_EDE.csv', bytes: new TextEncoder().encode(text) }
    let turns = 0
    const timer = setInterval(() => (turns += 1), 1)
    const report = valueOf(await engine.handlers.importEde({ files: [file], apply: true }))
    clearInterval(timer)
    expect(report.imported).toBe(20_250)
    // Work in one piece would let hardly any turn pass.
    expect(turns).toBeGreaterThan(20)
  })
})
