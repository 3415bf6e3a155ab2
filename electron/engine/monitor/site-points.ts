/** The points of the open site in memory, by device: asked for often, changed seldom, and reading 20,000 of them from the store takes a while. */
import { isDeepStrictEqual } from 'node:util'
import { hasAddress } from '../../../shared/domain/device.ts'
import type { LearntProfile } from '../../../shared/domain/learnt-profile.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { WatchedDevice, WatchedPoint } from '../bacnet/acquisition-types.ts'
import type { DeviceRow, WritableStore } from '../store/store-types.ts'

export interface SitePoints {
  /** Reads a device's points anew. */
  load(deviceId: number): readonly Point[]
  forget(deviceId: number): void
  ofDevice(deviceId: number): readonly Point[]
  /** By device, then as the store orders them. */
  all(): readonly Point[]
  /** Ids of the points that are polled. */
  polledIds(): readonly number[]
  polledIdsOf(deviceIds: readonly number[]): readonly number[]
  counts(): { readonly points: number; readonly polled: number }
  countsByDevice(): ReadonlyMap<number, number>
  /** The polling plan of these devices, as far as they have an address. A device of which nothing changed since the last call is the same object again. */
  watched(rows: readonly DeviceRow[]): readonly WatchedDevice[]
}

interface Own {
  readonly points: readonly Point[]
  readonly watched: readonly WatchedPoint[]
  readonly polled: number
}

const NOTHING: Own = { points: [], watched: [], polled: 0 }

export const createSitePoints = (store: Pick<WritableStore, 'points' | 'learntProfiles'>): SitePoints => {
  const byDevice = new Map<number, Own>()
  let planned: ReadonlyMap<number, WatchedDevice> = new Map()
  const of = (deviceId: number): Own => byDevice.get(deviceId) ?? NOTHING
  const sum = (countOf: (own: Own) => number): number => [...byDevice.values()].reduce((total, own) => total + countOf(own), 0)
  const polledIdsOf = (deviceIds: readonly number[]): readonly number[] => deviceIds.flatMap((id) => of(id).points.filter(isPolled).map((point) => point.id))
  return {
    load: (deviceId) => {
      const points = store.points(deviceId)
      const watched = points.map((point) => ({ pointId: point.id, objectType: point.objectType, objectInstance: point.objectInstance, intervalMs: point.pollIntervalMs }))
      byDevice.set(deviceId, { points, watched, polled: points.filter(isPolled).length })
      return points
    },
    forget: (deviceId) => void byDevice.delete(deviceId),
    ofDevice: (deviceId) => of(deviceId).points,
    all: () => [...byDevice.values()].flatMap(({ points }) => points),
    polledIds: () => polledIdsOf([...byDevice.keys()]),
    polledIdsOf,
    counts: () => ({ points: sum(({ points }) => points.length), polled: sum(({ polled }) => polled) }),
    countsByDevice: () => new Map([...byDevice].map(([deviceId, { points }]) => [deviceId, points.length])),
    watched: (rows) => {
      const learnt = store.learntProfiles()
      const plan = rows.filter(({ address }) => hasAddress(address)).map((row) => {
        const device = watchedDevice(row, learnt.get(row.id), of(row.id).watched)
        const former = planned.get(row.id)
        return former !== undefined && isSame(former, device) ? former : device
      })
      planned = new Map(plan.map((device) => [device.deviceId, device]))
      return plan
    },
  }
}

const watchedDevice = ({ id, instance, name, address, maxApdu, segmentation, firmware }: DeviceRow, learnt: LearntProfile | undefined, points: readonly WatchedPoint[]): WatchedDevice => ({
  deviceId: id, instance, name, address, maxApdu, segmentation, firmware, learnt, points,
})

/** Points are compared by their list: it is made anew whenever a device is read anew. */
const isSame = ({ points: former, ...before }: WatchedDevice, { points, ...now }: WatchedDevice): boolean => former === points && isDeepStrictEqual(before, now)

const isPolled = (point: Point): boolean => point.pollIntervalMs > 0
