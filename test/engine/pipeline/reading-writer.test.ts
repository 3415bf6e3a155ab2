/** The writer: batches, retries, and what happens when a store refuses for long. */
import { describe, expect, it } from 'vitest'
import { QUALITY } from '../../../shared/domain/quality.ts'
import { silentLog } from '../../../electron/engine/log.ts'
import { BATCH_ROWS, createReadingWriter, MOST_WAITING_ROWS } from '../../../electron/engine/pipeline/reading-writer.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import type { Batch } from '../../../electron/engine/store/store-types.ts'
import { createMemoryStore } from './memory-store.ts'

const setUp = () => {
  const memory = createMemoryStore()
  const clock = createFakeClock()
  const troubles: (string | null)[] = []
  const writer = createReadingWriter({ clock, store: memory.store, log: silentLog, storeTrouble: (text) => troubles.push(text) })
  let next = 0
  const add = (count: number): void => {
    for (let i = 0; i < count; i++) writer.add(1, 1_000_000 + next++, 20, 0)
  }
  return { memory, clock, troubles, writer, add }
}

describe('the writer', () => {
  it('writes full batches at once and the rest when asked for everything', () => {
    const { memory, writer, add } = setUp()
    add(BATCH_ROWS + 5)
    writer.flush(false)
    expect(memory.batches).toEqual([BATCH_ROWS])
    writer.flush(true)
    expect(memory.batches).toEqual([BATCH_ROWS, 5])
    expect(writer.kept()).toBe(BATCH_ROWS + 5)
  })

  it('brings a long queue to the disk a few batches at a time, in order, and all of it when it must', () => {
    const { memory, writer, add } = setUp()
    add(BATCH_ROWS * 10 + 5)
    writer.flush(true)
    expect(memory.batches).toEqual([BATCH_ROWS, BATCH_ROWS, BATCH_ROWS, BATCH_ROWS])
    expect(memory.readings(1).at(-1)?.timeMs).toBe(1_000_000 + BATCH_ROWS * 4 - 1)
    writer.flush(true, true)
    expect(memory.batches).toHaveLength(11)
    expect(writer.waiting()).toBe(0)
  })

  it('writes outcomes with the readings, and without any', () => {
    const { memory, writer } = setUp()
    writer.addOutcome({ deviceId: 1, atMs: 1, latencyMs: 5, error: null, asked: 3, answered: 3 })
    writer.flush(true)
    writer.flush(true)
    expect(memory.outcomes).toHaveLength(1)
  })

  it('keeps a refused batch, says so, tries again with growing pauses, and loses nothing', () => {
    const { memory, clock, troubles, writer, add } = setUp()
    memory.refuse = 'disk full'
    add(10)
    for (let second = 0; second < 10; second++) {
      writer.flush(true)
      clock.advance(1_000)
    }
    expect(troubles).toEqual(['disk full', 'disk full', 'disk full', 'disk full'])
    memory.refuse = null
    clock.advance(30_000)
    writer.flush(true)
    expect(memory.readings(1)).toHaveLength(10)
    expect(writer.waiting()).toBe(0)
    expect(troubles.at(-1)).toBeNull()
  })

  it('drops a batch that no store could take, so that later ones reach the disk, and tells of the gap', () => {
    const { memory, writer, add } = setUp()
    const working = { ...memory.store }
    let broken = true
    Object.assign(memory.store, {
      writeBatch: (batch: Batch) => {
        if (broken) throw new TypeError('a time is not a number')
        return working.writeBatch(batch)
      },
    })
    add(10)
    writer.flush(true)
    broken = false
    add(5)
    writer.flush(true)
    expect(memory.readings(1)).toHaveLength(5)
    writer.flush(true)
    expect(memory.gaps).toHaveLength(1)
  })

  it('counts live readings only as kept', () => {
    const { writer, add } = setUp()
    for (let at = 0; at < 7; at += 1) writer.add(1, at, 20, QUALITY.imported)
    add(3)
    writer.flush(true)
    expect(writer.kept()).toBe(3)
  })

  it('is bounded: what it must drop is counted and becomes a gap', () => {
    const { memory, troubles, writer, add, clock } = setUp()
    memory.refuse = 'disk full'
    add(MOST_WAITING_ROWS + 2 * BATCH_ROWS)
    writer.flush(true)
    expect(writer.waiting()).toBe(MOST_WAITING_ROWS)
    expect(troubles[0]).toContain(`${BATCH_ROWS * 2} readings`)
    memory.refuse = null
    clock.advance(60_000)
    writer.flush(true, true)
    expect(memory.readings(1)).toHaveLength(MOST_WAITING_ROWS)
    expect(memory.gaps).toEqual([{ deviceId: null, fromMs: 1_000_000, toMs: 1_000_000 + BATCH_ROWS * 2 - 1, reason: 'notRunning' }])
  })

  it('tells rows per second of the last minute', () => {
    const { clock, writer, add } = setUp()
    for (let second = 0; second < 120; second++) {
      add(50)
      writer.flush(true)
      clock.advance(1_000)
    }
    expect(writer.perSecond()).toBeGreaterThan(48)
    clock.advance(61_000)
    expect(writer.perSecond()).toBe(0)
  })
})
