/** Back-tests and reprocessing when their thread dies or the disk is full: a sentence says so, and nothing looks finished that is not. */
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../../../electron/engine/log.ts'
import { createBackTests } from '../../../../electron/engine/monitor/detection/back-tests.ts'
import { createReprocessings } from '../../../../electron/engine/monitor/detection/reprocessings.ts'
import type { RulesKeeper } from '../../../../electron/engine/monitor/detection/rules-keeper.ts'
import { createEventHub } from '../../../../electron/engine/monitor/event-hub.ts'
import { createJobs } from '../../../../electron/engine/monitor/jobs.ts'
import { createSitePoints } from '../../../../electron/engine/monitor/site-points.ts'
import type { Replayer } from '../../../../electron/engine/pipeline/replay-lane.ts'
import { NO_RULES } from '../../../../electron/engine/pipeline/tuning.ts'
import { StoreWriteError } from '../../../../electron/engine/store/store-failure.ts'
import { systemClock } from '../../../../shared/clock.ts'
import type { WouldFire } from '../../../../shared/domain/detection.ts'
import type { Job } from '../../../../shared/domain/job.ts'
import { openSite, saveDevice, START_MS, temporaryFolder } from '../../store/sample-site.ts'

const DAY_MS = 86_400_000
const PERIOD = { fromMs: START_MS - 7 * DAY_MS, toMs: START_MS }
const FULL = new StoreWriteError({ code: 'disk-full', message: 'The disk is full.' }, null)

interface Trouble {
  /** Turn after which the thread is dead. */
  readonly diesAfter?: number
  readonly diesAtSum?: boolean
}

const siteWith = ({ diesAfter = Number.POSITIVE_INFINITY, diesAtSum = false }: Trouble = {}) => {
  const store = openSite(temporaryFolder())
  const { deviceId, pointIds } = saveDevice(store, 1_001, 1)
  const points = createSitePoints(store)
  points.load(deviceId)
  const ended = new Map<string, Job>()
  const jobs = createJobs(systemClock, silentLog, (job) => job.state !== 'running' && ended.set(job.id, job))
  let ends = 0
  const fire: WouldFire = { pointId: pointIds[0] ?? 0, startedAtMs: PERIOD.fromMs, raisedAtMs: PERIOD.fromMs + 30_000, clearedAtMs: null, severity: 'low', score: 1.2, worstValue: 30, expected: 20, detector: 'zScore' }
  const replayer: Replayer = {
    start: () => {
      let turns = 0
      return {
        turn: () => {
          turns += 1
          if (turns > diesAfter) return Promise.reject(new Error('the thread is gone'))
          return Promise.resolve({ done: turns === 3, share: turns / 3, subjects: 1, fires: [[{ ...fire, raisedAtMs: fire.raisedAtMs + turns }]] } as never)
        },
        sum: () => (diesAtSum ? Promise.reject(new Error('the thread is gone')) : Promise.resolve({ counts: { points: 1, equipment: 0, rules: [], readings: 9, coverage: 1, fires: 3, firesNow: 3, byDelay: [], days: [] }, marks: '[]', marksNow: '[]' } as never)),
        end: () => {
          ends += 1
          return Promise.resolve()
        },
      }
    },
  }
  const site = { clock: systemClock, store, jobs, points, hub: createEventHub(silentLog) }
  const keeper = { rules: () => NO_RULES } as RulesKeeper
  const endOf = async (id: string): Promise<Job> => {
    for (let turn = 0; turn < 10_000; turn += 1) {
      const job = ended.get(id)
      if (job !== undefined) return job
      await new Promise((next) => setImmediate(next))
    }
    throw new Error('the job does not end')
  }
  return { store, endOf, ends: () => ends, backTests: createBackTests(site, keeper, replayer), reprocessings: createReprocessings(site, keeper, replayer) }
}

type Site = ReturnType<typeof siteWith>

const backTest = async (site: Site) => {
  const started = site.backTests.start({ pointIds: [], ...PERIOD, tuning: {}, only: [] })
  if (!started.ok) throw new Error(started.error.message)
  return { job: await site.endOf(started.value.job.id), test: site.backTests.get(started.value.backTestId) }
}

