/** A renderer without a page: gets into a web host by its address and speaks the contract over the WebSocket, reconnecting when the engine restarts. */
import { WebSocket } from 'ws'
import type { EngineClient } from '../../shared/contract.ts'
import { isHostMessage, type EngineState } from '../../shared/host-link.ts'
import { connectEngine, type Channel, type EventListener } from '../../shared/rpc.ts'
import { decodeFrame, encodeFrame } from '../../shared/wire.ts'

export interface HostClient {
  /** Calls of the present link; a new object after every reconnect. */
  engine(): EngineClient
  state(): EngineState | undefined
  /** How often the link was opened. */
  links(): number
  close(): void
}

const RETRY_MS = 100

/** @param address what the host prints: its URL with a one-use token. */
export const connectToHost = async (address: string, listen: EventListener = () => {}): Promise<HostClient> => {
  const entered = await fetch(address, { redirect: 'manual' })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0]
  if (cookie === undefined) throw new Error(`the host did not let us in: ${entered.status}`)
  const { host } = new URL(address)
  let engine: EngineClient | undefined
  let state: EngineState | undefined
  let links = 0
  let closed = false
  let socket: WebSocket

  const open = (): Promise<void> =>
    new Promise((resolve, reject) => {
      socket = new WebSocket(`ws://${host}/rpc`, { headers: { cookie, origin: `http://${host}` } })
      const listeners: ((data: unknown) => void)[] = []
      const closers: (() => void)[] = []
      socket.on('message', (data: Buffer) => {
        const value = decodeFrame(data)
        if (isHostMessage(value)) state = value.host.engine
        else for (const listener of listeners) listener(value)
      })
      socket.on('open', () => {
        const channel: Channel = {
          post: (data) => socket.readyState === WebSocket.OPEN && socket.send(encodeFrame(data)),
          onMessage: (listener) => listeners.push(listener),
          onClose: (listener) => closers.push(listener),
          close: () => socket.close(),
        }
        engine = connectEngine(channel, listen)
        links += 1
        resolve()
      })
      socket.on('error', reject)
      socket.on('close', () => {
        for (const closer of closers) closer()
        if (!closed) setTimeout(() => void open().catch(() => {}), RETRY_MS)
      })
    })

  await open()
  return {
    engine: () => {
      if (!engine) throw new Error('the link was never open')
      return engine
    },
    state: () => state,
    links: () => links,
    close: () => {
      closed = true
      socket.close()
    },
  }
}
