/** Asks who is there, on chosen interfaces and at chosen peers, and collects the answers. */
import type { Clock } from '../../../shared/clock.ts'
import type { IAm } from '../../../shared/domain/acquisition.ts'
import { addressKey, type DeviceAddress } from '../../../shared/domain/device.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'
import type { DiscoveryRequest } from './acquisition-types.ts'
import { whoIsAtDatagram, type WhoIsRange } from './datagrams.ts'
import { findAt } from './device-at.ts'
import type { LocalInterface } from './interfaces.ts'
import type { Outbound, Reach } from './outbound.ts'
import type { Requesters } from './peer.ts'

export interface DiscoveryDeps {
  readonly clock: Clock
  readonly send: (datagram: Buffer, ip: string, port: number) => void
  readonly interfaces: () => readonly LocalInterface[]
  readonly outbound: Pick<Outbound, 'whoIs' | 'whoIsOnNetwork' | 'askRouters'>
  readonly peers: Requesters
  /** Addresses asked in every search but one for certain peers only. */
  readonly kept: () => readonly DeviceAddress[]
}

/** Datagrams get lost: everything is asked twice, this far apart. */
const SECOND_ROUND_MS = 700
/** Peers are asked in groups, so that neither socket nor network is flooded. */
const TARGETS_AT_ONCE = 50
const BETWEEN_GROUPS_MS = 20
const MOST_ANSWERS = 20_000

/** The interfaces a request means: those named; without names all but loopback, or none where only certain peers are asked. */
export const chosenInterfaces = ({ interfaces, targets }: Pick<DiscoveryRequest, 'interfaces' | 'targets'>, all: readonly LocalInterface[]): readonly LocalInterface[] => {
  if (interfaces.length > 0) return all.filter(({ name, address }) => interfaces.includes(name) || interfaces.includes(address))
  return targets.length > 0 ? [] : all.filter(({ loopback }) => !loopback)
}

const isOn = (networks: readonly number[], { network }: DeviceAddress): boolean => network !== undefined && networks.includes(network)

const isTarget = (targets: readonly DeviceAddress[], address: DeviceAddress): boolean => targets.some((target) => addressKey(target) === addressKey(address))

const rangeOf = ({ lowInstance, highInstance }: DiscoveryRequest): WhoIsRange | undefined =>
  lowInstance === undefined && highInstance === undefined ? undefined : { low: lowInstance ?? 0, high: highInstance ?? 4_194_302 }

/** A request with the addresses kept for every search. */
interface Search extends DiscoveryRequest {
  readonly onlyTargets: boolean
}

/** Only certain peers are asked, nothing is broadcast. */
const isForTargets = ({ targets, interfaces, networks }: DiscoveryRequest): boolean => targets.length > 0 && interfaces.length === 0 && networks === undefined

interface Run {
  readonly heard: Map<string, IAm>
  take(iAm: IAm): void
}

export class Discovery {
  private readonly deps: DiscoveryDeps
  private readonly runs = new Set<Run>()

  constructor(deps: DiscoveryDeps) {
    this.deps = deps
  }

  /** Hands an I-Am to every discovery under way. */
  heard(iAm: IAm): void {
    for (const run of this.runs) run.take(iAm)
  }

  async run(wanted: DiscoveryRequest, signal: AbortSignal): Promise<Result<readonly IAm[]>> {
    const request: Search = { ...wanted, onlyTargets: isForTargets(wanted), targets: this.targetsOf(wanted) }
    const range = rangeOf(request)
    const heard = new Map<string, IAm>()
    const run: Run = {
      heard,
      take: (iAm) => {
        if (range !== undefined && (iAm.instance < range.low || iAm.instance > range.high)) return
        if (!this.concerns(request, iAm)) return
        if (request.networks !== undefined && !isOn(request.networks, iAm.address) && !isTarget(request.targets, iAm.address)) return
        // Two instances at one address are two devices; one device heard twice is one.
        if (heard.size < MOST_ANSWERS) heard.set(`${addressKey(iAm.address)} ${iAm.instance}`, iAm)
      },
    }
    this.runs.add(run)
    try {
      await this.ask(request, range, heard, signal)
      await this.wait(SECOND_ROUND_MS, signal)
      await this.ask(request, range, heard, signal)
      await this.wait(request.listenMs / 2, signal)
      await Promise.all([this.askDevices(request, run, signal), this.wait(request.listenMs / 2, signal)])
    } finally {
      this.runs.delete(run)
    }
    if (signal.aborted) return failure('cancelled', 'The discovery was cancelled.')
    return ok([...heard.values()])
  }

  private targetsOf(request: DiscoveryRequest): readonly DeviceAddress[] {
    if (isForTargets(request)) return request.targets
    const { networks } = request
    const kept = networks === undefined ? this.deps.kept() : this.deps.kept().filter((address) => isOn(networks, address))
    return [...new Map([...request.targets, ...kept].map((address) => [addressKey(address), address])).values()]
  }

  /** Whether the answer came from where was asked; from beyond all local subnets it may have. */
  private concerns(request: DiscoveryRequest, { interfaceName, address }: IAm): boolean {
    if (request.interfaces.length === 0 || interfaceName === undefined) return true
    return chosenInterfaces(request, this.deps.interfaces()).some(({ name }) => name === interfaceName) || request.targets.some(({ ip }) => ip === address.ip)
  }

  private async ask(request: Search, range: WhoIsRange | undefined, heard: ReadonlyMap<string, IAm>, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    this.askAll(request, range)
    const open = silentTargets(request, heard)
    for (let from = 0; from < open.length && !signal.aborted; from += TARGETS_AT_ONCE) {
      for (const target of open.slice(from, from + TARGETS_AT_ONCE)) this.deps.send(whoIsAtDatagram(target, range), target.ip, target.port)
      if (from + TARGETS_AT_ONCE < open.length) await this.wait(BETWEEN_GROUPS_MS, signal)
    }
  }

  private askAll(request: Search, range: WhoIsRange | undefined): void {
    const { outbound } = this.deps
    const { onlyTargets } = request
    const locals = chosenInterfaces({ ...request, targets: onlyTargets ? request.targets : [] }, this.deps.interfaces())
    const reach: Reach = { locals, overBbmd: !onlyTargets }
    if (!onlyTargets) outbound.askRouters(reach)
    if (request.networks === undefined) outbound.whoIs(reach, range)
    else for (const network of request.networks) outbound.whoIsOnNetwork(network, reach, range)
  }

  /** Devices that hear no Who-Is, or do not answer it, may still say who they are when their device object is read. */
  private async askDevices(request: DiscoveryRequest, run: Run, signal: AbortSignal): Promise<void> {
    const silent = silentTargets(request, run.heard)
    const ask = async (target: DeviceAddress): Promise<void> => {
      const iAm = await findAt(target, this.deps.peers.at(target), signal)
      if (iAm !== undefined) run.take(iAm)
    }
    await Promise.all(silent.map(ask))
  }

  /** Ends early when the signal aborts. */
  private wait(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const finish = (): void => {
        stop()
        signal.removeEventListener('abort', finish)
        resolve()
      }
      const stop = this.deps.clock.after(ms, finish)
      signal.addEventListener('abort', finish)
    })
  }
}

/** Targets at which no device was heard yet. */
const silentTargets = ({ targets }: DiscoveryRequest, heard: ReadonlyMap<string, IAm>): readonly DeviceAddress[] => {
  const answered = new Set([...heard.values()].map(({ address }) => addressKey(address)))
  return targets.filter((target) => !answered.has(addressKey(target)))
}
