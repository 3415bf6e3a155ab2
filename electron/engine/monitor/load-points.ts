/** Brings what the store knows of devices and points to those who work with it: registry, pipeline and polling plan. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SiteContext } from './site-context.ts'

/** Work between two breaths of the event loop, ms. */
const SLICE_MS = 15

type Parts = Pick<SiteContext, 'clock' | 'store' | 'points' | 'registry' | 'pipeline' | 'acquisition'>

/** Everything, at the start of a site, in slices. */
export const loadAllPoints = async ({ clock, store, points, registry, pipeline, acquisition }: Parts): Promise<void> => {
  const rows = store.devices()
  let startedMs = clock.monotonicMs()
  for (const { id } of rows) {
    pipeline.setDevicePoints(id, points.load(id))
    if (clock.monotonicMs() - startedMs < SLICE_MS) continue
    await nextTurn()
    startedMs = clock.monotonicMs()
  }
  registry.load(rows, points.countsByDevice())
  acquisition.watch(points.watched(rows))
}

/** Some devices were found, changed or removed. What others have is not read again. */
export const loadPointsOf = (deviceIds: readonly number[], { store, points, registry, pipeline, acquisition }: Parts): void => {
  const rows = store.devices()
  const existing = new Set(rows.map(({ id }) => id))
  for (const id of deviceIds) {
    if (!existing.has(id)) points.forget(id)
    pipeline.setDevicePoints(id, existing.has(id) ? points.load(id) : [])
  }
  registry.load(rows, points.countsByDevice(), new Set(deviceIds))
  acquisition.watch(points.watched(rows))
}
