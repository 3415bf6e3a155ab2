/** What routers and answers tell of the internetwork: which router leads to which network, what is wrong there, and who was heard beyond. Bounded. */
import type { Clock } from '../../../shared/clock.ts'
import { REJECT_REASON, type NetworkMessage } from './network-message.ts'

/** Why a router does not pass on to a network. `refused`: for another reason, with its number (135, 6.4.4). */
export interface RouteTrouble {
  readonly network: number
  readonly kind: 'busy' | 'noRoute' | 'refused'
  readonly reason: number
}

export interface RouterFacts {
  readonly ip: string
  readonly port: number
  /** Adapter its messages come in on; undefined when it is on none of the local subnets. */
  readonly interfaceName: string | undefined
  /** Ascending. `announced`: it said so; otherwise an answer came that way. */
  readonly networks: readonly { readonly network: number; readonly announced: boolean }[]
  readonly troubles: readonly RouteTrouble[]
  /** Asked and not heard since: it is switched off, or has another address now. */
  readonly silent: boolean
  /** ms since the epoch. */
  readonly lastHeardMs: number
}

/** The number a subnet has, as somebody on it says. */
export interface SubnetNumber {
  readonly interfaceName: string
  readonly network: number
  /** `ip:port` of who says so. */
  readonly from: string
  readonly configured: boolean
}

export interface MapFacts {
  readonly routers: readonly RouterFacts[]
  readonly numbers: readonly SubnetNumber[]
  /** Different device instances heard on networks behind routers. */
  readonly heard: ReadonlyMap<number, number>
}

export interface Place {
  readonly ip: string
  readonly port: number
  readonly interfaceName: string | undefined
}

interface Trouble extends RouteTrouble {
  /** Monotonic; Infinity: until something is heard from there. */
  readonly untilMs: number
}

interface Router {
  readonly place: Place
  readonly networks: Map<number, boolean>
  readonly troubles: Map<number, Trouble>
  /** Monotonic. */
  heardMs: number
  lastHeardMs: number
}

/** More routers and networks than any site has; beyond it somebody invents them. */
const MOST_ROUTERS = 500
const MOST_NETWORKS_OF_ONE = 1_000
/** Ways to networks of all routers together: whoever invents routers invents networks too, and each one is a line on the screens. */
const MOST_WAYS = 4_000
const MOST_NETWORKS_HEARD = 2_000
const MOST_NUMBERS = 100
const MOST_INSTANCES = 20_000
/** Without Router-Available a busy network may be tried again after this (135, 6.6.3.6). */
const BUSY_MS = 30_000
/** A single message refused because the router was busy: a short rest. */
const REFUSED_BUSY_MS = 5_000
/** A router asked has this long to say something before it counts as silent. */
const ANSWER_WITHIN_MS = 10_000

export class NetworkMap {
  private readonly clock: Clock
  private readonly changed: () => void
  private readonly routers = new Map<string, Router>()
  private readonly numbers = new Map<string, SubnetNumber>()
  private readonly heard = new Map<number, Set<number>>()
  private instances = 0
  private ways = 0
  private askedMs = -Infinity

  /** `changed`: something a user sees is another than before. */
  constructor(clock: Clock, changed: () => void) {
    this.clock = clock
    this.changed = changed
  }

  /** A message about networks. Questions of others tell nothing. */
  take(said: NetworkMessage, from: Place): void {
    switch (said.kind) {
      case 'iAmRouter':
        return this.announced(said.networks, from)
      case 'reject':
        return this.rejected(said.network, said.reason, from)
      case 'routerBusy':
        return this.busy(said.networks, from)
      case 'routerAvailable':
        return this.available(said.networks, from)
      case 'networkNumberIs':
        return this.numbered(said.network, said.configured, from)
      case 'iCouldBeRouter':
      case 'whoIsRouter':
      case 'whatIsNetworkNumber':
      case 'other':
        return undefined
    }
  }

  /** A device answered through a router. */
  device(network: number, instance: number, via: Place): void {
    const router = this.routerAt(via)
    if (router !== undefined) {
      let news = router.troubles.delete(network)
      if (!router.networks.has(network) && this.leads(router, network, false)) news = true
      if (news) this.changed()
    }
    this.count(network, instance)
  }

  /** Something came through: what a router said of the network is over. Cheap while nothing is wrong. */
  passed(ip: string, port: number, network: number): void {
    const router = this.routers.get(`${ip}:${port}`)
    if (router === undefined || router.troubles.size === 0) return
    // A busy router may pass some and not others: its word counts until it is over.
    if (router.troubles.get(network)?.kind !== 'busy' && router.troubles.delete(network)) this.changed()
  }

  /** All routers were asked just now. */
  asked(): void {
    this.askedMs = this.clock.monotonicMs()
  }

  /** How long requests to a network through a router are to wait, ms; 0 = not at all. */
  holdMs(ip: string, port: number, network: number): number {
    const trouble = this.routers.get(`${ip}:${port}`)?.troubles.get(network)
    return trouble?.kind === 'busy' ? Math.max(0, trouble.untilMs - this.clock.monotonicMs()) : 0
  }

  get hasRouters(): boolean {
    return this.routers.size > 0
  }

  /** Routers that lead to a network, those that were heard last first; silent ones only when there is no other. */
  routersTo(network: number): readonly Place[] {
    const all = [...this.routers.values()].filter((router) => router.networks.has(network)).sort((a, b) => b.heardMs - a.heardMs)
    const alive = all.filter((router) => !this.isSilent(router))
    return (alive.length > 0 ? alive : all).map(({ place }) => place)
  }

