/** The line to the engine in the desktop host: a message port the main process hands over, and a fresh one whenever the engine was restarted. */
import type { Channel } from '../../shared/rpc.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { PlantroomHost } from './host-bridge.ts'

const PORT_WAIT_MS = 10_000

const channelOf = (port: MessagePort): Channel => {
  let closed = false
  const closeListeners: (() => void)[] = []
  const closeOnce = (): void => {
    if (closed) return
    closed = true
    for (const listen of closeListeners) listen()
  }
  // Chromium tells when the other end is gone; the DOM declarations do not know the event yet.
  port.addEventListener('close' as 'message', closeOnce)
  return {
    post: (data) => {
      if (!closed) port.postMessage(data)
    },
    onMessage: (listen) => {
      port.addEventListener('message', (event: MessageEvent<unknown>) => listen(event.data))
      port.start()
    },
    onClose: (listen) => {
      closeListeners.push(listen)
    },
    close: () => {
      port.close()
      closeOnce()
    },
  }
}

const isPortMessage = (event: MessageEvent<unknown>): boolean =>
  event.source === window && typeof event.data === 'object' && event.data !== null && (event.data as { type?: unknown }).type === 'engine-port'

/** Opens channels one after another. A port that arrives unasked is kept for the next opening. */
export const createPortOpener = (host: PlantroomHost): (() => Promise<Result<Channel>>) => {
  let waiting: ((port: MessagePort) => void) | null = null
  let kept: MessagePort | null = null
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const port = event.ports[0]
    if (!isPortMessage(event) || port === undefined) return
    if (waiting !== null) waiting(port)
    else kept = port
  })
  return () =>
    new Promise((resolve) => {
      if (kept !== null) {
        const port = kept
        kept = null
        resolve(ok(channelOf(port)))
        return
      }
      const timer = setTimeout(() => {
        waiting = null
        resolve(failure('engine-no-port', 'The engine is not running.'))
      }, PORT_WAIT_MS)
      waiting = (port) => {
        waiting = null
        clearTimeout(timer)
        resolve(ok(channelOf(port)))
      }
      host.requestPort()
    })
}
