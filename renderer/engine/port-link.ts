/** The road to the engine in the desktop host: a message port that the main process hands over, and a fresh one after every restart of the engine. */
import type { EngineState, PlantroomHost } from '../../shared/host-link.ts'
import { ok } from '../../shared/result.ts'
import type { Channel } from '../../shared/rpc.ts'
import { noLine, stateFailure, type EngineLink } from './engine-link.ts'

declare global {
  interface Window {
    /** Made by the desktop's preload script; absent in the web host. */
    readonly plantroomHost?: PlantroomHost
  }
}

const PORT_WAIT_MS = 10_000

interface PortLine {
  readonly channel: Channel
  readonly end: () => void
}

const lineOf = (port: MessagePort): PortLine => {
  let closed = false
  const closeListeners: (() => void)[] = []
  const end = (): void => {
    if (closed) return
    closed = true
    for (const listen of closeListeners) listen()
  }
  // Chromium tells when the other end is gone; the declarations of the DOM do not know the event.
  port.addEventListener('close' as 'message', end)
  const channel: Channel = {
    post: (data) => {
      if (!closed) port.postMessage(data)
    },
    onMessage: (listen) => {
      port.addEventListener('message', (event: MessageEvent<unknown>) => listen(event.data))
      port.start()
    },
    onClose: (listen) => void closeListeners.push(listen),
    close: () => {
      port.close()
      end()
    },
  }
  return { channel, end }
}

const isPortMessage = (event: MessageEvent<unknown>): boolean =>
  event.source === window && typeof event.data === 'object' && event.data !== null && (event.data as { type?: unknown }).type === 'engine-port'

/** The newest port replaces the former one; a port that comes unasked is kept for the next opening. */
export const createPortLink = (host: PlantroomHost): EngineLink => {
  let waiting: ((port: MessagePort) => void) | null = null
  let kept: MessagePort | null = null
  let current: PortLine | null = null
  let state: EngineState = { state: 'starting' }
  host.onEngineState((next) => {
    state = next
    if (next.state !== 'running') current?.end()
  })

  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const port = event.ports[0]
    if (!isPortMessage(event) || port === undefined) return
    if (waiting !== null) {
      waiting(port)
      return
    }
    kept = port
    current?.end()
  })
  const take = (port: MessagePort) => {
    current = lineOf(port)
    return ok(current.channel)
  }
  return {
    open: () =>
      new Promise((resolve) => {
        if (kept !== null) {
          const port = kept
          kept = null
          resolve(take(port))
          return
        }
        const timer = setTimeout(() => {
          waiting = null
          resolve(noLine(stateFailure(state) ?? { code: 'engine-no-port', message: 'The engine gave no line.' }))
        }, PORT_WAIT_MS)
        waiting = (port) => {
          waiting = null
          clearTimeout(timer)
          resolve(take(port))
        }
        host.requestPort()
      }),
    onEngineState: (listen) => host.onEngineState(listen),
    onNavigate: (listen) => host.onNavigate(listen),
    retryEngine: () => host.retryEngine(),
  }
}
