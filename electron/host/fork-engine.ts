/** Starts the engine in a forked Node process, for the second host. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { LaunchEngine } from '../supervision/engine-process-handle.ts'
import type { FromEngine } from '../supervision/engine-protocol.ts'

/**
 * Young objects of the engine, MB in each of two halves. Left alone they grow to 128 MB after a burst (all devices found at once) and stay there for minutes;
 * with so little, collections are more frequent and shorter.
 */
const ENGINE_FLAGS = ['--max-semi-space-size=8']

/**
 * @param entry the engine process: `engine-process.ts` from source, `engine-process.js` in the bundle.
 * @param flags more options of Node, for benches.
 */
export const forkEngine =
  (entry: URL, flags: readonly string[] = []): LaunchEngine =>
  () => {
    // Structured clone, so that series cross as typed arrays; stdout belongs to the host's address, the engine logs to stderr.
    const child = fork(fileURLToPath(entry), [], { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'], execArgv: [...process.execArgv, ...ENGINE_FLAGS, ...flags] })
    let over = false
    const exits: ((code: number | null) => void)[] = []
    const end = (code: number | null): void => {
      if (over) return
      over = true
      for (const listener of exits) listener(code)
    }
    child.on('exit', end)
    // A process that could not be made has no exit.
    child.on('error', (error) => {
      console.error('engine process:', error.message)
      if (child.pid === undefined) end(1)
    })
    return {
      // The callback takes the error of a channel that has just closed.
      send: (message) => {
        if (child.connected) child.send(message, () => {})
      },
      onMessage: (listener) => {
        child.on('message', (message) => listener(message as FromEngine))
      },
      onExit: (listener) => {
        exits.push(listener)
      },
      kill: () => {
        child.kill('SIGKILL')
      },
    }
  }
