/**
 * The web host's WebSocket, `ws://<the page's host>/rpc`: the contract for one page, in binary frames of `shared/wire.ts`. One socket carries
 * one life of the engine, as a message port does on the desktop.
 *
 * What a page has to do:
 * 1. Open the socket with `binaryType = 'arraybuffer'`; every message in both directions is one frame of `encodeFrame`.
 * 2. Frames with `isHostMessage` (shared/host-link.ts) tell the engine's state: one at once, then one at every change. All others belong to
 *    the contract's channel. Calls may be sent at once: before the engine runs they are held for it.
 * 3. When the socket closes, calls under way are lost: open a new one with back-off. Code 1012 means that the engine ended.
 * 4. In state `failed`, a frame `{ host: { retry: true } }` starts the engine once more.
 *
 * Closed with 1001 when the host stops, 1003 for a text message, 1007 for a malformed frame, 1009 for one over 33 MB, 1013 for a page that
 * does not take what it is sent or sends too much before the engine runs. The connection itself is refused with 403 where the page has
 * no session (the host was restarted: open its new address). A page that takes its frames slowly gets no live values until it has caught up,
 * and then all of them.
 */
import type { RawData, WebSocket } from 'ws'
import { isRetryMessage, type EngineState, type HostMessage } from '../../shared/host-link.ts'
import { MOST_CALL_BYTES } from '../../shared/file-limits.ts'
import { decodeFrame, encodeFrame } from '../../shared/wire.ts'
import type { EngineLink, EngineSupervisor } from '../supervision/engine-supervisor.ts'

/** Files are handed over whole. */
export const MAX_FRAME_BYTES = MOST_CALL_BYTES

/** Bytes waiting in the socket from which a page counts as slow, and below which it has caught up. */
const SLOW_FROM_BYTES = 4 << 20
const CAUGHT_UP_BELOW_BYTES = 256 << 10

/** The largest answer of the contract, 16 series of 100,000 readings, is 29 MB; a page with more than two of them waiting is given up. */
const GIVE_UP_FROM_BYTES = 64 << 20

/** Frames held for an engine that is starting, and their octets together. */
const MOST_HELD = 64
const MOST_HELD_BYTES = 2 * MAX_FRAME_BYTES

const CLOSE = { textMessage: 1003, malformed: 1007, bug: 1011, engineEnded: 1012, tooMuch: 1013 } as const

const bytesOf = (data: RawData): Uint8Array => {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}

/** A frame's value, or undefined when it is none: not whole, not JSON, not an object. */
const valueOf = (octets: Uint8Array): object | undefined => {
  try {
    const value = decodeFrame(octets)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

/** Connects one open socket with the supervised engine until it closes. */
export const linkWebSocket = (socket: WebSocket, supervisor: EngineSupervisor): void => {
  const held: unknown[] = []
  let heldBytes = 0
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
    socket.close(CLOSE.tooMuch)
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
    send({ host: { engine } } satisfies HostMessage)
    const ended = engine.state === 'restarting' || engine.state === 'failed'
    if (link !== undefined && ended) socket.close(CLOSE.engineEnded)
  }

  socket.on('message', (data, isBinary) => {
    if (socket.readyState !== socket.OPEN) return
    if (!isBinary) return socket.close(CLOSE.textMessage)
    const octets = bytesOf(data)
    const value = valueOf(octets)
    if (value === undefined) return socket.close(CLOSE.malformed)
    if (isRetryMessage(value)) return supervisor.retry()
    if (link !== undefined) return link.send(value)
    held.push(value)
    heldBytes += octets.byteLength
    if (held.length > MOST_HELD || heldBytes > MOST_HELD_BYTES) socket.close(CLOSE.tooMuch)
  })
  // Refused frames (too large, not masked ...) arrive here and close the socket by themselves.
  socket.on('error', () => {})

  tellState(supervisor.state())
  const stopTelling = supervisor.onState(tellState)
  const detach = supervisor.attach({
    attached: (fresh) => {
      link = fresh
      if (slow) fresh.setSlow(true)
      for (const value of held.splice(0)) fresh.send(value)
    },
    received: send,
  })
  socket.on('close', () => {
    stopTelling()
    detach()
  })
}
