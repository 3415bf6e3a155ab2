/**
 * The road to the engine in the web host: one WebSocket with the frames of `shared/wire.ts`. The socket outlives engines;
 * frames `{ host: { engine } }` between those of the contract tell which engine is behind it.
 */
import { isHostMessage, type EngineState } from '../../shared/host-link.ts'
import { ok } from '../../shared/result.ts'
import type { Channel } from '../../shared/rpc.ts'
import { decodeFrame, encodeFrame } from '../../shared/wire.ts'
import { noLine, stateFailure, type EngineLink } from './engine-link.ts'

const OPEN_WAIT_MS = 10_000
const UNREACHABLE = { code: 'host-unreachable', message: 'The program behind this page does not answer.' } as const

/** The address of the engine's line on the page's own host. */
export const socketAddress = (location: Pick<Location, 'protocol' | 'host'>): string => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`

interface SocketLine {
  readonly channel: Channel
  receive(data: unknown): void
  end(): void
}

const lineOn = (socket: WebSocket): SocketLine => {
  const messageListeners: ((data: unknown) => void)[] = []
  const closeListeners: (() => void)[] = []
  let closed = false
  const end = (): void => {
    if (closed) return
    closed = true
    for (const listen of closeListeners) listen()
  }
  return {
    channel: {
      post: (data) => {
        if (!closed && socket.readyState === WebSocket.OPEN) socket.send(encodeFrame(data))
      },
      onMessage: (listen) => void messageListeners.push(listen),
      onClose: (listen) => void closeListeners.push(listen),
      // A line that is given up is given up with its socket: the next one starts clean.
      close: () => {
        socket.close()
        end()
      },
    },
    receive: (data) => {
      if (!closed) for (const listen of messageListeners) listen(data)
    },
    end,
  }
}

const openSocket = (address: string): Promise<WebSocket | null> =>
  new Promise((resolve) => {
    const socket = new WebSocket(address)
    socket.binaryType = 'arraybuffer'
    const settle = (opened: boolean): void => {
      clearTimeout(timer)
      if (!opened) socket.close()
      resolve(opened ? socket : null)
    }
    const timer = setTimeout(() => settle(false), OPEN_WAIT_MS)
    socket.addEventListener('open', () => settle(true), { once: true })
    socket.addEventListener('close', () => settle(false), { once: true })
  })

export const createSocketLink = (address: string): EngineLink => {
  const stateListeners: ((state: EngineState) => void)[] = []
  let socket: WebSocket | null = null
  let line: SocketLine | null = null
  let state: EngineState = { state: 'starting' }
  let life = 0

  const setState = (next: EngineState): void => {
    state = next
    if (next.state !== 'running' || next.life !== life) line?.end()
    if (next.state === 'running') life = next.life
    for (const listen of stateListeners) listen(next)
  }
  const receive = (event: MessageEvent<unknown>): void => {
    if (!(event.data instanceof ArrayBuffer)) return
    const data = decodeFrame(new Uint8Array(event.data))
    if (isHostMessage(data)) setState(data.host.engine)
    else line?.receive(data)
  }
  const follow = (opened: WebSocket): void => {
    socket = opened
    opened.addEventListener('message', receive)
    opened.addEventListener('close', () => {
      if (socket === opened) socket = null
      line?.end()
    })
  }
  /** Resolves when the host has told that its engine runs, or after a while. */
  const untilRunning = (): Promise<void> =>
    new Promise((resolve) => {
      if (state.state === 'running' || state.state === 'failed') {
        resolve()
        return
      }
      const settle = (next: EngineState): void => {
        if (next.state !== 'running' && next.state !== 'failed') return
        clearTimeout(timer)
        stateListeners.splice(stateListeners.indexOf(settle), 1)
        resolve()
      }
      const timer = setTimeout(() => {
        stateListeners.splice(stateListeners.indexOf(settle), 1)
        resolve()
      }, OPEN_WAIT_MS)
      stateListeners.push(settle)
    })

  return {
    open: async () => {
      if (socket === null || socket.readyState !== WebSocket.OPEN) {
        state = { state: 'starting' }
        const opened = await openSocket(address)
        if (opened === null) return noLine(UNREACHABLE)
        follow(opened)
      }
      await untilRunning()
      const reason = stateFailure(state)
      if (socket === null) return noLine(UNREACHABLE)
      if (reason !== null) return noLine(reason)
      line = lineOn(socket)
      return ok(line.channel)
    },
    onEngineState: (listen) => void stateListeners.push(listen),
    // In the web host notifications are the browser's own, raised by the page.
    onNavigate: () => undefined,
    retryEngine: () => {
      if (socket?.readyState === WebSocket.OPEN) socket.send(encodeFrame({ host: { retry: true } }))
    },
  }
}
