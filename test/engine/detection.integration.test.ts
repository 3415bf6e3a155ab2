/** Detection over stored history, whole: a real store, a real worker. A point with an excursion at two every night, another that is calm. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { CallInput } from '../../shared/contract.ts'
import type { BackTest } from '../../shared/domain/detection.ts'
import { NEW_ALERT, type Alert } from '../../shared/domain/alert.ts'
import { message } from '../../shared/message.ts'
import { seededRandom } from '../../shared/random.ts'
import { eventually, jobEnd, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'
import { openSite, saveDevice, temporaryFolder } from './store/sample-site.ts'

const DAY_MS = 86_400_000
const STEP_MS = 300_000
const HISTORY_DAYS = 28
/** Nights with the excursion: the last five. */
const NIGHTS = 5

type Plan = CallInput<'startBackTest'>

interface Site {
  readonly engine: InlineEngine
  readonly odd: number
  readonly calm: number
  readonly nowMs: number
  readonly alertId: number
  readonly plan: (change?: Partial<Plan>) => Plan
}

/** Ends at the last full day before now, in UTC. */
const siteWith = async (points = 2): Promise<Site> => {
  const home = temporaryFolder()
  const store = openSite(join(home, 'site'))
  store.changeSettings({ timeZone: 'UTC' })
  store.setMeta('createdAtMs', '1')
  const { deviceId, pointIds } = saveDevice(store, 1001, points)
  const toMs = Math.floor(Date.now() / DAY_MS) * DAY_MS
  const count = (HISTORY_DAYS * DAY_MS) / STEP_MS
  for (const [index, pointId] of pointIds.entries()) {
    const random = seededRandom(index + 1)
    const timesMs = Float64Array.from({ length: count }, (_, i) => toMs - (count - i) * STEP_MS)
    const values = timesMs.map((timeMs) => {
      const hour = (timeMs % DAY_MS) / 3_600_000
      const isOdd = index === 0 && hour >= 2 && hour < 3 && timeMs >= toMs - NIGHTS * DAY_MS
      return Math.round((20 + Math.sin((hour / 24) * 2 * Math.PI) + (random() - 0.5) * 0.4 + (isOdd ? 4 : 0)) * 10) / 10
    })
    store.writeBatch({ readings: { count, pointIds: new Int32Array(count).fill(pointId), timesMs, values, qualities: new Uint16Array(count).fill(256) }, outcomes: [] })
  }
  const startedAtMs = toMs - NIGHTS * DAY_MS + 2 * 3_600_000
  const alert: Omit<Alert, 'id'> = {
    kind: 'equipment', severity: 'high', deviceId, pointId: pointIds[0]!, title: message('alert.analog.above'), explanation: [], checks: [], value: 27, expected: 20, low: 18, high: 22, worstValue: 27.4,
    evidence: [], startedAtMs, raisedAtMs: startedAtMs + STEP_MS, ...NEW_ALERT, clearedAtMs: startedAtMs + 3_600_000,
  }
  const alertId = store.insertAlert(alert, { atMs: alert.raisedAtMs, what: 'raised', note: '' })
  store.close()
  const engine = await startInlineEngine({ home })
  onTestFinished(async () => {
    await engine.stop()
    rmSync(home, { recursive: true, force: true })
  })
  return {
    engine, odd: pointIds[0]!, calm: pointIds[1]!, nowMs: toMs, alertId,
    plan: (change) => ({ pointIds: [], fromMs: toMs - 7 * DAY_MS, toMs, tuning: {}, only: [], ...change }),
  }
}

const backTest = async ({ engine }: Site, plan: Plan): Promise<BackTest> => {
  const { job, backTestId } = valueOf(await engine.handlers.startBackTest(plan))
  expect((await jobEnd(engine.handlers, job.id)).state).toBe('done')
  return valueOf(await engine.handlers.getBackTest({ backTestId }))
}

