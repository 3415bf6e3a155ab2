/** When the site learns, and when it judges slow faults: once a local day, after learning. */
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

const setUp = (judge: () => Result<DriftRound>) => {
  const clock = createFakeClock(START_MS)
  const device = {
    id: 1, instance: 1, address: { ip: '127.0.0.1', port: 47_808 }, name: 'AHU-1', vendorId: 0, vendorName: '', modelName: '', firmware: '', description: '', maxApdu: 1476, segmentation: 'both' as const,
    protocolRevision: 14, firstSeenMs: START_MS, lastSeenMs: null,
  }
  const { store } = createMemoryStore({ timeZone: 'Europe/Berlin' }, [device])
  const ended = new Map<string, Job>()
  const jobs = createJobs(clock, silentLog, (job) => void ended.set(job.id, job))
  let learnt = 0
  let judged = 0
  const pipeline = {
    learn: () => {
      learnt += 1
      return Promise.resolve(ok(null))
    },
    judgeDrift: () => {
      judged += 1
      return Promise.resolve(judge())
    },
  }
  const stop = startLearning({ clock, store, jobs, pipeline, points: { polledIds: () => [1, 2] } } as unknown as SiteContext)
  onTestFinished(stop)
  /** Hour by hour, so that each job ends before the next is due. */
  const pass = async (hours: number): Promise<void> => {
    for (let hour = 0; hour < hours; hour++) {
      clock.advance(HOUR_MS)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { pass, counts: () => ({ learnt, judged }), last: () => [...ended.values()].at(-1) }
}

describe('slow faults', () => {
  const round: DriftRound = { judged: 5, shortHistory: 3, noPeers: 2 }

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
