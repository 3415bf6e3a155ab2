/** Who broadcasts how much: packets and octets of the last ten minutes, by sender and kind. Bounded: the smallest senders are dropped first. */
import type { Clock } from '../../../shared/clock.ts'
import { PDU, type Packet } from './packet-guard.ts'

export const BROADCAST_KINDS = ['whoIs', 'iAm', 'cov', 'timeSync', 'network', 'other'] as const
export type BroadcastKind = (typeof BROADCAST_KINDS)[number]

export interface BroadcastSource {
  /** `ip:port` of the real sender, with `/network/mac` where it came through a router. */
  readonly address: string
  readonly ip: string
  readonly port: number
  readonly network: number | undefined
  readonly mac: string | undefined
  /** Sent by this program. */
  readonly own: boolean
  /** Instance its I-Am named, when one was heard. */
  readonly instance: number | undefined
  /** Passed on by a BBMD. */
  readonly forwarded: boolean
  /** Adapter it was heard on; undefined where that cannot be told. */
  readonly interfaceName: string | undefined
  /** Heard directly, though its address belongs to none of the local subnets. */
  readonly wrongInterface: boolean
  /** In the last ten minutes. */
  readonly packets: number
  readonly bytes: number
  readonly byKind: Readonly<Record<BroadcastKind, number>>
  readonly packetsPerMinute: number
  readonly bytesPerMinute: number
}

/** Where a broadcast comes from. */
export interface BroadcastOrigin {
  readonly ip: string
  readonly port: number
  readonly interfaceName: string | undefined
  readonly wrongInterface: boolean
}

const MINUTE_MS = 60_000
const MINUTES = 10
const KINDS = BROADCAST_KINDS.length
const MOST_SOURCES = 1_000

interface Source extends BroadcastOrigin {
  readonly address: string
  readonly network: number | undefined
  readonly mac: string | undefined
  readonly own: boolean
  readonly forwarded: boolean
  interfaceName: string | undefined
  wrongInterface: boolean
  instance: number | undefined
  /** By minute (index modulo ten) and kind. */
  readonly packets: Uint32Array
  readonly bytes: Float64Array
  /** The minute each bucket holds. */
  readonly minutes: Float64Array
}

/** By service choice (135, 21): notifications of one and of several properties, local and UTC time. */
const UNCONFIRMED_KINDS: Readonly<Record<number, BroadcastKind>> = { 0: 'iAm', 2: 'cov', 6: 'timeSync', 8: 'whoIs', 9: 'timeSync', 11: 'cov' }

/** What a packet is, for the meter. */
export const broadcastKind = ({ layer, pdu, service }: Pick<Packet, 'layer' | 'pdu' | 'service'>): BroadcastKind => {
  if (layer === 'network') return 'network'
  return (pdu === PDU.unconfirmedRequest ? UNCONFIRMED_KINDS[service] : undefined) ?? 'other'
}

export class BroadcastMeter {
  private readonly clock: Clock
  private readonly beganMs: number
  private readonly sources = new Map<string, Source>()

  constructor(clock: Clock) {
    this.clock = clock
    this.beganMs = clock.monotonicMs()
  }

  private get minute(): number {
    return Math.floor((this.clock.monotonicMs() - this.beganMs) / MINUTE_MS)
  }

  /** Counts a broadcast that was heard. */
  heard(packet: Packet, octets: number, origin: BroadcastOrigin): void {
    const { forwardedFrom, network, mac } = packet
    const real = forwardedFrom ?? origin
    const forwarded = forwardedFrom !== undefined
    const key = network === undefined ? `${real.ip}:${real.port}` : `${real.ip}:${real.port}/${network}/${mac ?? ''}`
    let source = this.sources.get(key)
    if (source === undefined) source = this.add(key, { ...origin, ip: real.ip, port: real.port, wrongInterface: !forwarded && origin.wrongInterface }, { network, mac, forwarded, own: false })
    else if (!source.own) {
      source.interfaceName = origin.interfaceName
      source.wrongInterface = !forwarded && origin.wrongInterface
    }
    this.count(source, broadcastKind(packet), octets)
  }

