/** The internetwork round the devices: routers and networks, the registration with a BBMD, who broadcasts. Takes what concerns them from the traffic. */
import type { Clock } from '../../../shared/clock.ts'
import type { IAm } from '../../../shared/domain/acquisition.ts'
import { addressKey } from '../../../shared/domain/device.ts'
import { BroadcastMeter, type BroadcastOrigin, type BroadcastSource } from './broadcast-meter.ts'
import { ForeignDevice } from './foreign-device.ts'
import { interfaceOf, type LocalInterface } from './interfaces.ts'
import { localAddressTo } from './local-address.ts'
import { NetworkMap } from './network-map.ts'
import { decodeNetworkMessage, type NetworkMessage } from './network-message.ts'
import { Outbound } from './outbound.ts'
import type { Packet, Refusal } from './packet-guard.ts'

export interface InternetworkDeps {
  readonly clock: Clock
  readonly send: (datagram: Buffer, ip: string, port: number) => void
  readonly interfaces: () => readonly LocalInterface[]
  readonly broadcastPort: () => number
  readonly localPort: () => number
  /** A router did not pass on a message to a network. */
  readonly rejected: (ip: string, port: number, network: number, reason: number) => void
  /** Something of the map or of the registration is another than before. */
  readonly changed: () => void
  /** Registered with the BBMD: other subnets can be asked now. */
  readonly registered: () => void
}

/** What was heard at all in the last minute, for the diagnosis of silence. */
export interface Heard {
  /** Own broadcasts that came back: the way out of this computer and into it is open. */
  readonly own: boolean
  /** Datagrams of others. */
  readonly others: boolean
  /** Senders heard directly whose address belongs to none of the local subnets, the last few. */
  readonly strangers: readonly string[]
}

const HEARD_WITHIN_MS = 60_000
const MOST_STRANGERS = 20
/** Where there are routers they are asked again this often, so that the map shows which of them are gone. */
const ASK_ROUTERS_EVERY_MS = 300_000

export class Internetwork {
  readonly map: NetworkMap
  readonly foreign: ForeignDevice
  readonly outbound: Outbound
  private ownHeardMs = -Infinity
  private othersHeardMs = -Infinity
  /** When each was heard last, monotonic. */
  private readonly strangers = new Map<string, number>()
  private readonly meter: BroadcastMeter
  private readonly deps: InternetworkDeps
  private stopAsking: (() => void) | undefined

  constructor(deps: InternetworkDeps) {
    const { clock, send, changed, registered } = deps
    this.deps = deps
    this.map = new NetworkMap(clock, changed)
    this.meter = new BroadcastMeter(clock)
    const ownAddress = async (bbmdIp: string): Promise<{ ip: string; port: number } | undefined> => {
      const ip = await localAddressTo(bbmdIp)
      return ip === undefined ? undefined : { ip, port: deps.localPort() }
    }
    this.foreign = new ForeignDevice({ clock, send, changed, registered, ownAddress })
    this.outbound = new Outbound({ ...deps, meter: this.meter, foreign: this.foreign, map: this.map })
  }

  /** The socket is open. */
  start(): void {
    this.stop()
    this.stopAsking = this.deps.clock.every(ASK_ROUTERS_EVERY_MS, () => {
      if (this.map.hasRouters) this.outbound.askRouters({ locals: this.deps.interfaces(), overBbmd: true })
    })
    this.foreign.start()
  }

  /** The socket is closed: nothing can be sent or heard. */
  stop(): void {
    this.stopAsking?.()
    this.stopAsking = undefined
    this.foreign.stop()
  }

  /** Takes leave of the BBMD, while the socket is still open. */
  leave(): Promise<void> {
    return this.foreign.leave()
  }

  broadcasts(): readonly BroadcastSource[] {
    return this.meter.list()
  }

  heard(): Heard {
    const sinceMs = this.deps.clock.monotonicMs() - HEARD_WITHIN_MS
    const strangers = [...this.strangers].filter(([ip, heardMs]) => heardMs >= sinceMs && this.interfaceName(ip) === undefined).map(([ip]) => ip)
    return { own: this.ownHeardMs >= sinceMs, others: this.othersHeardMs >= sinceMs, strangers }
  }

  /** Every sound packet comes by here. False: it is this program's own and concerns nobody. */
  notice(packet: Packet, octets: number, ip: string, port: number): boolean {
    if (port === this.deps.localPort() && this.deps.interfaces().some(({ address }) => address === ip)) {
      this.ownHeardMs = this.deps.clock.monotonicMs()
      return false
    }
    this.othersHeardMs = this.deps.clock.monotonicMs()
    if (packet.broadcast) this.meter.heard(packet, octets, this.originOf(packet, ip, port))
    else if (packet.network !== undefined) this.map.passed(ip, port, packet.network)
    return true
  }

  /** A message of the network layer. */
  takeNetworkMessage(packet: Packet, bytes: Buffer, ip: string, port: number): Refusal | undefined {
    const said = decodeNetworkMessage(bytes, packet.payloadAt, packet.end)
    if (said === undefined) return 'network-message'
    // What a router behind another router says was said for its own networks: the way there is through the near one.
    if (packet.network === undefined || said.kind === 'reject') this.apply(said, packet, ip, port)
    return undefined
  }

  private apply(said: NetworkMessage, packet: Packet, ip: string, port: number): void {
    const from = packet.forwardedFrom ?? { ip, port }
    this.map.take(said, { ...from, interfaceName: packet.forwardedFrom === undefined ? this.interfaceName(ip) : undefined })
    // Only what a router says to this side alone ends requests: a broadcast refusal may be meant for anybody.
    if (said.kind === 'reject' && !packet.broadcast) this.deps.rejected(ip, port, said.network, said.reason)
  }

  takeLinkMessage(packet: Packet, bytes: Buffer, ip: string, port: number): Refusal | undefined {
    return this.foreign.take(packet, bytes, ip, port) ? undefined : 'unmatched'
  }

  /** An I-Am; tells the map of devices behind routers, and the meter whose broadcasts they are. */
  heardDevice({ address, instance, interfaceName }: IAm): void {
    this.meter.named(addressKey(address), instance)
    if (address.network !== undefined) this.map.device(address.network, instance, { ip: address.ip, port: address.port, interfaceName })
  }

  private noteStranger(ip: string): void {
    const now = this.deps.clock.monotonicMs()
    if (this.strangers.size >= MOST_STRANGERS) for (const [other, heardMs] of this.strangers) if (now - heardMs > HEARD_WITHIN_MS) this.strangers.delete(other)
    if (this.strangers.size < MOST_STRANGERS || this.strangers.has(ip)) this.strangers.set(ip, now)
  }

  private interfaceName(ip: string): string | undefined {
    return interfaceOf(ip, this.deps.interfaces())?.name
  }

  private originOf(packet: Packet, ip: string, port: number): BroadcastOrigin {
    const own = this.interfaceName(ip)
    if (own !== undefined || packet.forwardedFrom !== undefined) return { ip, port, interfaceName: own, wrongInterface: false }
    // The system does not say on which adapter it came in; with one only there is no doubt.
    const real = this.deps.interfaces().filter(({ loopback }) => !loopback)
    this.noteStranger(ip)
    return { ip, port, interfaceName: new Set(real.map(({ name }) => name)).size === 1 ? real[0]!.name : undefined, wrongInterface: true }
  }
}
