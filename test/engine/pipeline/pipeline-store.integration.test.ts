/** The pipeline on a real database: history, learning, an alert, and a restart that goes on with it. */
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../../electron/engine/log.ts'
import { createInlineLearner } from '../../../electron/engine/pipeline/learner.ts'
import { createPipeline } from '../../../electron/engine/pipeline/pipeline.ts'
import type { Pipeline } from '../../../electron/engine/pipeline/pipeline-types.ts'
import { createInlineReaders } from '../../../electron/engine/store/store-readers.ts'
import { databaseFile } from '../../../electron/engine/store/open-store.ts'
import type { WritableStore } from '../../../electron/engine/store/store-types.ts'
import { seededRandom } from '../../../shared/random.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { openSite, saveDevice, temporaryFolder } from '../store/sample-site.ts'

const HISTORY_DAYS = 14

describe('on a real database', () => {
  it('an alert survives the restart of the engine as the same row', async () => {
    const folder = temporaryFolder()
    const clock = createFakeClock(Date.UTC(2026, 1, 2, 10))
    const random = seededRandom(1)
    const first = openSite(folder)
    const { pointIds } = saveDevice(first, 1001, 2)
    const [point = 0] = pointIds
    const start = (store: WritableStore): Pipeline => {
      const readers = createInlineReaders(databaseFile(folder))
      const pipeline = createPipeline({ clock, store, learner: createInlineLearner(readers), log: silentLog, listener: { liveValues: () => {}, alertsChanged: () => {}, storeTrouble: (text) => expect(text).toBe('') } })
      pipeline.setPoints(store.points())
      return pipeline
    }
    const feed = (pipeline: Pipeline, seconds: number, value: number): void => {
      for (let second = 0; second < seconds; second += 5) {
        clock.advance(5_000)
        pipeline.take({ deviceId: 1, pointIds: Int32Array.of(point), timesMs: Float64Array.of(clock.nowMs()), values: Float64Array.of(value + 0.1 * Math.round(random() * 4)), statusFlags: Uint8Array.of(0) })
      }
    }
    let pipeline = start(first)
    const count = HISTORY_DAYS * 288
    pipeline.takeHistory({
      count, pointIds: new Int32Array(count).fill(point), timesMs: Float64Array.from({ length: count }, (_, i) => clock.nowMs() - (count - i) * 300_000),
      values: Float64Array.from({ length: count }, () => 16 + 0.1 * Math.round(random() * 4)), qualities: new Uint16Array(count),
    })
    await pipeline.learn(pointIds, () => {}, new AbortController().signal)
    feed(pipeline, 600, 16)
    expect(pipeline.openAlerts()).toEqual([])
    feed(pipeline, 45, 22)
    const [raised] = pipeline.openAlerts()
    expect(raised).toMatchObject({ kind: 'equipment', severity: 'high', pointId: point })
    pipeline.stop()
    first.close()

    const second = openSite(folder)
    pipeline = start(second)
    feed(pipeline, 120, 22)
    expect(pipeline.openAlerts().map(({ id, clearedAtMs }) => ({ id, clearedAtMs }))).toEqual([{ id: raised?.id, clearedAtMs: null }])
    feed(pipeline, 120, 16)
    expect(pipeline.openAlerts().map(({ id, clearedAtMs }) => ({ id, cleared: clearedAtMs !== null }))).toEqual([{ id: raised?.id, cleared: true }])
    expect(second.alertHistory(raised?.id ?? 0).map(({ what }) => what)).toEqual(['raised', 'cleared'])
    expect(second.readingCount()).toBe(count + (600 + 45 + 120 + 120) / 5 - 1)
    pipeline.stop()
    expect(second.readingCount()).toBe(count + (600 + 45 + 120 + 120) / 5)
  })
})