  facts(): MapFacts {
    this.endBusy()
    return {
      routers: [...this.routers.values()].map((router) => this.routerFacts(router)),
      numbers: [...this.numbers.values()],
      heard: new Map([...this.heard].map(([network, instances]) => [network, instances.size])),
    }
  }

  private routerFacts(router: Router): RouterFacts {
    return {
      ...router.place,
      networks: [...router.networks].map(([network, announced]) => ({ network, announced })).sort((a, b) => a.network - b.network),
      troubles: [...router.troubles.values()].map(({ network, kind, reason }) => ({ network, kind, reason })),
      silent: this.isSilent(router),
      lastHeardMs: router.lastHeardMs,
    }
  }

  private isSilent(router: Router): boolean {
    return router.heardMs < this.askedMs && this.clock.monotonicMs() - this.askedMs >= ANSWER_WITHIN_MS
  }

  private routerAt(place: Place): Router | undefined {
    const key = `${place.ip}:${place.port}`
    let router = this.routers.get(key)
    if (router === undefined) {
      if (this.routers.size >= MOST_ROUTERS) return undefined
      router = { place, networks: new Map(), troubles: new Map(), heardMs: 0, lastHeardMs: 0 }
      this.routers.set(key, router)
    }
    router.heardMs = this.clock.monotonicMs()
    router.lastHeardMs = this.clock.nowMs()
    return router
  }

  /** Notes that a router leads to a network; false when there are too many. */
  private leads({ networks }: Router, network: number, announced: boolean): boolean {
    if (!networks.has(network)) {
      if (networks.size >= MOST_NETWORKS_OF_ONE || this.ways >= MOST_WAYS) return false
      this.ways += 1
    }
    networks.set(network, announced)
    return true
  }

  private announced(networks: readonly number[], from: Place): void {
    const router = this.routerAt(from)
    if (router === undefined) return
    for (const network of networks) {
      this.leads(router, network, true)
      if (router.troubles.get(network)?.kind !== 'busy') router.troubles.delete(network)
    }
    this.changed()
  }

  private rejected(network: number, reason: number, from: Place): void {
    // Only of a router already known: a refusal by itself shows no way to anywhere.
    const router = this.routers.get(`${from.ip}:${from.port}`)
    if (router === undefined || reason === REJECT_REASON.tooLong || reason === REJECT_REASON.unknownMessage) return
    router.heardMs = this.clock.monotonicMs()
    router.lastHeardMs = this.clock.nowMs()
    if (reason === REJECT_REASON.busy) this.setTrouble(router, { network, kind: 'busy', reason, untilMs: router.heardMs + REFUSED_BUSY_MS })
    else this.setTrouble(router, { network, kind: reason === REJECT_REASON.noRoute ? 'noRoute' : 'refused', reason, untilMs: Infinity })
    this.changed()
  }

  private setTrouble(router: Router, trouble: Trouble): void {
    const known = router.troubles.get(trouble.network)
    if (known === undefined && router.troubles.size >= MOST_NETWORKS_OF_ONE) return
    // A refusal while the router is busy anyway must not shorten its rest.
    if (known?.kind === 'busy' && trouble.kind === 'busy' && known.untilMs > trouble.untilMs) return
    router.troubles.set(trouble.network, trouble)
  }

  private busy(networks: readonly number[], from: Place): void {
    const router = this.routers.get(`${from.ip}:${from.port}`) ?? (networks.length > 0 ? this.routerAt(from) : undefined)
    if (router === undefined) return
    router.heardMs = this.clock.monotonicMs()
    router.lastHeardMs = this.clock.nowMs()
    const untilMs = router.heardMs + BUSY_MS
    for (const network of networks.length > 0 ? networks : router.networks.keys()) {
      if (!router.networks.has(network) && !this.leads(router, network, true)) continue
      this.setTrouble(router, { network, kind: 'busy', reason: REJECT_REASON.busy, untilMs })
    }
    this.changed()
  }

  private available(networks: readonly number[], from: Place): void {
    const router = this.routers.get(`${from.ip}:${from.port}`)
    if (router === undefined) return
    for (const network of networks.length > 0 ? networks : [...router.troubles.keys()]) router.troubles.delete(network)
    this.changed()
  }

  private numbered(network: number, configured: boolean, from: Place): void {
    if (from.interfaceName === undefined) return
    const address = `${from.ip}:${from.port}`
    const known = this.numbers.get(address)
    if (known === undefined && this.numbers.size >= MOST_NUMBERS) return
    this.numbers.set(address, { interfaceName: from.interfaceName, network, from: address, configured })
    if (known?.network !== network) this.changed()
  }

  private count(network: number, instance: number): void {
    let instances = this.heard.get(network)
    if (instances?.has(instance) === true || this.instances >= MOST_INSTANCES) return
    if (instances === undefined && this.heard.size >= MOST_NETWORKS_HEARD) return
    if (instances === undefined) this.heard.set(network, (instances = new Set()))
    instances.add(instance)
    this.instances += 1
    this.changed()
  }

  private endBusy(): void {
    const now = this.clock.monotonicMs()
    for (const { troubles } of this.routers.values()) for (const [network, { untilMs }] of troubles) if (untilMs <= now) troubles.delete(network)
  }
}
