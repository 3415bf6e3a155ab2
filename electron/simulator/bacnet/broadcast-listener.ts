/** Hears what is broadcast on the subnet of simulated devices that have addresses of their own, which sockets on those addresses do not. */
import type { Buffer } from 'node:buffer'
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'

/** Where BACnet/IP broadcasts go, whatever ports the devices have. */
export const BROADCAST_PORT = 47_808

export class BroadcastListener {
  private readonly address: string
  private readonly heard: (packet: Buffer, from: RemoteInfo) => void
  private socket: Socket | null = null

  constructor(address: string, heard: (packet: Buffer, from: RemoteInfo) => void) {
    this.address = address
    this.heard = heard
  }

  /** Binds to the broadcast address. Rejects when that cannot be had. */
  async open(): Promise<void> {
    const socket = createSocket('udp4')
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.bind({ address: this.address, port: BROADCAST_PORT, exclusive: true }, () => {
        socket.off('error', reject)
        resolve()
      })
    })
    socket.on('error', () => undefined)
    socket.on('message', (packet, from) => this.heard(packet, from))
    this.socket = socket
  }

  async close(): Promise<void> {
    const { socket } = this
    this.socket = null
    if (socket) await new Promise<void>((resolve) => socket.close(() => resolve()))
  }
}
