/** What goes out to many: onto a subnet, through the BBMD when registered as a foreign device, to one network behind its router. Counts what is broadcast. */
import type { BroadcastKind, BroadcastMeter } from './broadcast-meter.ts'
import { whoIsDatagram, whoIsOnNetworkDatagram, type WhoIsRange } from './datagrams.ts'
import type { ForeignDevice } from './foreign-device.ts'
import type { LocalInterface } from './interfaces.ts'
import { whatIsNetworkNumberDatagram, whoIsRouterDatagram } from './network-datagrams.ts'
import type { NetworkMap } from './network-map.ts'

export interface OutboundDeps {
  readonly send: (datagram: Buffer, ip: string, port: number) => void
  /** The port broadcasts go to, and the one they are sent from. */
  readonly broadcastPort: () => number
  readonly localPort: () => number
  readonly meter: Pick<BroadcastMeter, 'sent'>
  readonly foreign: Pick<ForeignDevice, 'distribute'>
  readonly map: Pick<NetworkMap, 'routersTo' | 'asked'>
}

/** Where to ask: these subnets, and through the BBMD if one takes this side's broadcasts. */
export interface Reach {
  readonly locals: readonly LocalInterface[]
  readonly overBbmd: boolean
}

/** A network with more routers than this is broken; asking them all would break it more. */
const MOST_ROUTERS_ASKED = 3

export class Outbound {
  private readonly deps: OutboundDeps

  constructor(deps: OutboundDeps) {
    this.deps = deps
  }

  /**
   * Who-Is once for the subnet itself, because simple devices drop what carries a destination network, and once for all networks, because
   * devices behind routers hear nothing else.
   */
  whoIs(reach: Reach, range?: WhoIsRange): void {
    this.broadcast(reach, whoIsDatagram('local', range), 'whoIs')
    this.broadcast(reach, whoIsDatagram('global', range), 'whoIs')
  }

  /** Who-Is to one network behind a router: through the routers that are known, else to whoever leads there. */
  whoIsOnNetwork(network: number, reach: Reach, range?: WhoIsRange): void {
    const routers = this.deps.map.routersTo(network).slice(0, MOST_ROUTERS_ASKED)
    if (routers.length === 0) {
      this.broadcast(reach, whoIsRouterDatagram(network), 'network')
      return this.broadcast(reach, whoIsOnNetworkDatagram(network, 'local', range), 'whoIs')
    }
    const question = whoIsOnNetworkDatagram(network, 'unicast', range)
    for (const { ip, port } of routers) this.deps.send(question, ip, port)
  }

  /** Asks all routers which networks they lead to, and which number the subnets have. */
  askRouters(reach: Reach): void {
    if (reach.locals.length > 0 || reach.overBbmd) this.deps.map.asked()
    this.broadcast(reach, whoIsRouterDatagram(), 'network')
    // The number of the own network is asked on it alone: the message is never passed on.
    this.broadcast({ ...reach, overBbmd: false }, whatIsNetworkNumberDatagram(), 'network')
  }

  private broadcast({ locals, overBbmd }: Reach, datagram: Buffer, kind: BroadcastKind): void {
    const port = this.deps.broadcastPort()
    for (const { name, address, broadcast } of locals) {
      this.deps.send(datagram, broadcast, port)
      this.deps.meter.sent(kind, datagram.length, { ip: address, port: this.deps.localPort(), interfaceName: name, wrongInterface: false })
    }
    if (overBbmd) this.deps.foreign.distribute(datagram)
  }
}
