/** When the site learns, all or what came lately, and when it judges slow faults: once a local day. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { silentLog } from '../../../electron/engine/log.ts'
import { createJobs } from '../../../electron/engine/monitor/jobs.ts'
import { startLearning } from '../../../electron/engine/monitor/learning.ts'
import type { SiteContext } from '../../../electron/engine/monitor/site-context.ts'
import type { DriftRound } from '../../../electron/engine/pipeline/drift-round.ts'
import type { Job } from '../../../shared/domain/job.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { createMemoryStore } from '../pipeline/memory-store.ts'

const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2026, 0, 5, 20)

const setUp = (judge: () => Result<DriftRound>, secondSeenMs?: number) => {
  const clock = createFakeClock(START_MS)
  const device = {
    id: 1, instance: 1, address: { ip: '127.0.0.1', port: 47_808 }, name: 'AHU-1', vendorId: 0, vendorName: '', modelName: '', firmware: '', description: '', maxApdu: 1476, segmentation: 'both' as const,
    protocolRevision: 14, firstSeenMs: START_MS, lastSeenMs: null,
  }
  const second = secondSeenMs === undefined ? [] : [{ ...device, id: 2, instance: 2, firstSeenMs: secondSeenMs }]
  const { store } = createMemoryStore({ timeZone: 'Europe/Berlin' }, [device, ...second])
  const ended = new Map<string, Job>()
  const jobs = createJobs(clock, silentLog, (job) => void ended.set(job.id, job))
  let learnt = 0
  let judged = 0
  let unlearnt: readonly number[] = []
  const asked: (readonly number[])[] = []
  const pipeline = {
    learn: (pointIds: readonly number[]) => {
      learnt += 1
      asked.push(pointIds)
      return Promise.resolve(ok(null))
    },
    unlearntIds: () => unlearnt,
    judgeDrift: () => {
      judged += 1
      return Promise.resolve(judge())
    },
  }
  const stop = startLearning({ clock, store, jobs, pipeline, points: { polledIds: () => [1, 2], polledIdsOf: (ids: readonly number[]) => ids.map((id) => 10 * id) } } as unknown as SiteContext)
  onTestFinished(stop)
  /** Hour by hour, so that each job ends before the next is due. */
  const pass = async (hours: number): Promise<void> => {
    for (let hour = 0; hour < hours; hour++) {
      clock.advance(HOUR_MS)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const setUnlearnt = (pointIds: readonly number[]): void => {
    unlearnt = pointIds
  }
  return { pass, asked, setUnlearnt, counts: () => ({ learnt, judged }), last: () => [...ended.values()].at(-1) }
}

const round: DriftRound = { judged: 5, shortHistory: 3, noPeers: 2 }

describe('learning', () => {
  it('is soon and often on the first day, once more on the fourth, and once a week from then on', async () => {
    const { pass, asked } = setUp(() => ok(round))
    await pass(25)
    expect(asked).toHaveLength(6)
    await pass(2 * 24)
    expect(asked).toHaveLength(6)
    await pass(4 * 24)
    expect(asked).toHaveLength(7)
    await pass(21 * 24)
    expect(asked).toHaveLength(10)
    expect(asked.every((pointIds) => pointIds.join() === '1,2')).toBe(true)
  })

  it('takes a device that came lately by itself, as often as it is new', async () => {
    const { pass, asked } = setUp(() => ok(round), START_MS + 20 * 24 * HOUR_MS)
    await pass(20 * 24 + 1)
    const before = asked.length
    await pass(26)
    const since = asked.slice(before).filter((pointIds) => pointIds.join() !== '1,2')
    expect(since.length).toBeGreaterThanOrEqual(5)
    expect(since.every((pointIds) => pointIds.join() === '20')).toBe(true)
  })

  it('tries points without a model once a day', async () => {
    const { pass, asked, setUnlearnt } = setUp(() => ok(round))
    await pass(15 * 24)
    setUnlearnt([7])
    const before = asked.length
    await pass(3 * 24)
    expect(asked.slice(before).filter((pointIds) => pointIds.join() === '7').length).toBeGreaterThanOrEqual(2)
  })
})

describe('slow faults', () => {
  it('are judged every day, also where nothing is learnt that day', async () => {
    const { pass, counts, last } = setUp(() => ok(round))
    await pass(14 * 24)
    const before = counts()
    await pass(6 * 24)
    expect(counts().judged - before.judged).toBe(6)
    expect(counts().learnt - before.learnt).toBeLessThan(2)
    expect(last()?.doing).toMatchObject({ key: 'job.judge.done', params: { judged: 5, short: 3, alone: 2 } })
  })

  it('are judged once a local day after learning, and the job says for how many points and why not for others', async () => {
    const { pass, counts, last } = setUp(() => ok(round))
    await pass(2)
    expect(counts()).toEqual({ learnt: 2, judged: 1 })
    expect(last()?.doing).toMatchObject({ key: 'job.learn.done' })
    // In Berlin the new day begins at 23:00 UTC, three hours after the start.
    await pass(2)
    expect(counts().judged).toBe(2)
    await pass(1)
    expect(counts().judged).toBe(2)
  })

  it('are tried again with the next learning when they could not be judged', async () => {
    let works = false
    const { pass, counts, last } = setUp(() => (works ? ok(round) : failure('learning-failed', 'the thread died', { reason: '' })))
    await pass(1)
    expect(last()).toMatchObject({ state: 'failed' })
    works = true
    await pass(1)
    expect(counts().judged).toBe(2)
    expect(last()?.doing).toMatchObject({ key: 'job.learn.judged', params: { judged: 5, short: 3, alone: 2 } })
  })
})
