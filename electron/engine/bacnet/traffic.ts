/** What comes in from the socket: guard, counters, and the way of each packet to whom it concerns. */
import type { IAm } from '../../../shared/domain/acquisition.ts'
import type { Log } from '../log.ts'
import { decodeIAm } from './i-am.ts'
import type { Internetwork } from './internetwork.ts'
import { checkPacket, PDU, REFUSALS, type Packet, type Refusal } from './packet-guard.ts'
import type { Peers } from './peers.ts'
import { UNCONFIRMED } from './properties.ts'

export interface TrafficDeps {
  readonly log: Log
  readonly peers: Pick<Peers, 'take'>
  readonly internetwork: Pick<Internetwork, 'notice' | 'takeNetworkMessage' | 'takeLinkMessage'>
  /** `heardFrom`: the sender of the datagram, which is a BBMD for forwarded ones. */
  readonly iAm: (iAm: IAm, heardFrom: string) => void
}

export class Traffic {
  private readonly deps: TrafficDeps
  private readonly counts = new Map<Refusal, number>(REFUSALS.map((cause) => [cause, 0]))

  constructor(deps: TrafficDeps) {
    this.deps = deps
  }

  /** Every cause with its count, zeros included. */
  refused(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.counts)
  }

  /** One datagram as it came; never throws. */
  take(bytes: Buffer, ip: string, port: number): void {
    const cause = this.handle(bytes, ip, port)
    if (cause !== undefined) this.counts.set(cause, this.counts.get(cause)! + 1)
  }

  private handle(bytes: Buffer, ip: string, port: number): Refusal | undefined {
    try {
      const verdict = checkPacket(bytes)
      if (typeof verdict === 'string') return verdict
      const { internetwork, peers } = this.deps
      if (!internetwork.notice(verdict, bytes.length, ip, port)) return undefined
      if (verdict.layer === 'network') return internetwork.takeNetworkMessage(verdict, bytes, ip, port)
      if (verdict.layer === 'link') return internetwork.takeLinkMessage(verdict, bytes, ip, port)
      if (verdict.pdu !== PDU.unconfirmedRequest) return peers.take(verdict, bytes, ip, port)
      // Questions and notifications of others are legal and of no use here.
      return verdict.service === UNCONFIRMED.iAm ? this.takeIAm(verdict, bytes, ip, port) : undefined
    } catch (error) {
      this.deps.log.error(`a packet of ${ip}:${port} broke its handler`, { error, packet: bytes.toString('hex') })
      return 'decode'
    }
  }

  private takeIAm(packet: Packet, bytes: Buffer, ip: string, port: number): Refusal | undefined {
    const said = decodeIAm(bytes, packet.payloadAt, packet.end)
    if (said === undefined) return 'i-am'
    const peer = packet.forwardedFrom ?? { ip, port }
    const address = packet.network === undefined ? peer : { ...peer, network: packet.network, mac: packet.mac ?? '' }
    this.deps.iAm({ ...said, address }, ip)
    return undefined
  }
}
