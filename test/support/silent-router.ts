/** One socket in front of scripted devices of a network of their own, as a router is: alive it passes requests on, dead it says nothing. */
import { createSocket, type Socket } from 'node:dgram'
import { ScriptedPeer } from '../engine/bacnet/scripted-peer.ts'

export interface RoutedDevice {
  readonly instance: number
  /** Hexadecimal MAC on the network behind. */
  readonly mac: string
}

export class SilentRouter {
  alive = true
  port = 0
  readonly devices: readonly RoutedDevice[]
  private readonly peers: ReadonlyMap<number, ScriptedPeer>
  private readonly socket: Socket = createSocket('udp4')
  private readonly network: number

  constructor(network: number, instances: readonly number[], analogs: number) {
    this.network = network
    this.devices = instances.map((instance, at) => ({ instance, mac: (at + 1).toString(16).padStart(2, '0') }))
    this.peers = new Map(
      instances.map((instance, at) => {
        const peer = new ScriptedPeer({ instance, maxApdu: 480, behind: { network, mac: Buffer.from([at + 1]) } })
        peer.addAnalogs(analogs)
        return [at + 1, peer]
      }),
    )
  }

  /** On any free port of loopback. */
  async open(): Promise<void> {
    this.socket.on('message', (bytes, from) => this.take(bytes, from.address, from.port))
    await new Promise<void>((bound) => {
      this.socket.bind(0, '127.0.0.1', bound)
    })
    this.port = this.socket.address().port
  }

  close(): Promise<void> {
    return new Promise((closed) => {
      this.socket.close(() => closed())
    })
  }

  /** A request with a destination: to which MAC of its network. */
  private take(bytes: Buffer, ip: string, port: number): void {
    const control = bytes[5] ?? 0
    if (!this.alive || (control & 0x80) !== 0 || (control & 0x20) === 0 || bytes.readUInt16BE(6) !== this.network || bytes[8] !== 1) return
    for (const answer of this.peers.get(bytes[9]!)?.respond(bytes, ip, port) ?? []) this.socket.send(answer, port, ip)
  }
}