describe('a back-test', () => {
  it('finds what would have fired, by day, and what a change would have left', async () => {
    const site = await siteWith()
    const test = await backTest(site, site.plan({ tuning: { bandWidth: 8 } }))
    expect(test).toMatchObject({ state: 'done', points: 2, readings: 2 * 7 * 288 })
    expect(test.coverage).toBeGreaterThan(0.99)
    expect(test.firesNow).toBeGreaterThanOrEqual(3)
    expect(test.firesNow).toBeGreaterThan(test.fires)
    expect(test.marksNow.every(({ pointId }) => pointId === site.odd)).toBe(true)
    expect(test.days).toHaveLength(7)
    expect(test.days.reduce((sum, { firesNow }) => sum + firesNow, 0)).toBe(test.firesNow)
    expect(test.byDelay.map(({ fires }) => fires)).toEqual(test.byDelay.map(({ fires }) => fires).sort((a, b) => b - a))
    expect(valueOf(await site.engine.handlers.listBackTests({})).map(({ id, marksNow }) => [id, marksNow])).toEqual([[test.id, []]])
  })

  it('runs a fixed limit alone over one point', async () => {
    const site = await siteWith()
    const test = await backTest(site, site.plan({ pointIds: [site.odd], tuning: { highLimit: 23 }, only: ['fixedLimit'] }))
    expect(test.fires).toBe(NIGHTS)
    expect(test.marks.map(({ raisedAtMs }) => new Date(raisedAtMs).getUTCHours())).toEqual(Array.from({ length: NIGHTS }, () => 2))
  })

  it('that is cancelled half-way keeps what it found so far', async () => {
    const site = await siteWith(24)
    const { job, backTestId } = valueOf(await site.engine.handlers.startBackTest(site.plan({ fromMs: site.nowMs - 20 * DAY_MS })))
    await eventually('progress', async () => valueOf(await site.engine.handlers.listJobs({})).some(({ id, progress }) => id === job.id && (progress ?? 0) > 0.05))
    expect(await site.engine.handlers.startBackTest(site.plan())).toMatchObject({ ok: false, error: { code: 'back-test-running' } })
    valueOf(await site.engine.handlers.cancelJob({ jobId: job.id }))
    expect((await jobEnd(site.engine.handlers, job.id)).state).toBe('cancelled')
    const test = valueOf(await site.engine.handlers.getBackTest({ backTestId }))
    expect(test.state).toBe('cancelled')
    expect(test.points).toBeGreaterThan(0)
    expect(test.points).toBeLessThan(24)
  })

  it('refuses a period that ends before it begins, and points that are not there', async () => {
    const site = await siteWith()
    expect(await site.engine.handlers.startBackTest(site.plan({ fromMs: site.nowMs, toMs: site.nowMs - 1 }))).toMatchObject({ ok: false, error: { code: 'period-empty' } })
    expect(await site.engine.handlers.startBackTest(site.plan({ pointIds: [999] }))).toMatchObject({ ok: false, error: { code: 'point-unknown' } })
  })
})

describe('reprocessing', () => {
  it('writes a version of its own and leaves the alerts of before alone', async () => {
    const site = await siteWith()
    const { handlers } = site.engine
    const before = valueOf(await handlers.listAlerts({ which: 'all', limit: 100 }))
    const { job, version } = valueOf(await handlers.startReprocessing({ pointIds: [], fromMs: site.nowMs - 7 * DAY_MS, toMs: site.nowMs }))
    expect((await jobEnd(handlers, job.id)).state).toBe('done')
    const { run, alerts } = valueOf(await handlers.getReprocessing({ version }))
    expect(run).toMatchObject({ state: 'done', points: 2, fires: alerts.length })
    expect(alerts.length).toBeGreaterThanOrEqual(3)
    expect(valueOf(await handlers.getReprocessing({ version, pointIds: [site.calm] })).alerts).toEqual([])
    const differences = valueOf(await handlers.compareReprocessing({ version, before: null }))
    expect(differences.counts).toEqual({ new: alerts.length - 1, gone: 0, same: 1 })
    expect(valueOf(await handlers.compareReprocessing({ version, before: version })).counts).toEqual({ new: 0, gone: 0, same: alerts.length })
    expect(valueOf(await handlers.removeReprocessing({ version }))).toEqual([])
    expect(await handlers.getReprocessing({ version })).toMatchObject({ ok: false, error: { code: 'reprocessing-unknown' } })
    expect(valueOf(await handlers.listAlerts({ which: 'all', limit: 100 }))).toEqual(before)
  })
})

