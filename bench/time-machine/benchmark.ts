/** The time machine: the state of 2,000 points at any minute of two years, played, the time bar, and the bare values by plain SQL. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openReaderQueries } from '../../electron/engine/store/reader-queries.ts'
import { createStoreReaders } from '../../electron/engine/store/store-readers.ts'
import type { PastStates } from '../../shared/domain/past-state.ts'
import { seededRandom } from '../../shared/random.ts'
import { report } from '../figures.ts'
import { FROM_MS, makeTwoYears, POINTS, POLLED_FROM_MS, TO_MS } from './two-years.ts'

const MINUTE_MS = 60_000
const MOMENTS = 40
const FRAMES = 60

const folder = mkdtempSync(join(tmpdir(), 'plantroom-time-machine-bench-'))
const file = makeTwoYears(folder)
const random = seededRandom(11)
const moments = Array.from({ length: MOMENTS }, () => Math.floor((FROM_MS + MINUTE_MS * 300 + random() * (TO_MS - FROM_MS - MINUTE_MS * 300)) / MINUTE_MS) * MINUTE_MS)
const quantile = (times: readonly number[], share: number): number => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] as number

const check = (states: PastStates | null): void => {
  if (states?.first.values.pointIds.length !== POINTS) throw new Error('not every point was answered')
}

/** Time that passed, and processor time of this process, ms. */
const spending = (): (() => { readonly ms: number; readonly cpuMs: number }) => {
  const startedMs = performance.now()
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return { ms: performance.now() - startedMs, cpuMs: (user + system) / 1_000 }
  }
}
const wall = (all: readonly { readonly ms: number }[]): readonly number[] => all.map(({ ms }) => ms)
const processor = (all: readonly { readonly cpuMs: number }[]): readonly number[] => all.map(({ cpuMs }) => cpuMs)

/** A connection of its own, so that nothing is in its memory yet. */
const cold = moments.map((atMs) => {
  const reader = openReaderQueries(file)
  const spent = spending()
  check(reader.pastStates([atMs]))
  const took = spent()
  reader.close()
  return took
})

/** The last value of each point and nothing else: no state, no device, no alert. */
const PLAIN = 'SELECT p.id, r.time_ms, r.value, r.quality FROM points p CROSS JOIN readings r ON r.point_id = p.id AND r.time_ms = (SELECT max(time_ms) FROM readings WHERE point_id = p.id AND time_ms <= ?)'
const plain = moments.map((atMs) => {
  const db = new Database(file, { readonly: true })
  const select = db.prepare<[number], unknown[]>(PLAIN).raw()
  const spent = spending()
  if (select.all(atMs).length !== POINTS) throw new Error('not every point was found')
  const took = spent()
  db.close()
  return took
})

const readers = createStoreReaders(file, new URL('../../electron/engine/store/reader-worker.ts', import.meta.url))
const asked: number[] = []
check(await readers.pastStates([TO_MS]))
for (const atMs of moments) {
  const startedMs = performance.now()
  check(await readers.pastStates([atMs]))
  asked.push(performance.now() - startedMs)
}

/** Every point has another value in each frame: the most there can be to tell. */
const play = async (timesMs: readonly number[]): Promise<number> => {
  const startedMs = performance.now()
  const states = await readers.pastStates(timesMs)
  check(states)
  if (states?.steps.length !== timesMs.length - 1) throw new Error('not every frame came')
  return (performance.now() - startedMs) / timesMs.length
}
const forwards = Array.from({ length: FRAMES }, (_, i) => POLLED_FROM_MS + (i + 600) * MINUTE_MS)
const forwardsMs = await play(forwards)
const backwardsMs = await play(forwards.toReversed())

const startedMs = performance.now()
const line = await readers.timeline(FROM_MS, TO_MS, 1_000)
const timelineMs = performance.now() - startedMs
if (line.alerts.length !== 300) throw new Error('the time bar lacks alerts')
await readers.close()
rmSync(folder, { recursive: true, force: true })

report([
  { name: 'state of 2,000 points at a past minute, cold, median', value: quantile(wall(cold), 0.5), unit: 'ms', limit: { kind: 'max', value: 100 } },
  { name: 'the same, 95 %', value: quantile(wall(cold), 0.95), unit: 'ms', limit: { kind: 'max', value: 100 } },
  { name: 'the same, processor time, median', value: quantile(processor(cold), 0.5), unit: 'ms' },
  { name: 'asked of the reader’s thread, median', value: quantile(asked, 0.5), unit: 'ms', limit: { kind: 'max', value: 100 } },
  { name: 'last values alone by plain SQL, cold, processor time, median', value: quantile(processor(plain), 0.5), unit: 'ms' },
  { name: 'state by last values alone, processor time', value: quantile(processor(cold), 0.5) / quantile(processor(plain), 0.5), unit: 'times', comparable: true, limit: { kind: 'max', value: 6 } },
  { name: 'playing, a frame in which every point changes', value: forwardsMs, unit: 'ms', limit: { kind: 'max', value: 100 } },
  { name: 'playing backwards, a frame', value: backwardsMs, unit: 'ms', limit: { kind: 'max', value: 100 } },
  { name: 'time bar of two years', value: timelineMs, unit: 'ms', limit: { kind: 'max', value: 250 } },
])
