/** When the write-ahead log is copied back, and what the writer's own thread does of it. */
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../../electron/engine/log.ts'
import { keepLogShort } from '../../../electron/engine/monitor/log-keeper.ts'
import type { LogState } from '../../../electron/engine/store/checkpointer.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

const MEGABYTE = 1_048_576
const settled = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve))

const setUp = (answer: () => Promise<LogState> = () => Promise.resolve({ pages: 10, copied: 10 })) => {
  const clock = createFakeClock()
  const seen = { bytes: 0, copies: 0, finished: 0, warnings: 0 }
  const keeper = keepLogShort({
    clock,
    store: { logBytes: () => seen.bytes, finishCheckpoint: () => void (seen.finished += 1) },
    readers: {
      checkpoint: () => {
        seen.copies += 1
        return answer()
      },
    },
    log: { ...silentLog, warn: () => void (seen.warnings += 1) },
  })
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 500) {
      clock.advance(500)
      await settled()
    }
  }
  return { seen, keeper, pass }
}

describe('the log', () => {
  it('is copied every ten seconds, and at once when it is large', async () => {
    const { seen, pass } = setUp()
    await pass(9_500)
    expect(seen.copies).toBe(0)
    await pass(500)
    expect(seen.copies).toBe(1)
    seen.bytes = 17 * MEGABYTE
    await pass(500)
    expect(seen.copies).toBe(2)
  })

  it('is not copied twice at a time', async () => {
    const { seen, pass } = setUp(() => new Promise(() => {}))
    await pass(60_000)
    expect(seen.copies).toBe(1)
  })

  it.each([
    { pages: 5_000, copied: 4_900, finished: 1, because: 'little of a long log is left' },
    { pages: 5_000, copied: 1_000, finished: 0, because: 'the rest would hold the writer up' },
    { pages: 1_000, copied: 900, finished: 0, because: 'a short log can wait' },
    { pages: 5_000, copied: 5_000, finished: 0, because: 'nothing is left' },
  ])('of $pages pages with $copied copied is finished by the writer $finished times: $because', async ({ pages, copied, finished }) => {
    const { seen, pass } = setUp(() => Promise.resolve({ pages, copied }))
    await pass(10_000)
    expect(seen.finished).toBe(finished)
  })

  it('is tried again when the worker fails', async () => {
    const { seen, pass } = setUp(() => Promise.reject(new Error('disk full')))
    await pass(20_000)
    expect(seen).toMatchObject({ copies: 2, warnings: 2 })
  })

  it('is copied once more at the end, and never after', async () => {
    const { seen, keeper, pass } = setUp()
    await keeper.stop()
    expect(seen.copies).toBe(1)
    await pass(60_000)
    expect(seen.copies).toBe(1)
  })
})
