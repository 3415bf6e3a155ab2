/** A real site's three devices, served from a file: everything in it is discovered and recorded. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveSite } from '../../electron/simulator/serve-site.ts'
import { createSimulator } from '../../electron/simulator/simulator.ts'
import type { Simulator } from '../../electron/simulator/simulator-types.ts'
import { objectTypeFact, objectTypeNumber, DEVICE_OBJECT } from '../../shared/domain/object-type.ts'
import { UNITS } from '../../shared/units.ts'
import { eventually, jobEnd, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'

const SITE = join(import.meta.dirname, '../../../shared/data/seed-site/site.json')

interface SiteFile {
  readonly devices: readonly {
    readonly deviceInstance: number
    readonly objects: readonly { readonly type: string; readonly instance: number; readonly name?: string | null; readonly units?: string | null }[]
  }[]
}

const available = existsSync(SITE)
if (!available) console.warn(`SKIPPED: the real site's file is not here: ${SITE}`)

describe.skipIf(!available)('a real site served from its file', () => {
  let simulator: Simulator
  let engine: InlineEngine
  const site = available ? (JSON.parse(readFileSync(SITE, 'utf8')) as SiteFile) : { devices: [] }
  const objects = site.devices.flatMap((device) => device.objects.filter((object) => object.type !== 'device').map((object) => ({ device: device.deviceInstance, ...object })))

  beforeAll(async () => {
    simulator = createSimulator({ port: 0 }, valueOf(serveSite(SITE, Date.now(), 1)))
    const { devices } = await simulator.start()
    engine = await startInlineEngine()
    valueOf(await engine.handlers.changeSettings({ patch: { defaultPollIntervalMs: 1_000, requestsPerSecondPerDevice: 200 } }))
    const job = valueOf(await engine.handlers.startDiscovery({ interfaces: [], targets: devices.map(({ ip, port }) => `${ip}:${port}`) }))
    expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'done' })
  })
  afterAll(async () => {
    await engine?.stop()
    await simulator?.stop()
  })

  it('is discovered completely: every object, name and unit as in the file', async () => {
    expect(objects.length).toBeGreaterThan(200)
    const instanceOf = new Map(valueOf(await engine.handlers.listDevices({})).map((device) => [device.id, device.instance]))
    const points = valueOf(await engine.handlers.listPoints({}))
    const found = new Map(points.map((point) => [`${instanceOf.get(point.deviceId)}/${point.objectType}/${point.objectInstance}`, point]))
    const different = objects.flatMap((object) => {
      const type = objectTypeNumber(object.type)
      const point = found.get(`${object.device}/${type}/${object.instance}`)
      const units = point?.units === null || point?.units === undefined ? undefined : UNITS[point.units]?.name
      const same = point !== undefined && ((object.name ?? null) === null || point.name === object.name) && ((object.units ?? null) === null || units === object.units)
      return same ? [] : [{ object, name: point?.name, units }]
    })
    expect(different).toEqual([])
    expect(points.filter((point) => point.objectType !== DEVICE_OBJECT)).toHaveLength(objects.length)
  })

  it('is recorded: every object with a present value gets readings', async () => {
    const polledTypes = new Set(objects.map((object) => objectTypeNumber(object.type)!).filter((type) => objectTypeFact(type).polled))
    const polled = valueOf(await engine.handlers.listPoints({})).filter((point) => polledTypes.has(point.objectType))
    expect(polled.length).toBeGreaterThan(180)
    const missing = await eventually(
      'a reading of every object',
      async () => {
        const without: string[] = []
        for (let from = 0; from < polled.length; from += 16) {
          const pointIds = polled.slice(from, from + 16).map((point) => point.id)
          const series = valueOf(await engine.handlers.getSeries({ pointIds, fromMs: 0, toMs: Date.now() + 1_000, maxPoints: 100 }))
          for (const one of series) if (one.timesMs.length === 0) without.push(polled.find((point) => point.id === one.pointId)!.name)
        }
        return without.length === 0 && without
      },
      40_000,
    )
    expect(missing).toEqual([])
  })
})
