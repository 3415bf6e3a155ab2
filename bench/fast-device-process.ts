/** Starts fast scripted devices in a process of their own. */
import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

export interface FastDevices {
  readonly process: ChildProcess
  /** UDP port on 127.0.0.1 of each device, in order; device `n` has instance 10000 + n. */
  readonly ports: readonly number[]
  stop(): void
}

export const startFastDevices = async (devices: number, pointsPerDevice: number, values: 'numbered' | 'steady'): Promise<FastDevices> => {
  const child = fork(join(import.meta.dirname, 'fast-devices.ts'), [String(devices), String(pointsPerDevice), values])
  const ports = await new Promise<readonly number[]>((resolve) =>
    child.once('message', (said) => resolve((said as { ports: readonly number[] }).ports)),
  )
  return { process: child, ports, stop: () => child.kill() }
}