describe('how much is learnt', () => {
  it('is nothing on a site that was just opened, although history is there', async () => {
    const { engine } = await siteWith()
    expect(valueOf(await engine.handlers.getLearnt({}))).toEqual({ points: 2, loading: 0, ages: { hours: 0, day: 0, week: 0, month: 0 } })
  })
  it('is told of one point too, and refused in words for one that does not exist', async () => {
    const { engine, odd } = await siteWith()
    expect(valueOf(await engine.handlers.getPointLearnt({ pointId: odd }))).toEqual({ state: 'young' })
    expect(await engine.handlers.getPointLearnt({ pointId: 999_999 })).toMatchObject({ ok: false, error: { code: 'point-unknown', detail: { id: 999_999 } } })
  })
})

describe('feedback', () => {
  it('"not useful" proposes just enough less sensitivity, shows it, applies it and takes it back exactly', async () => {
    const site = await siteWith()
    const { handlers } = site.engine
    valueOf(await handlers.setDetectionTuning({ scope: { what: 'point', pointId: site.odd }, tuning: { onDelayMs: 0 } }))
    const before = valueOf(await handlers.getDetectionSettings({})).points
    const preview = valueOf(await handlers.previewFeedback({ alertId: site.alertId, verdict: 'notUseful' }))
    expect(preview.firesThen).toBeLessThan(preview.firesNow)
    expect(preview.marksThen.some(({ startedAtMs }) => startedAtMs < site.nowMs - (NIGHTS - 1) * DAY_MS)).toBe(false)
    const given = valueOf(await handlers.giveFeedback({ alertId: site.alertId, verdict: 'notUseful', because: 'Sun on the sensor', effect: preview.effect }))
    expect(await handlers.giveFeedback({ alertId: site.alertId, verdict: 'useful', because: '', effect: { what: 'none' } })).toMatchObject({ ok: false, error: { code: 'feedback-given' } })
    expect(valueOf(await handlers.getAlert({ alertId: site.alertId })).history.at(-1)).toMatchObject({ what: 'feedback', note: 'notUseful: Sun on the sensor' })
    expect(valueOf(await handlers.getDetectionSettings({}))).not.toMatchObject({ points: before, exceptions: [] })
    valueOf(await handlers.undoFeedback({ feedbackId: given.id }))
    expect(valueOf(await handlers.getDetectionSettings({}))).toMatchObject({ points: before, exceptions: [] })
    expect(await handlers.undoFeedback({ feedbackId: given.id })).toMatchObject({ ok: false, error: { code: 'feedback-undone' } })
    expect(valueOf(await handlers.listFeedback({ pointId: site.odd }))).toMatchObject([{ id: given.id, because: 'Sun on the sensor', undoneAtMs: expect.any(Number) as number }])
    const changes = valueOf(await handlers.listDetectionChanges({}))
    expect(changes.length).toBeGreaterThanOrEqual(3)
    expect(changes[0]).toMatchObject({ what: 'feedbackUndone', note: 'Sun on the sensor' })
  })

  it('"expected" on an excursion of every night makes an exception that removes exactly it', async () => {
    const site = await siteWith()
    const { handlers } = site.engine
    const { effect, firesNow, firesThen } = valueOf(await handlers.previewFeedback({ alertId: site.alertId, verdict: 'expected' }))
    expect(effect).toMatchObject({ what: 'exception', exception: { fromMinute: 105, toMinute: 195, low: null } })
    expect(firesNow).toBeGreaterThanOrEqual(3)
    expect(firesThen).toBe(0)
    valueOf(await handlers.giveFeedback({ alertId: site.alertId, verdict: 'expected', because: 'Legionella flush', effect }))
    const test = await backTest(site, site.plan())
    expect(test.fires).toBe(0)
    // Anything else at that hour is still found.
    const limited = await backTest(site, site.plan({ pointIds: [site.odd], tuning: { lowLimit: 19.5 }, only: ['fixedLimit'] }))
    expect(limited.marks.length).toBeGreaterThan(0)
  })

  it('cannot be undone out of turn', async () => {
    const site = await siteWith()
    const { handlers } = site.engine
    const given = valueOf(await handlers.giveFeedback({ alertId: site.alertId, verdict: 'notUseful', because: '', effect: { what: 'sensitivity', bandWidth: 2 } }))
    valueOf(await handlers.setDetectionTuning({ scope: { what: 'point', pointId: site.odd }, tuning: { bandWidth: 3 } }))
    expect(await handlers.undoFeedback({ feedbackId: given.id })).toMatchObject({ ok: false, error: { code: 'feedback-changed-since' } })
    expect(valueOf(await handlers.getDetectionSettings({})).points).toEqual([{ pointId: site.odd, tuning: { bandWidth: 3 } }])
  })
})