  /** Counts a broadcast this program sent from `origin`. */
  sent(kind: BroadcastKind, octets: number, origin: BroadcastOrigin): void {
    const key = `${origin.ip}:${origin.port}`
    const source = this.sources.get(key) ?? this.add(key, origin, { network: undefined, mac: undefined, forwarded: false, own: true })
    this.count(source, kind, octets)
  }

  /** Remembers which device a sender is. */
  named(address: string, instance: number): void {
    const source = this.sources.get(address)
    if (source !== undefined) source.instance = instance
  }

  /** The loudest first; senders silent for ten minutes are left out. */
  list(): readonly BroadcastSource[] {
    const { minute } = this
    const elapsed = (this.clock.monotonicMs() - this.beganMs) / MINUTE_MS
    // The running minute is not over yet.
    const spanMinutes = Math.max(1, Math.min(elapsed, MINUTES - 1 + (elapsed % 1)))
    return [...this.sources.values()]
      .map((source) => sourceFacts(source, minute, spanMinutes))
      .filter(({ packets }) => packets > 0)
      .sort((a, b) => b.packets - a.packets)
  }

  private add(address: string, origin: BroadcastOrigin, more: Pick<Source, 'network' | 'mac' | 'forwarded' | 'own'>): Source {
    if (this.sources.size >= MOST_SOURCES) this.dropSmallest()
    const source = { ...origin, ...more, address, instance: undefined, packets: new Uint32Array(MINUTES * KINDS), bytes: new Float64Array(MINUTES), minutes: new Float64Array(MINUTES).fill(-1) }
    this.sources.set(address, source)
    return source
  }

  /** A quarter at once, so that a flood of invented senders costs little each. */
  private dropSmallest(): void {
    const { minute } = this
    const ordered = [...this.sources.values()].filter(({ own }) => !own).map((source) => ({ source, packets: packetsIn(source, minute) }))
    ordered.sort((a, b) => a.packets - b.packets)
    for (const { source } of ordered.slice(0, MOST_SOURCES / 4)) this.sources.delete(source.address)
  }

  private count(source: Source, kind: BroadcastKind, octets: number): void {
    const { minute } = this
    const at = minute % MINUTES
    if (source.minutes[at] !== minute) {
      source.minutes[at] = minute
      source.bytes[at] = 0
      source.packets.fill(0, at * KINDS, (at + 1) * KINDS)
    }
    source.packets[at * KINDS + BROADCAST_KINDS.indexOf(kind)]! += 1
    source.bytes[at]! += octets
  }
}

/** Buckets that hold one of the last ten minutes. */
const freshBuckets = ({ minutes }: Source, minute: number): number[] => [...minutes.keys()].filter((at) => minutes[at]! >= 0 && minutes[at]! > minute - MINUTES)

const packetsIn = (source: Source, minute: number): number =>
  freshBuckets(source, minute).reduce((sum, at) => sum + source.packets.subarray(at * KINDS, (at + 1) * KINDS).reduce((one, other) => one + other, 0), 0)

const sourceFacts = (source: Source, minute: number, spanMinutes: number): BroadcastSource => {
  const { address, ip, port, network, mac, own, instance, forwarded, interfaceName, wrongInterface } = source
  const fresh = freshBuckets(source, minute)
  const packets = packetsIn(source, minute)
  const bytes = fresh.reduce((sum, at) => sum + source.bytes[at]!, 0)
  const ofKind = (kind: number): number => fresh.reduce((sum, at) => sum + source.packets[at * KINDS + kind]!, 0)
  const byKind = Object.fromEntries(BROADCAST_KINDS.map((kind, at) => [kind, ofKind(at)])) as Record<BroadcastKind, number>
  return { address, ip, port, network, mac, own, instance, forwarded, interfaceName, wrongInterface, packets, bytes, byKind, packetsPerMinute: packets / spanMinutes, bytesPerMinute: bytes / spanMinutes }
}
