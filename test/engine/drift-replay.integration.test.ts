/** Slow faults over stored history, whole: a real store, a real worker. Of three outdoor sensors one jumps by four kelvin and stays there. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openBackTestSite } from '../../electron/engine/back-test-site.ts'
import type { CallInput } from '../../shared/contract.ts'
import type { BackTest } from '../../shared/domain/detection.ts'
import { jobEnd, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'
import { noiseOf, outdoor } from './analysis/drift/samples.ts'
import { analogInput, deviceFacts, openSite, temporaryFolder } from './store/sample-site.ts'

const DAY_MS = 86_400_000
const STEP_MS = 1_200_000
const DAYS = 150
const JUMP_DAY = 125

interface Site {
  readonly engine: InlineEngine
  readonly home: string
  readonly toMs: number
  readonly pointIds: readonly number[]
}

const siteWithSensors = async (): Promise<Site> => {
  const home = temporaryFolder()
  const store = openSite(join(home, 'site'))
  store.changeSettings({ timeZone: 'UTC' })
  store.setMeta('createdAtMs', '1')
  const { deviceId } = store.saveDevice(deviceFacts(1001), [1, 2, 3].map((instance) => analogInput(instance, { name: `OAT ${instance}` })), 0, () => STEP_MS)
  const pointIds = store.points(deviceId).map(({ id }) => id)
  const toMs = Math.floor(Date.now() / DAY_MS) * DAY_MS
  const count = (DAYS * DAY_MS) / STEP_MS
  for (const [i, pointId] of pointIds.entries()) {
    const noise = noiseOf(i + 1)
    const timesMs = Float64Array.from({ length: count }, (_, at) => toMs - DAYS * DAY_MS + at * STEP_MS)
    const values = timesMs.map((_, at) => outdoor((at * STEP_MS) / 3_600_000) + noise() + (i === 0 && (at * STEP_MS) / DAY_MS >= JUMP_DAY ? 4 : 0))
    store.writeBatch({ readings: { count, pointIds: new Int32Array(count).fill(pointId), timesMs, values, qualities: new Uint16Array(count) }, outcomes: [] })
  }
  store.close()
  const engine = await startInlineEngine({ home })
  onTestFinished(async () => {
    await engine.stop()
    rmSync(home, { recursive: true, force: true })
  })
  return { engine, home, toMs, pointIds }
}

const period = (toMs: number) => ({ fromMs: toMs - 30 * DAY_MS, toMs })

const backTest = async ({ engine, toMs }: Site, change: Partial<CallInput<'startBackTest'>> = {}): Promise<BackTest> => {
  const { job, backTestId } = valueOf(await engine.handlers.startBackTest({ pointIds: [], ...period(toMs), tuning: {}, only: ['drift'], ...change }))
  expect((await jobEnd(engine.handlers, job.id)).state).toBe('done')
  return valueOf(await engine.handlers.getBackTest({ backTestId }))
}

describe('slow faults over stored history', () => {
  it('are tried alone, over the site or one sensor, and from the command line with the same result', async () => {
    const site = await siteWithSensors()
    const test = await backTest(site)
    expect(test).toMatchObject({ state: 'done', points: 3, equipment: 0, fires: 1, firesNow: 1, byDelay: [], suggestedOnDelayMs: null })
    expect(test.coverage).toBeGreaterThan(0.95)
    const [mark] = test.marks
    expect(mark).toMatchObject({ pointId: site.pointIds[0], detector: 'drift', clearedAtMs: null })
    const raisedDay = DAYS - (site.toMs - (mark?.raisedAtMs ?? 0)) / DAY_MS
    expect(raisedDay).toBeGreaterThan(JUMP_DAY + 7)
    expect(raisedDay).toBeLessThan(JUMP_DAY + 22)
    expect(test.days.find(({ dayMs }) => dayMs === mark?.raisedAtMs)?.fires).toBe(1)
    expect((await backTest(site, { pointIds: site.pointIds.slice(0, 1) })).marks).toEqual(test.marks)
    expect(await backTest(site, { pointIds: site.pointIds.slice(1, 2) })).toMatchObject({ points: 1, fires: 0 })
    expect(await backTest(site, { tuning: { off: ['drift'] } })).toMatchObject({ fires: 0, firesNow: 1 })

    const opened = openBackTestSite(join(site.home, 'site'))
    if (!opened.ok) throw new Error(opened.error.message)
    onTestFinished(() => opened.value.close())
    const shares: number[] = []
    const outcome = await opened.value.run(test.plan, (share) => shares.push(share), new AbortController().signal)
    expect(outcome).toMatchObject({ ok: true, value: { state: 'done', points: 3, fires: 1, marks: test.marks } })
    expect(shares.at(-1)).toBe(1)
    expect(opened.value.detectors.find(({ id }) => id === 'drift')).toMatchObject({ replayed: true })
    const cancelled = new AbortController()
    cancelled.abort()
    expect(await opened.value.run(test.plan, () => {}, cancelled.signal)).toMatchObject({ ok: true, value: { state: 'cancelled', fires: 0 } })
  })

  it('are judged anew with everything else, under a version of their own', async () => {
    const { engine, toMs, pointIds } = await siteWithSensors()
    const { job, version } = valueOf(await engine.handlers.startReprocessing({ pointIds: [], ...period(toMs) }))
    expect((await jobEnd(engine.handlers, job.id)).state).toBe('done')
    const { run, alerts } = valueOf(await engine.handlers.getReprocessing({ version }))
    expect(alerts.filter(({ detector }) => detector === 'drift').map(({ pointId }) => pointId)).toEqual([pointIds[0]])
    expect(run.judgedBy).toEqual(expect.arrayContaining([{ detector: 'drift', version: 'drift-1' }]))
  })
})
