/** Starts the engine in a forked Node process, for the second host. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { LaunchEngine } from '../supervision/engine-process-handle.ts'
import type { FromEngine } from '../supervision/engine-protocol.ts'

/** @param entry the engine process: `engine-process.ts` from source, `engine-process.js` in the bundle. */
export const forkEngine =
  (entry: URL): LaunchEngine =>
  () => {
    // Structured clone, so that series cross as typed arrays; stdout belongs to the host's address, the engine logs to stderr.
    const child = fork(fileURLToPath(entry), [], { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'] })
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
