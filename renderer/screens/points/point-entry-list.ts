/** All points as they are searched; made anew when points or names of devices change, not at every sign of life of a device. */
import { useMemo } from 'react'
import type { Device } from '../../../shared/domain/device.ts'
import type { Point } from '../../../shared/domain/point.ts'
import { pointEntries, type PointEntry } from './point-search.ts'

type Named = Pick<Device, 'id' | 'name' | 'instance'>

/** The names of devices, the same object while none of them changes. */
export const useDeviceNames = (devices: readonly Device[]): readonly Named[] => {
  const key = JSON.stringify(devices.map(({ id, name, instance }) => [id, name, instance]))
  return useMemo(() => (JSON.parse(key) as [number, string, number][]).map(([id, name, instance]) => ({ id, name, instance })), [key])
}

export const usePointEntries = (points: readonly Point[], devices: readonly Device[]): readonly PointEntry[] => {
  const names = useDeviceNames(devices)
  return useMemo(() => pointEntries(points, names), [points, names])
}
