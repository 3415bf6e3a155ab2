/** Starts fast scripted devices in a process of their own. */
import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { DeviceAddress } from '../shared/domain/device.ts'
import type { FastFleet } from './fast-device-spec.ts'

export interface Arrivals {
  /** Of requests, ms since the epoch. */
  readonly times: readonly number[]
  /** When the process slept, so that what came is stamped too late and too close together. */
  readonly naps: readonly { readonly fromMs: number; readonly toMs: number }[]
}

export interface FastDevices {
  readonly process: ChildProcess
  /** UDP port on 127.0.0.1 of each device, in order; device `n` has instance 10000 + n. */
  readonly ports: readonly number[]
  readonly addresses: readonly DeviceAddress[]
  /** What came to the devices behind routers since the start. */
  arrivals(): Promise<Arrivals>
  /** A device says who it is, unasked. */
  announce(device: number, toPort: number): void
  stop(): void
}

export const startFastFleet = async (fleet: FastFleet): Promise<FastDevices> => {
  const child = fork(join(import.meta.dirname, 'fast-devices.ts'), [JSON.stringify(fleet)])
  const addresses = await new Promise<readonly DeviceAddress[]>((resolve) => child.once('message', (said) => resolve((said as { addresses: readonly DeviceAddress[] }).addresses)))
  return {
    process: child,
    ports: addresses.map(({ port }) => port),
    addresses,
    arrivals: () => {
      const told = new Promise<Arrivals>((resolve) => {
        const take = (said: unknown): void => {
          const { type, times, naps } = said as Arrivals & { readonly type: string }
          if (type !== 'arrivals') return
          child.off('message', take)
          resolve({ times, naps })
        }
        child.on('message', take)
      })
      child.send({ type: 'arrivals' })
      return told
    },
    announce: (device, toPort) => void child.send({ type: 'announce', device, port: toPort }),
    stop: () => void child.kill(),
  }
}

export const startFastDevices = (devices: number, pointsPerDevice: number, values: FastFleet['values']): Promise<FastDevices> =>
  startFastFleet({ pointsPerDevice, values, lines: [{ count: devices }] })
