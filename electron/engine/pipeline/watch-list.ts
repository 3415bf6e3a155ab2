/** The points under watch: by id, by slot of the live table and by device, with the models the store has of them. */
import type { Point } from '../../../shared/domain/point.ts'
import type { ModelRow, WritableStore } from '../store/store-types.ts'
import { modelsFromRows } from './point-models.ts'
import { createMonitoredPoint, useModels, type MonitoredPoint } from './point-monitor.ts'

/** More new points than this are loaded with one question for all models. */
const LOAD_ALL_FROM = 20

export interface WatchList {
  /** In the order of the slots. */
  readonly all: readonly MonitoredPoint[]
  readonly byId: ReadonlyMap<number, MonitoredPoint>
  ofDevice(deviceId: number): readonly MonitoredPoint[]
  readonly added: readonly MonitoredPoint[]
  readonly removed: readonly MonitoredPoint[]
}

export const EMPTY_WATCH_LIST: WatchList = { all: [], byId: new Map(), ofDevice: () => [], added: [], removed: [] }

/** A new list for the points that exist now; what is known of those that stay is kept. */
export const watchPoints = (points: readonly Point[], before: WatchList, store: Pick<WritableStore, 'models'>): WatchList => {
  const all: MonitoredPoint[] = []
  const added: MonitoredPoint[] = []
  for (const [slot, point] of points.entries()) {
    const old = before.byId.get(point.id)
    const monitored = createMonitoredPoint(point, slot)
    if (old !== undefined && old.point.kind === point.kind && old.point.units === point.units) all.push(carryOver(old, monitored))
    else {
      all.push(monitored)
      added.push(monitored)
    }
  }
  loadModels(added, store)
  const byId = new Map(all.map((monitored) => [monitored.point.id, monitored]))
  const byDevice = Map.groupBy(all, ({ point }) => point.deviceId)
  const removed = before.all.filter(({ point }) => !byId.has(point.id))
  return { all, byId, ofDevice: (deviceId) => byDevice.get(deviceId) ?? [], added, removed }
}

/** The old state with the point's new facts and slot. */
const carryOver = (old: MonitoredPoint, fresh: MonitoredPoint): MonitoredPoint => {
  const moved = Object.assign(fresh, old, { point: fresh.point, slot: fresh.slot, patienceMs: fresh.patienceMs })
  useModels(moved, old.models)
  return moved
}

const loadModels = (added: readonly MonitoredPoint[], store: Pick<WritableStore, 'models'>): void => {
  if (added.length === 0) return
  const rows = added.length >= LOAD_ALL_FROM ? store.models() : added.flatMap(({ point }) => store.models(point.id))
  const byPoint = Map.groupBy(rows, (row: ModelRow) => row.pointId)
  for (const monitored of added) {
    const own = byPoint.get(monitored.point.id)
    const models = own === undefined ? null : modelsFromRows(own)
    if (models !== null) useModels(monitored, models)
  }
}
