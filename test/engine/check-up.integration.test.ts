/** The check-up of a live network: sound devices cost nothing, sick ones are named, and the document can be handed over. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSimulator } from '../../electron/simulator/simulator.ts'
import type { Simulator } from '../../electron/simulator/simulator-types.ts'
import type { CheckUp } from '../../shared/domain/check-up.ts'
import { eventually, jobEnd, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'

let simulator: Simulator
let engine: InlineEngine
let instances: readonly number[]

beforeAll(async () => {
  simulator = createSimulator({ devices: 3, points: 60, port: 0 })
  const { devices } = await simulator.start()
  instances = devices.map(({ instance }) => instance)
  engine = await startInlineEngine()
  await engine.handlers.changeSettings({ patch: { requestTimeoutMs: 1_500, defaultPollIntervalMs: 1_000 } })
  const job = valueOf(await engine.handlers.startDiscovery({ interfaces: [], targets: devices.map(({ ip, port }) => `${ip}:${port}`) }))
  await jobEnd(engine.handlers, job.id)
  const polled = valueOf(await engine.handlers.listPoints({})).filter(({ pollIntervalMs }) => pollIntervalMs > 0)
  await engine.handlers.setPollInterval({ pointIds: polled.map(({ id }) => id), intervalMs: 1_000 })
})
afterAll(async () => {
  await engine?.stop()
  await simulator?.stop()
})

const checkUp = async (): Promise<CheckUp> => valueOf(await engine.handlers.getCheckUp({}))

describe('the check-up', () => {
  it('gives a sound network its points and says what it looked at', async () => {
    const found = await eventually('a score', async () => {
      const now = await checkUp()
      return now.score === null ? undefined : now
    }, 120_000)
    const checks = found.passed.map(({ check }) => check)
    expect(checks).toEqual(expect.arrayContaining(['offline', 'duplicates', 'names', 'routers', 'broadcasts']))
    expect(found.deductions.filter(({ check }) => ['offline', 'loss', 'duplicates', 'malformed'].includes(check))).toEqual([])
  })

  it('names the device that died, with a way to it, and takes points for it', async () => {
    simulator.faults.inject({ kind: 'deviceOffline', device: instances[1]! })
    const found = await eventually('the silent device', async () => {
      const now = await checkUp()
      return now.score !== null && now.deductions.some(({ check }) => check === 'offline') ? now : undefined
    }, 120_000)
    const offline = found.deductions.find(({ check }) => check === 'offline')!
    const device = valueOf(await engine.handlers.listDevices({})).find(({ instance }) => instance === instances[1])!
    expect(offline.evidence.map(({ deviceId }) => deviceId)).toEqual([device.id])
    expect(found.score).toBeLessThan(100)
  })

  it('is handed over as PDF and as JSON with its sentences', async () => {
    const pdf = valueOf(await engine.handlers.exportCheckUp({ format: 'pdf' }))
    expect(pdf.name).toMatch(/^check-up-\d{4}-\d\d-\d\d\.pdf$/)
    expect(Buffer.from(pdf.bytes.subarray(0, 5)).toString()).toBe('%PDF-')
    const json = JSON.parse(Buffer.from(valueOf(await engine.handlers.exportCheckUp({ format: 'json' })).bytes).toString()) as { site: string; passed: { text: string }[] }
    expect(json.site.length).toBeGreaterThan(0)
    expect(json.passed.map(({ text }) => text)).toContain('No instance number is used twice.')
  })
})
