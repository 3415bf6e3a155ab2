/** Whether a new plan asks the same of a device as the one before. Pure. */
import type { WatchedDevice } from './acquisition-types.ts'

export const samePoints = (one: WatchedDevice, other: WatchedDevice): boolean =>
  one.points.length === other.points.length &&
  one.points.every((point, at) => {
    const twin = other.points[at]!
    return point.pointId === twin.pointId && point.intervalMs === twin.intervalMs && point.objectType === twin.objectType && point.objectInstance === twin.objectInstance
  })
