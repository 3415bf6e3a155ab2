/** A lane's thread: ended when nobody asks, started anew by the next question, never while a question is under way. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createWorkerLane, type LaneOptions } from '../../../electron/engine/store/worker-lane.ts'
import { temporaryFolder } from './sample-site.ts'

const SERVER = new URL('../../../electron/engine/store/lane-server.ts', import.meta.url).href

type Table = {
  readonly who: () => number
  readonly slow: (ms: number) => string
}

/** A thread that tells its number, and leaves a file when it was told to close and took its time. */
const laneIn = (folder: string, options: LaneOptions) => {
  const file = join(folder, 'thread.ts')
  writeFileSync(
    file,
    `import { writeFileSync } from 'node:fs'
    import { threadId } from 'node:worker_threads'
    import { serveLane } from ${JSON.stringify(SERVER)}
    const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
    const table = { who: () => threadId, slow: (ms) => { sleep(ms); return 'done' } }
    serveLane(table, () => { sleep(100); writeFileSync(${JSON.stringify(join(folder, 'ended-'))} + threadId, '') })`,
  )
  const lane = createWorkerLane<Table>(pathToFileURL(file), {}, options)
  onTestFinished(() => lane.abandon())
  return { lane, hasEnded: (thread: number) => existsSync(join(folder, `ended-${thread}`)) }
}

describe('a lane', () => {
  it('ends a thread that nobody asks, and the next question starts another', async () => {
    const { lane, hasEnded } = laneIn(temporaryFolder(), { idleMs: 20 })
    const first = await lane.ask('who')
    await vi.waitFor(() => expect(hasEnded(first)).toBe(true), 30_000)
    expect(await lane.ask('who')).not.toBe(first)
  })

  it('keeps its thread where no time of rest is given', async () => {
    const { lane } = laneIn(temporaryFolder(), {})
    const first = await lane.ask('who')
    await lane.ask('slow', 50)
    expect(await lane.ask('who')).toBe(first)
  })

  it('does not end a thread with a question under way', async () => {
    const { lane } = laneIn(temporaryFolder(), { idleMs: 1 })
    const answers = await Promise.all([lane.ask('slow', 100), lane.ask('slow', 100), lane.ask('who')])
    expect(answers.slice(0, 2)).toEqual(['done', 'done'])
  })

  it('waits for a thread on its way out when it is closed', async () => {
    const { lane, hasEnded } = laneIn(temporaryFolder(), { idleMs: 0 })
    const first = await lane.ask('who')
    // Longer than the rest of no time, shorter than the thread takes to close.
    await new Promise((resolve) => setTimeout(resolve, 20))
    await lane.close()
    expect(hasEnded(first)).toBe(true)
  })
})
