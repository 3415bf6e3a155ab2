/** What the store acknowledged is there after its process was killed; its folder is free again; readers in worker threads. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../../electron/engine/store/open-store.ts'
import { createInlineReaders } from '../../../electron/engine/store/store-readers.ts'
import { databaseOf, temporaryFolder } from './sample-site.ts'

const CHILD = join(import.meta.dirname, 'durability-child.ts')
const POINTS = 50

const startChild = (folder: string, first: number): ChildProcess =>
  spawn(process.execPath, [CHILD, folder, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] })

/** Runs the child until it has acknowledged `until`, kills it without warning, and returns the last number it got out. */
const killAfter = async (child: ChildProcess, until: number): Promise<number> => {
  if (child.stdout === null) throw new Error('no output of the child')
  let last = -1
  for await (const line of createInterface({ input: child.stdout })) {
    if (!/^\d+$/.test(line)) throw new Error(`the child said ${line}`)
    last = Number(line)
    if (last >= until) child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return last
}

/** Batches on disk; throws when one is there in part, or one is missing before the last. */
const wholeBatches = async (folder: string): Promise<number> => {
  const opened = openStore(folder)
  if (!opened.ok) throw new Error(opened.error.message)
  const store = opened.value
  const readers = createInlineReaders(databaseOf(folder))
  try {
    expect(await readers.integrity()).toEqual([])
    const series = await readers.history(store.points().map((point) => point.id), 0, Number.MAX_SAFE_INTEGER)
    expect(series).toHaveLength(POINTS)
    const batches = series[0]?.values.length ?? 0
    for (const { values } of series) expect([...values]).toEqual(Array.from({ length: batches }, (_, index) => index))
    expect(store.readingCount()).toBe(batches * POINTS)
    const last = Number(store.meta('last'))
    expect(batches - last - 1).toBeOneOf([0, 1])
    const shelved = Number(store.alert(1)?.shelf?.reason)
    expect(last - shelved).toBeOneOf([0, 1])
    expect(store.alertHistory(1).at(-1)?.note).toBe(String(shelved))
    return batches
  } finally {
    await readers.close()
    store.close()
  }
}

describe('a process killed while it writes', () => {
  it('loses no acknowledged batch, leaves none in part, and leaves its folder free, six times in a row', async () => {
    const folder = temporaryFolder()
    let first = 0
    for (const more of [1, 40, 300, 7, 150, 800]) {
      const acknowledged = await killAfter(startChild(folder, first), first + more)
      const batches = await wholeBatches(folder)
      expect(acknowledged).toBeGreaterThanOrEqual(first + more)
      expect(batches).toBeGreaterThanOrEqual(acknowledged + 1)
      expect(batches).toBeLessThanOrEqual(acknowledged + 2)
      first = batches
    }
  })
})

describe('a folder that another process has open', () => {
  it('is refused while that process lives and free as soon as it is dead', async () => {
    const folder = temporaryFolder()
    const child = startChild(folder, 0)
    if (child.stdout === null) throw new Error('no output of the child')
    await once(child.stdout, 'data')
    const refused = openStore(folder)
    expect(refused).toMatchObject({ ok: false, error: { code: 'store-locked', detail: { folder } } })
    child.kill('SIGKILL')
    await once(child, 'exit')
    const opened = openStore(folder)
    expect(opened.ok).toBe(true)
    if (opened.ok) opened.value.close()
  })
})

