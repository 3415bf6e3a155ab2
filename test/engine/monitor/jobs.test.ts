import { describe, expect, it } from 'vitest'
import type { Job } from '../../../shared/domain/job.ts'
import { message } from '../../../shared/message.ts'
import { failure, ok } from '../../../shared/result.ts'
import { silentLog } from '../../../electron/engine/log.ts'
import { StoreWriteError } from '../../../electron/engine/store/store-failure.ts'
import { createJobs } from '../../../electron/engine/monitor/jobs.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

const setUp = () => {
  const clock = createFakeClock()
  const told: Job[] = []
  return { clock, told, jobs: createJobs(clock, silentLog, (job) => told.push(job)) }
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('a job', () => {
  it('is told from its start through its progress to its end', async () => {
    const { told, jobs, clock } = setUp()
    jobs.start('discovery', message('begin'), async (handle) => {
      clock.advance(200)
      handle.report(0.5, message('half'))
      return ok(message('end'))
    })
    await settled()
    expect(told.map(({ state, progress, doing }) => [state, progress, doing.key])).toEqual([
      ['running', null, 'begin'],
      ['running', 0.5, 'half'],
      ['done', 1, 'end'],
    ])
  })

  it('that meets a full disk says so, not that the engine has a bug', async () => {
    const { told, jobs } = setUp()
    jobs.start('relinquish', message('begin'), () => Promise.reject(new StoreWriteError({ code: 'disk-full', message: 'The disk is full.' }, null)))
    await settled()
    expect(told.at(-1)).toMatchObject({ state: 'failed', failure: { code: 'disk-full' } })
  })

  it('merges reports of the same kind that follow each other closely', async () => {
    const { told, jobs } = setUp()
    jobs.start('import', message('begin'), async (handle) => {
      for (let step = 1; step <= 1_000; step += 1) handle.report(step / 1_000, message('begin'))
      return ok(message('end'))
    })
    await settled()
    expect(told).toHaveLength(2)
    expect(told.at(-1)?.progress).toBe(1)
  })

  it('fails with the failure its work gave', async () => {
    const { told, jobs } = setUp()
    jobs.start('demo', message('begin'), async () => failure('disk-full', 'The disk is full.'))
    await settled()
    expect(told.at(-1)).toMatchObject({ state: 'failed', failure: { code: 'disk-full' } })
  })

  it('fails as a bug when its work throws', async () => {
    const { told, jobs } = setUp()
    jobs.start('demo', message('begin'), async () => {
      throw new Error('boom')
    })
    await settled()
    expect(told.at(-1)).toMatchObject({ state: 'failed', failure: { code: 'engine-bug' } })
  })

  it('ends as cancelled when it is cancelled, whatever its work answers', async () => {
    const { told, jobs } = setUp()
    const job = jobs.start('discovery', message('begin'), ({ signal }) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(ok(message('late'))))))
    await settled()
    expect(jobs.running('discovery')?.id).toBe(job.id)
    jobs.cancel(job.id)
    await settled()
    expect(told.at(-1)?.state).toBe('cancelled')
    expect(jobs.running('discovery')).toBeUndefined()
  })

  it('that does not exist cannot be cancelled', () => {
    expect(setUp().jobs.cancel('discovery-9')).toMatchObject({ ok: false, error: { code: 'job-unknown' } })
  })
})
