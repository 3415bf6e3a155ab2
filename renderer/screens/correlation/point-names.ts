/** Names of points as they stand in lists: with their device where the name alone would stand twice. */
import { useMemo } from 'react'
import { useDeviceIndex, usePointIndex } from '../../engine/indexes.ts'

export const usePointNames = (): ((pointId: number) => string) => {
  const points = usePointIndex()
  const devices = useDeviceIndex()
  return useMemo(() => {
    const counts = new Map<string, number>()
    for (const { name } of points.values()) counts.set(name, (counts.get(name) ?? 0) + 1)
    return (pointId) => {
      const point = points.get(pointId)
      if (point === undefined) return `#${pointId}`
      const device = devices.get(point.deviceId)
      return (counts.get(point.name) ?? 0) > 1 && device !== undefined ? `${device.name || device.instance} ${point.name}` : point.name || `#${pointId}`
    }
  }, [points, devices])
}
