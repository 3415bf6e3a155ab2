/** What still stands reaches the host, and is given back when it asks. */
import { describe, expect, it } from 'vitest'
import type { FromEngine } from '../../electron/supervision/engine-protocol.ts'
import { trackStanding } from '../../electron/supervision/standing-tracker.ts'
import type { Handlers } from '../../shared/contract.ts'
import type { Job } from '../../shared/domain/job.ts'
import type { StandingWrite, WriteState } from '../../shared/domain/writing.ts'
import { message } from '../../shared/message.ts'
import { failure, ok } from '../../shared/result.ts'

const value = (pointId: number): StandingWrite => ({ pointId, deviceId: 1, object: `AO ${pointId}`, priority: 8, text: '42 %', atMs: 0, action: 'write' })
const job = (state: Job['state']): Job => ({ id: 'relinquish-1', kind: 'relinquish', state, progress: null, doing: message('job.relinquish.done'), startedAtMs: 0, endedAtMs: null, failure: null })

const setUp = (standing: readonly StandingWrite[]) => {
  const said: FromEngine[] = []
  let state: WriteState = { unlocked: false, unlockedUntilMs: null, standing }
  let start: () => ReturnType<Handlers['relinquishAll']> = () => ok(job('running'))
  const handlers = { getWriteState: () => ok(state), relinquishAll: () => start() } as unknown as Handlers
  const tracker = trackStanding(handlers, (one) => said.push(one))
  const setStanding = (next: readonly StandingWrite[]): void => {
    state = { ...state, standing: next }
    tracker.take('writingChanged', state)
  }
  return { tracker, said, setStanding, onRelinquish: (run: typeof start) => (start = run) }
}

describe('what still stands', () => {
  it('is told at the start, and again only when it changes', async () => {
    const { tracker, said, setStanding } = setUp([value(1)])
    await tracker.begin()
    setStanding([value(1)])
    setStanding([value(1), value(2)])
    expect(said).toEqual([
      { type: 'standing', standing: { count: 1, first: [value(1)] } },
      { type: 'standing', standing: { count: 2, first: [value(1), value(2)] } },
    ])
  })

  it('is not spoken of while nothing does', async () => {
    const { tracker, said } = setUp([])
    await tracker.begin()
    expect(said).toEqual([])
  })

  it('is named up to ten values', async () => {
    const { tracker, said } = setUp(Array.from({ length: 30 }, (_, at) => value(at + 1)))
    await tracker.begin()
    expect(said[0]).toMatchObject({ standing: { count: 30, first: { length: 10 } } })
  })
})

describe('giving back', () => {
  it('is over when its job is, and tells what is left', async () => {
    const { tracker, said, setStanding } = setUp([value(1), value(2)])
    await tracker.begin()
    const over = tracker.relinquish()
    await Promise.resolve()
    tracker.take('jobChanged', job('running'))
    setStanding([value(2)])
    expect(said.at(-1)?.type).toBe('standing')
    tracker.take('jobChanged', job('done'))
    await over
    expect(said.at(-1)).toEqual({ type: 'relinquished', standing: { count: 1, first: [value(2)] } })
  })

  it('that ends before anybody looks is over as well', async () => {
    const { tracker, said, onRelinquish } = setUp([])
    onRelinquish(() => {
      tracker.take('jobChanged', job('done'))
      return ok(job('running'))
    })
    await tracker.relinquish()
    expect(said).toEqual([{ type: 'relinquished', standing: { count: 0, first: [] } }])
  })

  it('that cannot begin says what stands', async () => {
    const { tracker, said, onRelinquish } = setUp([value(1)])
    onRelinquish(() => failure('engine-starting', 'The engine is still starting.'))
    await tracker.relinquish()
    expect(said.at(-1)).toEqual({ type: 'relinquished', standing: { count: 1, first: [value(1)] } })
  })
})
