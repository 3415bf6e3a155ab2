/** A simulated device with COV on a UDP socket of loopback, whose values and faults a test sets, and what it did. */
import { DeviceServer } from '../../../electron/simulator/bacnet/device-server.ts'
import { SimDevice } from '../../../electron/simulator/bacnet/sim-device.ts'
import type { DeviceSpec, PointSpec } from '../../../electron/simulator/building/point-spec.ts'
import type { WatchedDevice } from '../../../electron/engine/bacnet/acquisition-types.ts'
import { seededRandom } from '../../../shared/random.ts'

const pointSpec = (objectType: number, objectInstance: number, slot: number): PointSpec => ({
  objectType, objectInstance, name: `P-${objectType}-${objectInstance}`, description: '', units: objectType < 3 ? 62 : null, stateTexts: objectType >= 13 ? ['one', 'two', 'three'] : ['off', 'on'],
  slot, noise: 0, resolution: 0, low: -Infinity, high: Infinity, covIncrement: 0.5, commandable: false, continuous: true, link: -1,
})

const deviceSpec = (instance: number, points: readonly PointSpec[], differs: Partial<DeviceSpec>): DeviceSpec => ({
  instance, name: `Device ${instance}`, description: '', location: '', vendorId: 1, vendorName: 'Test', modelName: 'T', firmware: '1', application: '1', maxApdu: 1476,
  protocolRevision: 14, readPropertyMultiple: true, cov: true, covProperty: true, points, ...differs,
})

export const ANALOG = 0
export const BINARY = 3
const TICK_MS = 10
const WARM_START = 2

export interface CovDevice {
  readonly server: DeviceServer
  readonly ip: string
  readonly port: number
  set(objectType: number, objectInstance: number, value: number): void
  /** It forgets its subscriptions, and says that it is there. */
  restart(): void
  watched(deviceId: number, intervalMs: number): WatchedDevice
  /** Id of a point in `watched`. */
  pointId(objectType: number, objectInstance: number): number
  close(): Promise<void>
}

/** `binaries` binary inputs and `analogs` analog inputs, all 0 at first. */
export const openCovDevice = async (instance: number, { binaries = 0, analogs = 0, port = 0, ...differs }: Partial<DeviceSpec> & { binaries?: number; analogs?: number; port?: number }): Promise<CovDevice> => {
  const count = binaries + analogs
  const points = Array.from({ length: count }, (_, at) => (at < binaries ? pointSpec(BINARY, at + 1, at) : pointSpec(ANALOG, at - binaries + 1, at)))
  const store = { values: new Float64Array(count), overrides: new Float64Array(count).fill(Number.NaN) }
  const source = { store, seed: 1, timeMs: () => Date.now() }
  const server = new DeviceServer(new SimDevice(deviceSpec(instance, points, differs), source, 0), seededRandom(1), () => server.forget(), null)
  const at = await server.open('127.0.0.1', port)
  const timer = setInterval(() => server.tick(performance.now()), TICK_MS)
  const pointId = (type: number, objectInstance: number): number => points.findIndex((point) => point.objectType === type && point.objectInstance === objectInstance) + 1
  return {
    server, ...at, pointId,
    set: (type, objectInstance, value) => {
      store.values[pointId(type, objectInstance) - 1] = value
    },
    restart: () => {
      server.forget()
      server.device.restarted(WARM_START)
      server.announce()
    },
    watched: (deviceId, intervalMs) => ({
      deviceId, instance, address: at, maxApdu: 1476, segmentation: 'none',
      points: points.map(({ objectType, objectInstance }, index) => ({ pointId: index + 1, objectType, objectInstance, intervalMs })),
    }),
    close: async () => {
      clearInterval(timer)
      await server.close()
    },
  }
}
