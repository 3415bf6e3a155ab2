/** A page in a window: runs the built preload script in a context of its own and speaks to the engine over the port that it is handed. */
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { createContext, runInContext } from 'node:vm'
import type { MessagePort } from 'node:worker_threads'
import type { EngineClient } from '../../shared/contract.ts'
import type { EngineState, NavigationTarget, PlantroomHost } from '../../shared/host-link.ts'
import { connectEngine } from '../../shared/rpc.ts'

const ORIGIN = 'app://plantroom'

export interface PageDouble {
  /** What the preload script shows to the page. */
  readonly exposed: Readonly<Record<string, unknown>>
  readonly states: readonly EngineState[]
  readonly targets: readonly NavigationTarget[]
  /** Ports that arrived, and how many of them were closed from the other side. */
  readonly ports: () => { readonly received: number; readonly closed: number }
  readonly engine: () => EngineClient | undefined
  /** From the main process. */
  deliver(channel: string, value: unknown, ports: readonly MessagePort[]): void
}

/** @param send carries what the preload script sends to the main process. */
export const openPage = (preload: string, send: (channel: string, ...args: unknown[]) => void): PageDouble => {
  const ipcRenderer = Object.assign(new EventEmitter(), { send })
  const exposed: Record<string, unknown> = {}
  const states: EngineState[] = []
  const targets: NavigationTarget[] = []
  let received = 0
  let closed = 0
  let engine: EngineClient | undefined

  const takePort = (port: MessagePort): void => {
    received += 1
    engine = connectEngine(
      {
        post: (data) => port.postMessage(data),
        onMessage: (listener) => void port.on('message', listener),
        onClose: (listener) => void port.on('close', listener),
        close: () => port.close(),
      },
      () => {},
    )
    port.on('close', () => (closed += 1))
  }
  const window = {
    location: { origin: ORIGIN },
    postMessage: (data: { type?: string }, origin: string, ports: MessagePort[]) => {
      if (data.type === 'engine-port' && origin === ORIGIN && ports[0] !== undefined) takePort(ports[0])
    },
  }
  const electron = {
    ipcRenderer,
    contextBridge: { exposeInMainWorld: (name: string, value: unknown) => (exposed[name] = value) },
  }
  const require = (name: string): unknown => {
    if (name !== 'electron') throw new Error(`a sandboxed preload script cannot require ${name}`)
    return electron
  }
  runInContext(readFileSync(preload, 'utf8'), createContext({ window, require, exports: {}, module: { exports: {} } }), { filename: preload })

  const host = exposed['plantroomHost'] as PlantroomHost
  host.onEngineState((state) => states.push(state))
  host.onNavigate((target) => targets.push(target))
  return {
    exposed,
    states,
    targets,
    ports: () => ({ received, closed }),
    engine: () => engine,
    deliver: (channel, value, ports) => ipcRenderer.emit(channel, { ports }, value),
  }
}
