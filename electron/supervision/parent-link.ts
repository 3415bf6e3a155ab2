/** The engine process's end of its link to the host, over Electron's parent port or over Node's IPC channel. */
import type { FromEngine, ToEngine } from './engine-protocol.ts'

/** The part of a MessagePort, of Electron or of worker_threads through an adapter, that a client link needs. */
export interface EnginePort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

export interface ParentLink {
  send(message: FromEngine): void
  /** Sends, and resolves when the message has left this process or never will: it may exit then. */
  sendLast(message: FromEngine): Promise<void>
  /** True while the host does not take what it is sent: what can be left out should be. */
  congested(): boolean
  onMessage(listener: (message: ToEngine, ports: readonly EnginePort[]) => void): void
  /** The host is gone. */
  onLost(listener: () => void): void
}

/** Electron's `process.parentPort`, as far as it is used; declared here because nothing but the shell may name electron. */
export interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown; readonly ports: readonly EnginePort[] }) => void): unknown
}

/** The parent port tells nothing about delivery; its messages are handed over long before this has passed. */
const PARENT_PORT_FLUSH_MS = 200

/** Messages not yet taken by the host before live values are left out. */
const CONGESTED_FROM = 64

/** Electron ends its utility processes itself when the main process is gone, so the link is never reported lost. */
export const parentPortLink = (port: ParentPort): ParentLink => ({
  send: (message) => port.postMessage(message),
  sendLast: (message) => {
    port.postMessage(message)
    return new Promise((resolve) => {
      setTimeout(resolve, PARENT_PORT_FLUSH_MS)
    })
  },
  congested: () => false,
  onMessage: (listener) => {
    port.on('message', ({ data, ports }) => listener(data as ToEngine, ports))
  },
  onLost: () => {},
})

/** Node's IPC channel of a process made by `fork`. */
export const ipcLink = (self: NodeJS.Process): ParentLink => {
  let waiting = 0
  const post = (message: FromEngine, sent: () => void): void => {
    if (!self.connected || self.send === undefined) return sent()
    waiting += 1
    // The callback gets the error of a channel that has just closed; without one it would be thrown.
    self.send(message, undefined, undefined, () => {
      waiting -= 1
      sent()
    })
  }
  return {
    send: (message) => post(message, () => {}),
    sendLast: (message) =>
      new Promise((resolve) => {
        post(message, resolve)
      }),
    congested: () => waiting > CONGESTED_FROM,
    onMessage: (listener) => {
      self.on('message', (message) => listener(message as ToEngine, []))
    },
    onLost: (listener) => {
      self.on('disconnect', listener)
    },
  }
}
