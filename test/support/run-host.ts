/** Runs the product as a user does: the start script with the web host, from the built bundles, on a data folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const START = join(import.meta.dirname, '../../scripts/start.ts')

export interface RunningHost {
  readonly address: string
  readonly process: ChildProcess
  /** What it said on stderr so far. */
  log(): string
  /** Asks it to stop and waits for its end; the exit code. */
  stop(): Promise<number | null>
}

/** Resolves when the host has printed its address. */
export const runHost = async (dataFolder: string, ...flags: readonly string[]): Promise<RunningHost> => {
  const child = spawn(process.execPath, [START, '--host', 'web', '--no-open', '--data', dataFolder, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PLANTROOM_LOOPBACK_ONLY: '1' },
  })
  let log = ''
  child.stderr.on('data', (data) => (log += String(data)))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    void ended.then((code) => reject(new Error(`the host ended with ${code} before it answered:\n${log}`)))
  })
  return {
    address,
    process: child,
    log: () => log,
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}
