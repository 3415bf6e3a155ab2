/** Starts the engine in Electron's utility process. */
import { utilityProcess, type MessagePortMain } from 'electron'
import type { LaunchEngine } from '../supervision/engine-process-handle.ts'
import type { FromEngine } from '../supervision/engine-protocol.ts'

/**
 * @param entry file of the engine process.
 * @param log gets what the engine writes to stdout and stderr, in lines.
 */
export const utilityEngine =
  (entry: string, log: (text: string) => void): LaunchEngine =>
  () => {
    const child = utilityProcess.fork(entry, [], { serviceName: 'Plantroom engine', stdio: 'pipe' })
    let over = false
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text: Buffer) => {
        for (const line of String(text).split('\n')) if (line !== '') log(line)
      })
    }
    return {
      send: (message, transfer) => {
        if (!over) child.postMessage(message, transfer as MessagePortMain[] | undefined)
      },
      onMessage: (listener) => {
        child.on('message', (message) => listener(message as FromEngine))
      },
      onExit: (listener) => {
        child.on('exit', (code) => {
          over = true
          listener(code)
        })
      },
      kill: () => {
        const { pid } = child
        child.kill()
        // On POSIX the above is a polite signal, which an engine in an endless loop never gets to see.
        if (pid !== undefined && !over) process.kill(pid, 'SIGKILL')
      },
    }
  }
