/** All peers asked so far, by address, the lines they share, and the way of an answer to the peer it comes from. */
import { addressKey, type DeviceAddress } from '../../../shared/domain/device.ts'
import { routeFailure, tooLongFailure } from './answers.ts'
import { REJECT_REASON } from './network-message.ts'
import type { Packet, Refusal } from './packet-guard.ts'
import { Peer, type PeerDeps } from './peer.ts'
import { RequestLine, type LineLimits } from './request-line.ts'

/** Peers are created for addresses this side chose to ask, never for what arrives, so hostile traffic cannot grow the table. */
const MAX_IDLE_PEERS = 2_000
/** Requests under way at once on a trunk: one is being answered while the next travels. */
const IN_FLIGHT_PER_TRUNK = 2
/** A trunk keeps an even pace; half a request makes up for a late timer, so that over any second one more than the limit may pass. */
const TRUNK_BURST = 1.5
/** Share of a second's requests that the laptop may send at once after a rest. */
const TOTAL_BURST_SHARE = 0.1

/** One key per network behind a router; undefined for a peer that is reached directly. */
export const trunkKey = ({ ip, port, network }: DeviceAddress): string | undefined => (network === undefined ? undefined : `${ip}:${port}/${network}`)

/** Whether an address may be on MS/TP: one octet (Ethernet and IP have six; ARCNET has one too, and is treated as gently). */
export const isMstp = ({ mac }: DeviceAddress): boolean => mac?.length === 2

export class Peers {
  private readonly deps: PeerDeps
  private readonly byKey = new Map<string, Peer>()
  private readonly trunks = new Map<string, RequestLine>()
  private readonly total: RequestLine
  /** The peers of the local network by their address without port. */
  private readonly byIp = new Map<string, Set<Peer>>()

  constructor(deps: PeerDeps) {
    this.deps = deps
    this.total = new RequestLine(deps.clock, () => this.totalLimits())
  }

  private totalLimits(): LineLimits {
    const requestsPerSecond = this.deps.limits().requestsPerSecondTotal
    return { requestsPerSecond, burst: Math.max(1, requestsPerSecond * TOTAL_BURST_SHARE), inFlight: Infinity }
  }

  private trunkLimits(isMstp: boolean): LineLimits {
    const { requestsPerSecondPerTrunk, trunkShare, trunkBaudRate } = this.deps.limits()
    const limits = { requestsPerSecond: requestsPerSecondPerTrunk, burst: TRUNK_BURST, inFlight: IN_FLIGHT_PER_TRUNK }
    return isMstp ? { ...limits, trunk: { baudRate: trunkBaudRate, share: trunkShare } } : limits
  }

  at(address: DeviceAddress): Peer {
    const key = addressKey(address)
    const known = this.byKey.get(key)
    if (known !== undefined) return known
    if (this.byKey.size >= MAX_IDLE_PEERS) this.forgetIdle()
    const peer = new Peer(address, this.deps, this.lineOf(address))
    this.byKey.set(key, peer)
    if (address.network === undefined) {
      const neighbours = this.byIp.get(address.ip)
      if (neighbours === undefined) this.byIp.set(address.ip, new Set([peer]))
      else neighbours.add(peer)
    }
    return peer
  }

  private lineOf(address: DeviceAddress): RequestLine {
    const key = trunkKey(address)
    if (key === undefined) return this.total
    const known = this.trunks.get(key)
    if (known !== undefined) return known
    const trunk = new RequestLine(this.deps.clock, () => this.trunkLimits(isMstp(address)), this.total)
    this.trunks.set(key, trunk)
    return trunk
  }

  /** Requests per second that all together sent in the last ten seconds. */
  requestsPerSecond(): number {
    return this.total.passed.perSecond(this.deps.clock.monotonicMs())
  }

  trunkRequestsPerSecond(key: string): number {
    return this.trunks.get(key)?.passed.perSecond(this.deps.clock.monotonicMs()) ?? 0
  }

  /** Share of a trunk's time that was taken in the last ten seconds, as estimated. */
  trunkShare(key: string): number {
    return (this.trunks.get(key)?.spentMs.perSecond(this.deps.clock.monotonicMs()) ?? 0) / 1_000
  }

  /** Requests per second that a trunk can carry. */
  trunkCapacity(key: string): number {
    return this.trunks.get(key)?.capacity ?? this.deps.limits().requestsPerSecondPerTrunk
  }

  /**
   * Hands an answer to the peer at exactly this address. Gives the cause when nobody waits for it; `other-port` when the device asked is on that host, but
   * at another port: such an answer is not taken, because on one host any program can send it.
   */
  take(packet: Packet, bytes: Buffer, ip: string, port: number): Refusal | undefined {
    const key = packet.network === undefined ? `${ip}:${port}` : `${ip}:${port}/${packet.network}/${packet.mac ?? ''}`
    const peer = this.byKey.get(key)
    if (peer !== undefined) return peer.take(packet, bytes)
    return packet.network === undefined && this.awaitedAtOtherPort(packet, ip) ? 'other-port' : 'unmatched'
  }

  private awaitedAtOtherPort(packet: Packet, ip: string): boolean {
    for (const peer of this.byIp.get(ip) ?? []) if (peer.awaits(packet)) return true
    return false
  }

  /** A router did not pass on a message to a network: what is under way there has its answer. */
  rejected(ip: string, port: number, network: number, reason: number): void {
    const there = [...this.byKey.values()].filter(({ address }) => address.network === network && address.ip === ip && address.port === port)
    if (reason !== REJECT_REASON.tooLong) return there.forEach((peer) => peer.failPending(routeFailure(`${ip}:${port}`, network, reason)))
    // Only one message was too long, and the router does not say which: the longest one.
    const longest = there.filter((peer) => peer.longestPending > 0).sort((a, b) => b.longestPending - a.longestPending)[0]
    longest?.failLongest(tooLongFailure)
  }

  cancelAll(): void {
    for (const peer of this.byKey.values()) peer.cancelAll()
  }

  /** A trunk stays as long as any peer behind it: two lines for one trunk would be twice its limit. */
  private forgetIdle(): void {
    const used = new Set<string>()
    for (const [key, peer] of this.byKey) {
      const trunk = trunkKey(peer.address)
      if (!peer.busy) this.forget(key, peer)
      else if (trunk !== undefined) used.add(trunk)
    }
    for (const [key, trunk] of this.trunks) if (!used.has(key) && !trunk.busy) this.trunks.delete(key)
  }

  private forget(key: string, peer: Peer): void {
    this.byKey.delete(key)
    const neighbours = this.byIp.get(peer.address.ip)
    neighbours?.delete(peer)
    if (neighbours?.size === 0) this.byIp.delete(peer.address.ip)
  }
}
