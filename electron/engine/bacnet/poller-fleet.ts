/** The pollers of all watched devices: made and ended as wished, told what is urgent, run while the network is open, and replanned by what is subscribed. */
import type { ReadingBatch } from '../../../shared/domain/acquisition.ts'
import type { AcquisitionDeps, TransportSettings, WatchedDevice } from './acquisition-types.ts'
import type { CovCenter } from './cov-center.ts'
import { DevicePoller } from './device-poller.ts'
import type { Peers } from './peers.ts'

export interface PollerFleetParts {
  readonly deps: AcquisitionDeps
  readonly peers: Peers
  readonly subscriptions: CovCenter
  readonly limits: () => Omit<TransportSettings, 'port'>
  /** The network is open and nobody paused. */
  readonly runs: () => boolean
}

export class PollerFleet {
  private readonly parts: PollerFleetParts
  private readonly pollers = new Map<number, DevicePoller>()
  /** As wished; what is polled depends on what is subscribed. */
  private readonly watched = new Map<number, WatchedDevice>()
  private urgent: { readonly viewed: ReadonlySet<number>; readonly alarmed: ReadonlySet<number> } = { viewed: new Set(), alarmed: new Set() }

  constructor(parts: PollerFleetParts) {
    this.parts = parts
  }

  /** By device, as they are at any time. */
  get byDevice(): ReadonlyMap<number, DevicePoller> {
    return this.pollers
  }

  /** These devices and no others. */
  watch(devices: readonly WatchedDevice[]): void {
    const wanted = new Set(devices.map(({ deviceId }) => deviceId))
    for (const [deviceId, poller] of this.pollers) {
      if (wanted.has(deviceId)) continue
      poller.stop()
      this.pollers.delete(deviceId)
      this.watched.delete(deviceId)
    }
    const changed = devices.filter((device) => this.watched.get(device.deviceId) !== device)
    for (const device of changed) {
      this.watched.set(device.deviceId, device)
      if (!this.pollers.has(device.deviceId)) this.add(device)
    }
    this.parts.subscriptions.watch(devices.map((device) => ({ device, link: this.pollers.get(device.deviceId)! })))
    for (const { deviceId } of changed) this.replan(deviceId)
  }

  /** Ends all pollers; the devices are watched until `forget`. */
  stop(): void {
    for (const poller of this.pollers.values()) poller.stop()
    this.pollers.clear()
  }

  forget(): void {
    this.watched.clear()
    this.parts.subscriptions.watch([])
  }

  prioritise(viewedPointIds: readonly number[], alarmedPointIds: readonly number[]): void {
    this.urgent = { viewed: new Set(viewedPointIds), alarmed: new Set(alarmedPointIds) }
    for (const poller of this.pollers.values()) poller.prioritise(this.urgent.viewed, this.urgent.alarmed)
  }

  /** Points that are subscribed are polled slowly. */
  replan(deviceId: number): void {
    const device = this.watched.get(deviceId)
    if (device !== undefined) this.pollers.get(deviceId)?.update(this.parts.subscriptions.planOf(device))
  }

  runOrPause(): void {
    const run = this.parts.runs()
    for (const poller of this.pollers.values()) {
      if (run) poller.resume()
      else poller.pause()
    }
  }

  doubtAll(): void {
    for (const poller of this.pollers.values()) poller.doubt()
  }

  private add(device: WatchedDevice): void {
    const { deps, peers, limits, runs } = this.parts
    const { clock, random, log, listener } = deps
    const heard = {
      readings: (batch: ReadingBatch) => this.takePolled(batch),
      outcome: listener.outcome.bind(listener),
      pointProblem: listener.pointProblem.bind(listener),
      reachability: listener.reachability.bind(listener),
      learnt: listener.learnt.bind(listener),
    }
    const poller = new DevicePoller(device, { clock, random, log, listener: heard, limits, peers })
    this.pollers.set(device.deviceId, poller)
    poller.prioritise(this.urgent.viewed, this.urgent.alarmed)
    if (runs()) poller.start()
    else poller.pause()
  }

  private takePolled(batch: ReadingBatch): void {
    this.parts.subscriptions.polled(batch)
    this.parts.deps.listener.readings(batch)
  }
}
