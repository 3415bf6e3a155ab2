/** Points and devices by id, made once for each answer and shared by all components. */
import type { Device } from '../../shared/domain/device.ts'
import type { Point } from '../../shared/domain/point.ts'
import { useCall } from './engine-context.tsx'

const made = new WeakMap<object, ReadonlyMap<number, unknown>>()
const NONE = new Map<number, never>()

const indexed = <T extends { readonly id: number }>(list: readonly T[] | undefined): ReadonlyMap<number, T> => {
  if (list === undefined) return NONE
  const known = made.get(list) as ReadonlyMap<number, T> | undefined
  if (known !== undefined) return known
  const index = new Map(list.map((item) => [item.id, item]))
  made.set(list, index)
  return index
}

/** All points by id; empty until they are known. */
export const usePointIndex = (): ReadonlyMap<number, Point> => indexed(useCall('listPoints', {}).data)

/** All devices by id; empty until they are known. */
export const useDeviceIndex = (): ReadonlyMap<number, Device> => indexed(useCall('listDevices', {}).data)
