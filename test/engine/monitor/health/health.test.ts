/** Health of a site: worked out after the start and every hour, kept, told, listed and explained; what is asked wrongly is refused. */
import { onTestFinished, describe, expect, it, vi } from 'vitest'
import { silentLog } from '../../../../electron/engine/log.ts'
import { createDeviceRegistry } from '../../../../electron/engine/monitor/device-registry.ts'
import { createEventHub } from '../../../../electron/engine/monitor/event-hub.ts'
import { createHealth } from '../../../../electron/engine/monitor/health/health.ts'
import { createJobs } from '../../../../electron/engine/monitor/jobs.ts'
import { createSitePoints } from '../../../../electron/engine/monitor/site-points.ts'
import { createHealthJob } from '../../../../electron/engine/pipeline/health/health-job.ts'
import type { HealthWorker } from '../../../../electron/engine/pipeline/health/health-lane.ts'
import { openHealthQueries } from '../../../../electron/engine/store/health-queries.ts'
import { createInlineReaders } from '../../../../electron/engine/store/store-readers.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { databaseOf, openSite, outcome, readingRows, saveDevice, START_MS, temporaryFolder } from '../../store/sample-site.ts'

vi.setConfig({ testTimeout: 60_000 })

const HOUR_MS = 3_600_000
const nothing = { expectedOf: () => null, peakRisk: () => null, costOf: () => Promise.resolve(null) }

/** The worker without its thread. */
const inlineWorker = (file: string): HealthWorker => ({
  start: (task) => {
    const queries = openHealthQueries(file)
    const job = createHealthJob(task, queries, () => 0)
    return { turn: async () => job.turn(100), end: async () => queries.close() }
  },
})

const newSite = (worker?: HealthWorker) => {
  const folder = temporaryFolder()
  const store = openSite(folder)
  const { deviceId } = saveDevice(store, 1001, 3)
  const clock = createFakeClock(START_MS + 8 * HOUR_MS + 5 * 60_000)
  store.writeBatch({ readings: readingRows([]), outcomes: Array.from({ length: 8 * 60 }, (_, i) => outcome(deviceId, START_MS + i * 60_000, i % 10 === 0 ? { error: 'timeout', answered: 0 } : {})) })
  const registry = createDeviceRegistry(clock, () => {})
  const points = createSitePoints(store)
  for (const { id } of store.devices()) points.load(id)
  registry.load(store.devices(), points.countsByDevice())
  const hub = createEventHub(silentLog)
  const changed: number[][] = []
  hub.subscribe((name, payload) => {
    if (name === 'healthChanged') changed.push([...(payload as { deviceIds: number[] }).deviceIds])
  })
  const warnings: string[] = []
  const readers = createInlineReaders(databaseOf(folder))
  const site = { clock, store, registry, points, hub, readers, jobs: createJobs(clock, silentLog, () => {}), log: { ...silentLog, warn: (text: string) => void warnings.push(text) } }
  const health = createHealth(site as unknown as Parameters<typeof createHealth>[0], { roleOf: () => null, seams: () => nothing }, worker ?? inlineWorker(databaseOf(folder)))
  onTestFinished(async () => {
    await health.stop()
    await readers.close()
    registry.stop()
  })
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms)
    await health.settled()
  }
  return { store, clock, health, deviceId, changed, warnings, pass }
}

describe('the health of a site', () => {
  it('is worked out after the start and once an hour, is told, and explains what cost points', async () => {
    const { health, deviceId, changed, pass } = newSite()
    expect(health.list()).toMatchObject({ workedOutAtMs: null, devices: [{ deviceId, latest: null }] })
    await pass(20_000)
    expect(changed).toEqual([])
    await pass(60_000)
    expect(changed).toEqual([[deviceId]])
    await pass(10 * 60_000)
    expect(changed).toHaveLength(1)
    await pass(HOUR_MS)
    expect(changed).toHaveLength(2)

    const { devices: [first] } = health.list()
    expect(first?.latest?.parts.communication).toBeLessThan(85)
    expect(first?.trend).toMatchObject({ direction: 'unknown', days: 1 })
    expect(first?.recent.filter((score) => !Number.isNaN(score))).toHaveLength(1)
    expect(first?.worst).toMatchObject({ key: 'health.loss', params: { percent: 10, lost: 48, requests: 480 } })
    const detail = health.detail(deviceId, START_MS - 24 * HOUR_MS, START_MS + 24 * HOUR_MS, START_MS + 24 * HOUR_MS)
    if (!detail.ok) throw new Error(detail.error.message)
    expect(detail.value.days).toHaveLength(1)
    expect(detail.value.deductions[0]).toMatchObject({ part: 'communication', kind: 'loss' })
    expect(detail.value.lacking.map(({ part }) => part)).toContain('sensors')
  })

  it('tells how a device could be reached, and refuses unknown devices and impossible periods', async () => {
    const { health, deviceId, pass } = newSite()
    await pass(80_000)
    const hours = await health.status(deviceId, START_MS, START_MS + 8 * HOUR_MS, 'hour')
    if (!hours.ok) throw new Error(hours.error.message)
    expect([...hours.value.timeouts]).toEqual(Array.from({ length: 8 }, () => 6))
    expect(hours.value.latencyP95Ms[0]).toBe(20)
    expect(await health.status(99, START_MS, START_MS + HOUR_MS, 'hour')).toMatchObject({ ok: false, error: { code: 'device-unknown' } })
    expect(await health.status(deviceId, START_MS, START_MS, 'hour')).toMatchObject({ ok: false, error: { code: 'period-invalid' } })
    expect(await health.status(deviceId, START_MS, START_MS + 200 * 24 * HOUR_MS, 'hour')).toMatchObject({ ok: false, error: { code: 'period-invalid' } })
    expect(health.detail(99, START_MS, START_MS + HOUR_MS, START_MS)).toMatchObject({ ok: false, error: { code: 'device-unknown' } })
  })

  it('says when it could not be worked out, and tries again with the next hour', async () => {
    let tries = 0
    const { health, warnings, changed, pass } = newSite({ start: () => ({ turn: () => Promise.reject(new Error(`no thread ${(tries += 1)}`)), end: () => Promise.resolve() }) })
    await pass(80_000)
    expect(warnings).toEqual([expect.stringContaining('no thread 1')])
    await pass(HOUR_MS)
    expect(warnings).toHaveLength(2)
    expect(changed).toEqual([])
    expect(health.list().workedOutAtMs).toBeNull()
  })
})
