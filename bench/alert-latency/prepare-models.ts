/** Twelve days of history and the models learnt from it, those of related points too, so that the measured engine knows what is normal from its first minute. */
import type { PointRole } from '../../shared/domain/point-role.ts'
import { createInlineReaders } from '../../electron/engine/store/store-readers.ts'
import { databaseFile } from '../../electron/engine/store/open-store.ts'
import type { WritableStore } from '../../electron/engine/store/store-types.ts'
import { createInlineLearner } from '../../electron/engine/pipeline/learner.ts'
import { createPipeline } from '../../electron/engine/pipeline/pipeline.ts'
import { silentLog } from '../../electron/engine/log.ts'
import { systemClock } from '../../shared/clock.ts'
import { seededRandom } from '../../shared/random.ts'

const DAY_MS = 86_400_000
const STEP_MS = 15 * 60_000
/** What is related is learnt from ten observed days on. */
const DAYS = 12
const STEPS = (DAYS * DAY_MS) / STEP_MS
/** All rooms have this in common, and each something of its own, K. */
const SHARED = 0.5
const OWN = 0.1

export const prepareModels = async (store: WritableStore, siteFolder: string, pointIdsByDevice: ReadonlyMap<number, Int32Array>, roleOf: (pointId: number) => PointRole, nowMs: number): Promise<void> => {
  const readers = createInlineReaders(databaseFile(siteFolder))
  const pipeline = createPipeline({
    clock: systemClock,
    store,
    learner: createInlineLearner(readers),
    log: silentLog,
    roleOf,
    listener: { liveValues: () => {}, alertsChanged: () => {}, storeTrouble: () => {} },
  })
  pipeline.configure(store.settings())
  pipeline.setPoints(store.points())
  const random = seededRandom(3)
  const shared = Float64Array.from({ length: STEPS }, () => SHARED * (random() - 0.5))
  const pointIds = [...pointIdsByDevice.values()].flatMap((ids) => [...ids])
  for (const pointId of pointIds) {
    pipeline.takeHistory({
      count: STEPS,
      pointIds: new Int32Array(STEPS).fill(pointId),
      timesMs: Float64Array.from({ length: STEPS }, (_, step) => Math.round(nowMs - DAYS * DAY_MS + step * STEP_MS)),
      values: Float64Array.from({ length: STEPS }, (_, step) => 20 + shared[step]! + OWN * (random() - 0.5)),
      qualities: new Uint16Array(STEPS),
    })
  }
  await pipeline.learn(pointIds, () => {}, new AbortController().signal)
  pipeline.stop()
  await readers.close()
}
