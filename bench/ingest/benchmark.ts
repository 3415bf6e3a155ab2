/** Ingest: readings through gate, detectors and store in batches of 2,000, against bare prepared inserts of the same readings into the same kind of table. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createInlineLearner } from '../../electron/engine/pipeline/learner.ts'
import { createPipeline } from '../../electron/engine/pipeline/pipeline.ts'
import { databaseFile, openStore } from '../../electron/engine/store/open-store.ts'
import { createInlineReaders } from '../../electron/engine/store/store-readers.ts'
import { silentLog } from '../../electron/engine/log.ts'
import type { ReadingBatch } from '../../shared/domain/acquisition.ts'
import { seededRandom } from '../../shared/random.ts'
import { createFakeClock } from '../../test/support/fake-clock.ts'
import { report } from '../figures.ts'
import { saveBenchSite } from '../bench-site.ts'

const DEVICES = 20
const POINTS_PER_DEVICE = 100
const ROUNDS = 150
const STEP_MS = 10_000
const BATCH = DEVICES * POINTS_PER_DEVICE

const folder = mkdtempSync(join(tmpdir(), 'plantroom-bench-'))
const clock = createFakeClock()

/** Readings of one round of polling: every point once, a slow daily wave with noise. */
const rounds = (pointIdsByDevice: ReadonlyMap<number, Int32Array>): ReadingBatch[][] => {
  const random = seededRandom(1)
  const startMs = clock.nowMs()
  return Array.from({ length: ROUNDS }, (_, round) =>
    [...pointIdsByDevice].map(([deviceId, pointIds]): ReadingBatch => {
      const timeMs = startMs + (round + 1) * STEP_MS
      const wave = Math.sin((timeMs / 86_400_000) * 2 * Math.PI)
      return {
        deviceId,
        pointIds,
        timesMs: new Float64Array(pointIds.length).fill(timeMs),
        values: Float64Array.from(pointIds, (id) => 20 + (id % 7) + 2 * wave + 0.2 * (random() - 0.5)),
        statusFlags: new Uint8Array(pointIds.length),
      }
    }),
  )
}

const timeSeconds = (run: () => void): number => {
  globalThis.gc?.()
  const startedMs = performance.now()
  run()
  return (performance.now() - startedMs) / 1_000
}

const opened = openStore(join(folder, 'site'))
if (!opened.ok) throw new Error(opened.error.message)
const store = opened.value
const pointIdsByDevice = saveBenchSite(store, DEVICES, POINTS_PER_DEVICE, clock.nowMs())
const readers = createInlineReaders(databaseFile(join(folder, 'site')))
const pipeline = createPipeline({
  clock,
  store,
  learner: createInlineLearner(readers),
  log: silentLog,
  listener: {
    liveValues: () => {},
    alertsChanged: () => {},
    storeTrouble: (text) => {
      throw new Error(text ?? 'the store works again')
    },
  },
})
pipeline.configure(store.settings())
pipeline.setPoints(store.points())
const input = rounds(pointIdsByDevice)
const warmUp = input.splice(0, 50)
const feed = (batches: ReadingBatch[][]): void => {
  for (const round of batches) {
    clock.advance(STEP_MS)
    for (const batch of round) pipeline.take(batch)
  }
}
feed(warmUp)
const before = store.readingCount()
const pipelineSeconds = timeSeconds(() => {
  feed(input)
  pipeline.stop()
})
const written = store.readingCount() - before
store.close()
await readers.close()

const bare = new Database(join(folder, 'bare.db'))
bare.pragma('journal_mode = WAL')
bare.pragma('synchronous = NORMAL')
bare.exec('CREATE TABLE reading (point_id INTEGER NOT NULL, time_ms INTEGER NOT NULL, value REAL NOT NULL, quality INTEGER NOT NULL, PRIMARY KEY (point_id, time_ms)) STRICT, WITHOUT ROWID')
const insert = bare.prepare('INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?)')
const insertRound = bare.transaction((round: readonly ReadingBatch[]) => {
  for (const batch of round) for (let at = 0; at < batch.pointIds.length; at += 1) insert.run(batch.pointIds[at], batch.timesMs[at], batch.values[at], 0)
})
for (const round of warmUp) insertRound(round)
const bareSeconds = timeSeconds(() => {
  for (const round of input) insertRound(round)
})
bare.close()
rmSync(folder, { recursive: true, force: true })

const total = input.length * BATCH
report([
  { name: 'readings lost on the way', value: total - written, unit: 'readings', limit: { kind: 'max', value: 0 } },
  { name: 'pipeline', value: total / pipelineSeconds, unit: 'readings/s' },
  { name: 'bare prepared inserts', value: total / bareSeconds, unit: 'readings/s' },
  { name: 'pipeline to bare inserts', value: bareSeconds / pipelineSeconds, unit: '×', limit: { kind: 'min', value: 0.5 }, comparable: true },
])
