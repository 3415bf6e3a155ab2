/** A broadcast management device of the tests' own (135, annex J), written from the standard apart from the product, which misbehaves as told. */
import { openSubnet, type SubnetSocket } from './subnet-socket.ts'

export interface BbmdOptions {
  readonly ip: string
  /** Of its subnet; without it, it is alone on a free port of `ip`. */
  readonly broadcast?: string
  /** Other BBMDs of its table. */
  readonly peers: readonly string[]
}

interface Foreign {
  readonly ip: string
  readonly port: number
  readonly untilMs: number
}

const PORT = 47_808
/** 135, J.5.2.3: a grace period on top of the time that was asked for. */
const GRACE_MS = 30_000
const BVLC = { result: 0, readTable: 2, tableAck: 3, forwarded: 4, register: 5, remove: 8, distribute: 9, unicast: 0x0a, broadcast: 0x0b } as const

const bvlc = (type: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  const head = Buffer.from([0x81, type, 0, 0])
  head.writeUInt16BE(content.length + 4, 2)
  return Buffer.concat([head, content])
}
const addressOctets = (ip: string, port: number): Buffer => Buffer.from([...ip.split('.').map(Number), port >> 8, port & 255])

export class ScriptedBbmd {
  /** False: it hears and says nothing. */
  alive = true
  refuses = false
  /** Registrations accepted so far, renewals included, and those taken back. */
  registrations = 0
  removals = 0
  readonly foreign = new Map<string, Foreign>()
  private readonly options: BbmdOptions
  private socket: SubnetSocket | undefined

  constructor(options: BbmdOptions) {
    this.options = options
  }

  async open(): Promise<void> {
    this.socket = await openSubnet(this.options.ip, this.options.broadcast, (bytes, ip, port) => this.take(bytes, ip, port))
  }

  /** `ip:port`, once it is open. */
  get address(): string {
    return `${this.options.ip}:${this.socket?.port ?? PORT}`
  }

  async close(): Promise<void> {
    await this.socket?.close()
  }

  private take(bytes: Buffer, ip: string, port: number): void {
    if (!this.alive || bytes.length < 4 || bytes[0] !== 0x81) return
    const content = bytes.subarray(4)
    switch (bytes[1]!) {
      case BVLC.register:
        return this.register(content.readUInt16BE(0), ip, port)
      case BVLC.remove:
        return this.remove(`${content[0]}.${content[1]}.${content[2]}.${content[3]}:${content.readUInt16BE(4)}`, ip, port)
      case BVLC.readTable:
        return this.socket?.send(bvlc(BVLC.tableAck, ...[[this.options.ip, this.socket.port] as const, ...this.options.peers.map((peer) => [peer, PORT] as const)].flatMap(([peer, at]) => [addressOctets(peer, at), Buffer.alloc(4, 255)])), ip, port)
      case BVLC.distribute:
        return this.distribute(content, ip, port)
      case BVLC.broadcast:
        return this.spread(content, ip, port, false)
      case BVLC.forwarded:
        if (this.options.peers.includes(ip)) this.fromPeer(bytes)
        return undefined
      default:
        return undefined
    }
  }

  private result(code: number, ip: string, port: number): void {
    this.socket?.send(bvlc(BVLC.result, Buffer.from([code >> 8, code & 255])), ip, port)
  }

  private register(ttlSeconds: number, ip: string, port: number): void {
    if (this.refuses) return this.result(0x30, ip, port)
    this.registrations += 1
    this.foreign.set(`${ip}:${port}`, { ip, port, untilMs: Date.now() + ttlSeconds * 1_000 + GRACE_MS })
    this.result(0, ip, port)
  }

  private remove(entry: string, ip: string, port: number): void {
    const known = this.foreign.delete(entry)
    if (known) this.removals += 1
    this.result(known ? 0 : 0x50, ip, port)
  }

  private distribute(npdu: Buffer, ip: string, port: number): void {
    const entry = this.foreign.get(`${ip}:${port}`)
    if (entry === undefined || entry.untilMs < Date.now()) return this.result(0x60, ip, port)
    this.spread(npdu, ip, port, true)
  }

  /** To all that did not hear it: the other BBMDs, the foreign devices, and the own subnet when it was not said there. */
  private spread(npdu: Buffer, ip: string, port: number, alsoHere: boolean): void {
    const forwarded = bvlc(BVLC.forwarded, addressOctets(ip, port), npdu)
    for (const peer of this.options.peers) this.socket?.send(forwarded, peer, PORT)
    this.toForeign(forwarded, `${ip}:${port}`)
    if (alsoHere) this.socket?.broadcast(forwarded)
  }

  private fromPeer(forwarded: Buffer): void {
    this.socket?.broadcast(forwarded)
    this.toForeign(forwarded, '')
  }

  private toForeign(forwarded: Buffer, but: string): void {
    for (const [key, { ip, port, untilMs }] of this.foreign) if (key !== but && untilMs >= Date.now()) this.socket?.send(forwarded, ip, port)
  }
}
