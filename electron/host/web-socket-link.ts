/**
 * The web host's WebSocket, `ws://<the page's host>/rpc`: the contract for one page, in binary frames of `shared/wire.ts`.
 *
 * What a page has to do:
 * 1. Open the socket with `binaryType = 'arraybuffer'`; every message in both directions is one frame of `encodeFrame`.
 * 2. A frame with `isHostMessage` (shared/host-link.ts) tells the engine's state; the first comes at once, then one at every change.
 *    `running`: make a new channel and `connectEngine` on it. Any other state: close that channel, so that calls under way fail with
 *    `disconnected`; the socket stays open and the next `running` brings a new engine.
 * 3. Every other frame belongs to the channel.
 * 4. In state `failed`, a frame `{ host: { retry: true } }` starts the engine once more.
 * 5. When the socket closes, the host is gone or has refused something (codes below): try again with back-off; while the host is away or the
 *    session is not its own any more (it was restarted), the connection fails.
 *
 * Closed with 1003 for a text message, 1007 for a malformed frame, 1009 for one over 1 MiB, 1013 for a page that does not take what it is
 * sent or when too many are connected, 1001 when the host stops. A page that takes its frames slowly gets no live values until it has caught
 * up, and then all of them.
 */
import type { RawData, WebSocket } from 'ws'
import { isRetryMessage, type EngineState, type HostMessage } from '../../shared/host-link.ts'
import { decodeFrame, encodeFrame } from '../../shared/wire.ts'
import type { EngineLink, EngineSupervisor } from '../supervision/engine-supervisor.ts'

export const MAX_FRAME_BYTES = 1 << 20

/** Bytes waiting in the socket from which a page counts as slow, and below which it has caught up. */
const SLOW_FROM_BYTES = 4 << 20
const CAUGHT_UP_BELOW_BYTES = 256 << 10

/** The largest answer of the contract, 16 series of 100,000 readings, is 29 MB; a page with more than two of them waiting is given up. */
const GIVE_UP_FROM_BYTES = 64 << 20

const CLOSE = { textMessage: 1003, malformed: 1007, bug: 1011, tooSlow: 1013 } as const

const bytesOf = (data: RawData): Uint8Array => {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}

/** A frame's value, or undefined when it is none: not whole, not JSON, not an object. */
const valueOf = (data: RawData): object | undefined => {
  try {
    const value = decodeFrame(bytesOf(data))
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

/** Connects one open socket with the supervised engine until it closes. */
export const linkWebSocket = (socket: WebSocket, supervisor: EngineSupervisor): void => {
  let link: EngineLink | undefined
  let slow = false

  const setSlow = (next: boolean): void => {
    if (slow === next) return
    slow = next
    link?.setSlow(next)
  }
  const sent = (): void => {
    if (slow && socket.bufferedAmount < CAUGHT_UP_BELOW_BYTES) setSlow(false)
  }
  const giveUp = (): void => {
    socket.close(CLOSE.tooSlow)
    // The closing handshake would wait behind all that the page does not take.
    socket.terminate()
  }
  const send = (value: unknown): void => {
    if (socket.readyState !== socket.OPEN) return
    let frame: Uint8Array
    try {
      frame = encodeFrame(value)
    } catch (error) {
      console.error('an answer of the engine does not fit into a frame', error)
      return socket.close(CLOSE.bug)
    }
    socket.send(frame, { binary: true }, sent)
    if (socket.bufferedAmount > GIVE_UP_FROM_BYTES) giveUp()
    else if (socket.bufferedAmount > SLOW_FROM_BYTES) setSlow(true)
  }
  const tellState = (engine: EngineState): void => {
    // The link of a new life comes just after its state.
    if (engine.state !== 'running') link = undefined
    send({ host: { engine } } satisfies HostMessage)
  }

  socket.on('message', (data, isBinary) => {
    if (socket.readyState !== socket.OPEN) return
    if (!isBinary) return socket.close(CLOSE.textMessage)
    const value = valueOf(data)
    if (value === undefined) return socket.close(CLOSE.malformed)
    if (isRetryMessage(value)) return supervisor.retry()
    link?.send(value)
  })
  // Refused frames (too large, not masked ...) arrive here and close the socket by themselves.
  socket.on('error', () => {})

  tellState(supervisor.state())
  const stopTelling = supervisor.onState(tellState)
  const detach = supervisor.attach({
    attached: (fresh) => {
      link = fresh
      if (slow) fresh.setSlow(true)
    },
    received: send,
  })
  socket.on('close', () => {
    stopTelling()
    detach()
  })
}
