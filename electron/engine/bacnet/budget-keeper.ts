/** Keeps polling within its budget, and says how it is used: looks every two seconds at what all devices want, and stretches what does not fit. */
import type { Clock } from '../../../shared/clock.ts'
import type { CovState } from '../../../shared/domain/cov.ts'
import type { DeviceLoad, PollLoad, TrunkLoad } from '../../../shared/domain/poll-load.ts'
import type { DevicePoller } from './device-poller.ts'
import type { Peer, PeerLimits } from './peer.ts'
import { isMstp, trunkKey, type Peers } from './peers.ts'
import { stretches } from './poll-budget.ts'

export interface BudgetDeps {
  readonly clock: Clock
  readonly limits: () => PeerLimits
  readonly peers: Peers
  readonly pollers: ReadonlyMap<number, DevicePoller>
  /** What is subscribed of a device; undefined when there is nothing to tell. */
  readonly cov: (deviceId: number) => CovState | undefined
}

const LOOK_EVERY_MS = 2_000
/** Of these looks every so many also tells what was learnt. */
const TELL_EVERY_LOOKS = 15
const SECONDS_PER_MINUTE = 60

export class BudgetKeeper {
  private readonly deps: BudgetDeps
  private stopTimer: (() => void) | undefined
  private looks = 0

  constructor(deps: BudgetDeps) {
    this.deps = deps
  }

  start(): void {
    this.stopTimer ??= this.deps.clock.every(LOOK_EVERY_MS, () => this.look())
  }

  stop(): void {
    this.stopTimer?.()
    this.stopTimer = undefined
  }

  /** Shares the budget out anew. */
  look(): void {
    const { peers, pollers } = this.deps
    const { requestsPerSecondPerDevice, requestsPerSecondTotal } = this.deps.limits()
    const demands = [...pollers].map(([deviceId, poller]) => ({ deviceId, trunk: trunkKey(poller.address), ...poller.demand }))
    const limits = { perDevice: requestsPerSecondPerDevice, perTrunk: (trunk: string) => peers.trunkCapacity(trunk), total: requestsPerSecondTotal }
    for (const [deviceId, stretch] of stretches(demands, limits)) pollers.get(deviceId)?.stretchTo(stretch)
    this.looks += 1
    if (this.looks % TELL_EVERY_LOOKS === 0) for (const poller of pollers.values()) poller.tellLearnt()
  }

  load(): PollLoad {
    const { clock, peers, pollers } = this.deps
    const { requestsPerSecondTotal } = this.deps.limits()
    const now = clock.monotonicMs()
    const devices = [...pollers].map(([deviceId, poller]) => this.deviceLoad(deviceId, poller, peers.at(poller.address), now))
    return {
      atMs: clock.nowMs(),
      requestsPerSecond: peers.requestsPerSecond(),
      limitPerSecond: requestsPerSecondTotal,
      devices,
      trunks: this.trunkLoads(devices),
    }
  }

  private deviceLoad(deviceId: number, poller: DevicePoller, peer: Peer, now: number): DeviceLoad {
    const { stretch, fastestMs, ...state } = poller.state
    const cov = this.deps.cov(deviceId)
    const subscriptions = cov?.alive ?? 0
    const gap = poller.lateness.usualGap
    return {
      deviceId,
      requestsPerSecond: peer.sent.perSecond(now),
      limitPerSecond: this.deps.limits().requestsPerSecondPerDevice,
      waiting: peer.queued,
      retriesPerMinute: peer.retries.perSecond(now) * SECONDS_PER_MINUTE,
      latenessP50: poller.lateness.percentile(0.5),
      latenessP99: poller.lateness.percentile(0.99),
      stretch,
      wishedIntervalMs: fastestMs ?? null,
      effectiveIntervalMs: fastestMs === undefined ? null : fastestMs * Math.max(1, gap ?? stretch),
      maxApdu: poller.device.maxApdu,
      ...state,
      subscriptions,
      // What is subscribed is polled too, but only to check it.
      polledPoints: Math.max(0, state.polledPoints - subscriptions),
      ...(cov === undefined ? {} : { cov }),
    }
  }

  private trunkLoads(devices: readonly DeviceLoad[]): TrunkLoad[] {
    const { peers, pollers } = this.deps
    const byTrunk = Map.groupBy(devices, ({ deviceId }) => trunkKey(pollers.get(deviceId)!.address))
    const loads: TrunkLoad[] = []
    for (const [key, behind] of byTrunk) {
      if (key === undefined) continue
      const { address } = pollers.get(behind[0]!.deviceId)!
      const { ip, port, network } = address
      const mstp = isMstp(address)
      const { requestsPerSecondPerTrunk, trunkBaudRate } = this.deps.limits()
      loads.push({
        router: `${ip}:${port}`,
        network: network ?? 0,
        deviceIds: behind.map(({ deviceId }) => deviceId),
        requestsPerSecond: peers.trunkRequestsPerSecond(key),
        limitPerSecond: requestsPerSecondPerTrunk,
        waiting: sumOf(behind, ({ waiting }) => waiting),
        stretch: Math.max(...behind.map(({ stretch }) => stretch)),
        trunkShare: peers.trunkShare(key),
        baudRate: mstp ? trunkBaudRate : 0,
      })
    }
    return loads
  }
}

const sumOf = <T>(items: readonly T[], valueOf: (item: T) => number): number => items.reduce((sum, item) => sum + valueOf(item), 0)
