/** The points under watch: by id, by slot of the live table and by device. */
import type { Point } from '../../../shared/domain/point.ts'
import type { LiveTable } from './live-table.ts'
import { createMonitoredPoint, useModels, type MonitoredPoint } from './point-monitor.ts'

export interface WatchList {
  get(pointId: number): MonitoredPoint | undefined
  inSlot(slot: number): MonitoredPoint | undefined
  ofDevice(deviceId: number): readonly MonitoredPoint[]
  deviceIds(): readonly number[]
  all(): Iterable<MonitoredPoint>
  count(): number
  /** Takes the points that a device has now; what is known of those that stay is kept. */
  replace(deviceId: number, points: readonly Point[]): { readonly added: readonly MonitoredPoint[]; readonly removed: readonly MonitoredPoint[] }
}

/** Slots come from `live`, which the list keeps in step. */
export const createWatchList = (live: LiveTable): WatchList => {
  const byId = new Map<number, MonitoredPoint>()
  const byDevice = new Map<number, readonly MonitoredPoint[]>()
  const bySlot: (MonitoredPoint | undefined)[] = []

  const renew = (old: MonitoredPoint, point: Point): MonitoredPoint => {
    live.renew(old.slot, point)
    const fresh = createMonitoredPoint(point, old.slot)
    return old.point.kind === point.kind && old.point.units === point.units ? carryOver(old, fresh) : fresh
  }
  const keep = (monitored: MonitoredPoint): MonitoredPoint => {
    byId.set(monitored.point.id, monitored)
    bySlot[monitored.slot] = monitored
    return monitored
  }
  const forget = ({ point, slot }: MonitoredPoint): void => {
    byId.delete(point.id)
    bySlot[slot] = undefined
    live.drop(slot)
  }

  return {
    get: (pointId) => byId.get(pointId),
    inSlot: (slot) => bySlot[slot],
    ofDevice: (deviceId) => byDevice.get(deviceId) ?? [],
    deviceIds: () => [...byDevice.keys()],
    all: () => byId.values(),
    count: () => byId.size,
    replace: (deviceId, points) => {
      const ids = new Set(points.map(({ id }) => id))
      const removed = (byDevice.get(deviceId) ?? []).filter(({ point }) => !ids.has(point.id))
      for (const monitored of removed) forget(monitored)
      const added: MonitoredPoint[] = []
      const own = points.map((point) => {
        const old = byId.get(point.id)
        const monitored = keep(old === undefined ? createMonitoredPoint(point, live.put(point)) : renew(old, point))
        if (monitored.gate !== old?.gate) added.push(monitored)
        return monitored
      })
      if (own.length > 0) byDevice.set(deviceId, own)
      else byDevice.delete(deviceId)
      return { added, removed }
    },
  }
}

/** The old state with the point's new facts. */
const carryOver = (old: MonitoredPoint, fresh: MonitoredPoint): MonitoredPoint => {
  const moved = Object.assign(fresh, old, { point: fresh.point, slot: fresh.slot, patienceMs: fresh.patienceMs })
  useModels(moved, old.models)
  return moved
}
