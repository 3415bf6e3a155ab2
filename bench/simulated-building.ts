/** Starts the simulator in a process of its own, for benchmarks. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface SimulatedBuilding {
  /** `ip:port` of every device. */
  readonly targets: readonly string[]
  stop(): void
}

export const startSimulatedBuilding = async (devices: number, points: number, firstPort: number): Promise<SimulatedBuilding> => {
  const entry = join(import.meta.dirname, '../electron/simulator/main.ts')
  const child = spawn(process.execPath, [entry, '--devices', String(devices), '--points', String(points), '--port', String(firstPort)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const targets: string[] = []
  await new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /127\.0\.0\.\d+:\d+/.exec(line)?.[0]
      if (address !== undefined) targets.push(address)
      if (targets.length === devices) resolve()
    })
  })
  return { targets, stop: () => void child.kill() }
}