const reprocess = async (site: Site) => {
  const started = site.reprocessings.start({ pointIds: [], ...PERIOD })
  if (!started.ok) throw new Error(started.error.message)
  return { job: await site.endOf(started.value.job.id), run: site.reprocessings.list()[0] }
}

describe('a back-test', () => {
  it('comes to its end where nothing is in the way', async () => {
    const site = siteWith()
    expect(await backTest(site)).toMatchObject({ job: { state: 'done' }, test: { ok: true, value: { state: 'done', fires: 3 } } })
    expect(site.ends()).toBe(1)
  })

  it.each([['half-way', { diesAfter: 1 }], ['when it is to say what came of it', { diesAtSum: true }]] as const)('whose thread dies %s fails with a sentence, has no result, and can be run again', async (_, trouble) => {
    const site = siteWith(trouble)
    const { job, test } = await backTest(site)
    expect(job).toMatchObject({ state: 'failed', failure: { code: 'replay-failed', detail: { reason: 'the thread is gone' } } })
    expect(test).toMatchObject({ ok: true, value: { state: 'failed', fires: 0, marks: [] } })
    expect(site.ends()).toBe(1)
    expect((await backTest(site)).job.failure?.code).toBe('replay-failed')
  })

  it('whose result finds the disk full fails with what to do, and does not look as if it still ran', async () => {
    const site = siteWith()
    Object.assign(site.store.detection.backTests, { finish: () => { throw FULL } })
    const { job, test } = await backTest(site)
    expect(job).toMatchObject({ state: 'failed', failure: { code: 'disk-full' } })
    expect(test).toMatchObject({ ok: true, value: { state: 'failed' } })
  })
})

describe('history judged anew', () => {
  it('keeps what came of it under a version of its own', async () => {
    expect(await reprocess(siteWith())).toMatchObject({ job: { state: 'done' }, run: { version: 1, state: 'done', fires: 3, points: 1, pointIds: [], failure: null } })
  })

  it('whose thread dies half-way is marked as failed, says why, and leaves none of its alerts', async () => {
    const site = siteWith({ diesAfter: 1 })
    expect(await reprocess(site)).toMatchObject({ job: { state: 'failed', failure: { code: 'replay-failed' } }, run: { state: 'failed', fires: 0, failure: { code: 'replay-failed', detail: { reason: 'the thread is gone' } } } })
    expect(site.store.detection.reprocessings.alerts(1, undefined, 10)).toEqual([])
  })

  it('whose alerts find the disk full is marked as failed, names the disk, and another can be begun', async () => {
    const site = siteWith()
    const add = site.store.detection.reprocessings.add.bind(site.store.detection.reprocessings)
    Object.assign(site.store.detection.reprocessings, { add: () => { throw FULL } })
    expect(await reprocess(site)).toMatchObject({ job: { state: 'failed', failure: { code: 'disk-full' } }, run: { state: 'failed' } })
    Object.assign(site.store.detection.reprocessings, { add })
    expect(await reprocess(site)).toMatchObject({ job: { state: 'done' }, run: { version: 2, state: 'done' } })
  })

  it('says by which detectors and rules it was judged, each with its version', async () => {
    const { run } = await reprocess(siteWith())
    expect(run?.judgedBy).toEqual(expect.arrayContaining([{ detector: 'fixedLimit', version: 'fixedLimit-1' }, { detector: 'rule.ahu.fc5', version: 'rule-1' }]))
  })

  it('that an end of the engine cut off leaves nothing but the row that says so', () => {
    const site = siteWith()
    const rows = site.store.detection.reprocessings
    const version = rows.insert({ ...PERIOD, startedAtMs: START_MS, points: 1, pointIds: [], judgedBy: [] })
    rows.add(version, [{ pointId: 1, startedAtMs: 1, raisedAtMs: 2, clearedAtMs: null, severity: 'low', score: 1, worstValue: null, expected: null, detector: 'zScore' }])
    rows.failRunning(START_MS, { code: 'reprocessing-cut-off', message: 'Cut off.' })
    expect(rows.get(version)).toMatchObject({ state: 'failed', fires: 0, failure: { code: 'reprocessing-cut-off' } })
    expect(rows.alerts(version, undefined, 10)).toEqual([])
  })
})
