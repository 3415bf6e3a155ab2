/** Fills a store with devices of analog points, for benchmarks that need a site without a network. */
import type { WritableStore } from '../electron/engine/store/store-types.ts'

const DEGREES_CELSIUS = 62

/** A name that tells no role. */
const plainName = (device: number, point: number): string => `Bench ${device} temperature ${point}`

/** Saves `devices` devices with `pointsPerDevice` analog inputs each; gives the point ids by device id. `port` numbers count up from `basePort`. */
export const saveBenchSite = (store: WritableStore, devices: number, pointsPerDevice: number, nowMs: number, { basePort = 50_000, nameOf = plainName } = {}): ReadonlyMap<number, Int32Array> => {
  const pointIdsByDevice = new Map<number, Int32Array>()
  for (let device = 0; device < devices; device += 1) {
    const { deviceId } = store.saveDevice(
      {
        instance: 10_000 + device,
        address: { ip: '127.0.0.1', port: basePort + device },
        maxApdu: 1_476,
        segmentation: 'none',
        vendorId: 999,
        name: `Bench ${device}`,
        vendorName: 'Bench',
        modelName: 'Bench',
        firmware: '1',
        description: '',
        protocolRevision: 14,
      },
      Array.from({ length: pointsPerDevice }, (_, point) => ({
        objectType: 0,
        objectInstance: point,
        name: nameOf(device, point),
        description: '',
        units: DEGREES_CELSIUS,
        stateTexts: [],
      })),
      nowMs,
      () => 10_000,
    )
    pointIdsByDevice.set(deviceId, Int32Array.from(store.points(deviceId), (point) => point.id))
  }
  return pointIdsByDevice
}
