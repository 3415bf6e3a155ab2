/** What comes in from the socket: guard, counters, and the way of each packet to whom it concerns. */
import type { IAm } from '../../../shared/domain/acquisition.ts'
import type { DeviceAddress } from '../../../shared/domain/device.ts'
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
  /** Requests to this side, and unconfirmed ones other than I-Am. */
  readonly requests: (packet: Packet, bytes: Buffer, address: DeviceAddress) => Refusal | undefined
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
      if (verdict.pdu === PDU.unconfirmedRequest && verdict.service === UNCONFIRMED.iAm) return this.takeIAm(verdict, bytes, ip, port)
      if (verdict.pdu !== PDU.unconfirmedRequest && verdict.pdu !== PDU.confirmedRequest) return peers.take(verdict, bytes, ip, port)
      return this.deps.requests(verdict, bytes, addressOf(verdict, ip, port))
    } catch (error) {
      this.deps.log.error(`a packet of ${ip}:${port} broke its handler`, { error, packet: bytes.toString('hex') })
      return 'decode'
    }
  }

  private takeIAm(packet: Packet, bytes: Buffer, ip: string, port: number): Refusal | undefined {
    const said = decodeIAm(bytes, packet.payloadAt, packet.end)
    if (said === undefined) return 'i-am'
    this.deps.iAm({ ...said, address: addressOf(packet, ip, port) }, ip)
    return undefined
  }
}

/** Who really sent it: behind a router, or forwarded by a BBMD. */
const addressOf = (packet: Packet, ip: string, port: number): DeviceAddress => {
  const peer = packet.forwardedFrom ?? { ip, port }
  return packet.network === undefined ? peer : { ...peer, network: packet.network, mac: packet.mac ?? '' }
}
