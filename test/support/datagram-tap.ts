/** Records every datagram that any socket of this process sends, broadcasts included, just before the system gets it. */
import { Socket } from 'node:dgram'
import type { AddressInfo } from 'node:net'
import type { CapturedDatagram } from './pcap.ts'

export interface DatagramTap {
  readonly datagrams: readonly CapturedDatagram[]
  close(): void
}

const addressOf = (socket: Socket): AddressInfo | undefined => {
  try {
    return socket.address()
  } catch {
    return undefined
  }
}

/** Works for `send(buffer, port, ip[, callback])` from a bound socket, which is all that engine and simulator use; anything else is passed on unseen. */
export const tapDatagrams = (): DatagramTap => {
  const datagrams: CapturedDatagram[] = []
  const original = Reflect.get(Socket.prototype, 'send') as (...args: unknown[]) => void
  const tapped = function (this: Socket, ...args: unknown[]): void {
    const [bytes, port, ip] = args
    const bound = addressOf(this)
    if (bound !== undefined && Buffer.isBuffer(bytes) && typeof port === 'number' && typeof ip === 'string') {
      const from = { ip: bound.address === '0.0.0.0' ? '127.0.0.1' : bound.address, port: bound.port }
      datagrams.push({ from, to: { ip, port }, bytes: Buffer.from(bytes) })
    }
    Reflect.apply(original, this, args)
  }
  Reflect.set(Socket.prototype, 'send', tapped)
  return {
    datagrams,
    close: () => {
      Reflect.set(Socket.prototype, 'send', original)
    },
  }
}
