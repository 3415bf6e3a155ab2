/** Learning in a worker thread: the same models as on the calling thread, the engine's thread stays free, a thread that dies is told and replaced. */
import { writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { judgeDriftOf } from '../../../electron/engine/pipeline/drift-round.ts'
import { learnPoints } from '../../../electron/engine/pipeline/learn.ts'
import { createInlineLearner, type Learner } from '../../../electron/engine/pipeline/learner.ts'
import { createWorkerLearner } from '../../../electron/engine/pipeline/worker-learner.ts'
import { createInlineReaders } from '../../../electron/engine/store/store-readers.ts'
import type { SqliteStore } from '../../../electron/engine/store/writable-store.ts'
import type { Result } from '../../../shared/result.ts'
import { databaseOf, fillPoint, openSite, saveDevice, START_MS, temporaryFolder } from '../store/sample-site.ts'

const WORKER = new URL('../../../electron/engine/pipeline/fit-worker.ts', import.meta.url)
const STEP_MS = 300_000
const DAYS = 20
const NOW_MS = START_MS + DAYS * 86_400_000

const siteOf = (points: number): { readonly folder: string; readonly store: SqliteStore } => {
  const folder = temporaryFolder()
  const store = openSite(folder)
  for (const pointId of saveDevice(store, 1, points).pointIds) fillPoint(store, pointId, DAYS * 288, STEP_MS, (index) => 20 + Math.sin(index / 46) + (index % 7) * 0.1)
  return { folder, store }
}

interface Learnt {
  readonly result: Result<null>
  readonly used: readonly number[]
  readonly shares: readonly number[]
}

const learn = async (store: SqliteStore, learner: Learner, signal = new AbortController().signal, progress: (share: number) => void = () => {}): Promise<Learnt> => {
  const used: number[] = []
  const shares: number[] = []
  const parts = { store, learner, timeZone: 'UTC', nowMs: NOW_MS, holidays: [], learnt: ({ pointId }: { readonly pointId: number }) => void used.push(pointId) }
  const result = await learnPoints(
    store.points(),
    parts,
    (share) => {
      shares.push(share)
      progress(share)
    },
    signal,
  )
  return { result, used, shares }
}

describe('learning in a worker thread', () => {
  it('gives the models that the calling thread gives', async () => {
    const { folder, store } = siteOf(3)
    const readers = createInlineReaders(databaseOf(folder))
    onTestFinished(() => readers.close())
    await learn(store, createInlineLearner(readers))
    const inline = store.models()
    const { result, used } = await learn(store, createWorkerLearner(databaseOf(folder), WORKER))
    expect(result).toEqual({ ok: true, value: null })
    expect(used).toEqual(store.points().map(({ id }) => id))
    expect(inline.length).toBeGreaterThan(9)
    expect(store.models()).toEqual(inline)
  })

  it('tells how far it is and leaves the calling thread free', async () => {
    const { folder, store } = siteOf(24)
    await learn(store, createWorkerLearner(databaseOf(folder), WORKER))
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const { shares } = await learn(store, createWorkerLearner(databaseOf(folder), WORKER))
    delay.disable()
    expect(shares.map((share) => Math.round(share * 24))).toEqual([8, 16, 24])
    // Eight fits on this thread would hold every turn of its loop for 200 ms and more.
    expect(delay.percentile(50) / 1e6).toBeLessThan(100)
  })

  it('ends soon when it is told to, and keeps what is done', async () => {
    const { folder, store } = siteOf(40)
    const stop = new AbortController()
    const { result, used } = await learn(store, createWorkerLearner(databaseOf(folder), WORKER), stop.signal, () => stop.abort())
    expect(result.ok).toBe(true)
    expect(used).toHaveLength(8)
    expect(new Set(store.models().map(({ pointId }) => pointId)).size).toBe(8)
  })
})

describe('judging slow faults in a worker thread', () => {
  it('gives what the calling thread gives, and says which points have too little history', async () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const { pointIds } = saveDevice(store, 1, 3)
    for (const pointId of pointIds) fillPoint(store, pointId, (pointId === pointIds[2] ? 20 : 60) * 24, 3_600_000, (index) => 10 + 5 * Math.sin(index / 4) + 3 * Math.sin(index / 90) + ((index * pointId) % 7) * 0.1)
    const readers = createInlineReaders(databaseOf(folder))
    onTestFinished(() => readers.close())
    const points = store.points().map((point) => ({ point: { ...point, units: 62 }, signal: 'measured' as const }))
    const judge = (learner: Learner) =>
      judgeDriftOf(points, { store, learner, alerts: { take: () => true, end: () => {} }, isOff: () => false, timeZone: 'UTC', nowMs: START_MS + 60 * 86_400_000 }, new AbortController().signal)
    const inline = await judge(createInlineLearner(readers))
    expect(inline).toEqual({ ok: true, value: { judged: 2, shortHistory: 0, noPeers: 0 } })
    expect(await judge(createWorkerLearner(databaseOf(folder), WORKER))).toEqual(inline)
    expect(await judge(createWorkerLearner(join(temporaryFolder(), 'nothing.db'), WORKER))).toMatchObject({ ok: false, error: { code: 'learning-failed' } })
  })
})

describe('a fitting thread that dies', () => {
  it('fails the learning with a sentence that says why, and the next one has a new thread', async () => {
    const { folder, store } = siteOf(2)
    const dying = join(folder, 'dying-worker.mjs')
    writeFileSync(dying, `import { parentPort } from 'node:worker_threads'\nparentPort.on('message', () => { throw new Error('out of memory') })\n`)
    const url = { current: pathToFileURL(dying) }
    const learner: Learner = { start: (window) => createWorkerLearner(databaseOf(folder), url.current).start(window) }
    const { result } = await learn(store, learner)
    expect(result).toMatchObject({ ok: false, error: { code: 'learning-failed', message: expect.stringContaining('out of memory') as string } })
    url.current = WORKER
    expect((await learn(store, learner)).used).toHaveLength(2)
  })

  it('is told as well when there is no database to read', async () => {
    const { store } = siteOf(1)
    const { result } = await learn(store, createWorkerLearner(join(temporaryFolder(), 'nothing.db'), WORKER))
    expect(result).toMatchObject({ ok: false, error: { code: 'learning-failed' } })
  })
})
