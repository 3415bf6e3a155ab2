/** The COV subscriptions of all watched devices: who is subscribed, and the way of each notification to the subscription it belongs to. */
import type { Clock } from '../../../shared/clock.ts'
import type { CovMode, CovState } from '../../../shared/domain/cov.ts'
import type { ReadingBatch } from '../../../shared/domain/acquisition.ts'
import { addressKey, type DeviceAddress } from '../../../shared/domain/device.ts'
import type { Log } from '../log.ts'
import type { WatchedDevice, WatchedPoint } from './acquisition-types.ts'
import { CovDevice, type DeviceLink } from './cov-device.ts'
import { decodeCovNotification, type CovNotification } from './cov-notification.ts'
import { PDU, type Packet, type Refusal } from './packet-guard.ts'
import type { Requesters } from './peer.ts'
import { PROPERTY, SERVED, UNCONFIRMED } from './properties.ts'
import { ServedRequests } from './served-requests.ts'
import { objectIdCode } from './values.ts'

export interface CovCenterDeps {
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  readonly peers: Requesters
  readonly send: (datagram: Buffer, ip: string, port: number) => void
  readonly isLocal: (address: DeviceAddress) => boolean
  readonly readings: (batch: ReadingBatch) => void
  /** Subscribed points that stand as they were. */
  readonly unchanged: (deviceId: number, pointIds: Int32Array, atMs: number) => void
  /** Other points of the device are covered than before: its polling is to be planned anew. */
  readonly covers: (deviceId: number) => void
}

export interface Watched {
  readonly device: WatchedDevice
  readonly link: DeviceLink
}

const STEP_MS = 1_000
const DEVICE_TYPE = 8
/** I-Ams that come this soon after a question are answers to it. */
const ASKED_MS = 10_000
/** Longest time that the farewell to the devices may take. */
const FAREWELL_MS = 2_000
/** Process ids of this product, one per device; small ones, because some devices keep few bits of them. */
const FIRST_PROCESS_ID = 1_000
const PROCESS_IDS = 60_000

export class CovCenter {
  private readonly deps: CovCenterDeps
  private readonly served: ServedRequests
  private readonly devices = new Map<number, CovDevice>()
  private readonly links = new Map<number, DeviceLink>()
  private readonly byProcess = new Map<number, CovDevice>()
  private byAddress = new Map<string, CovDevice>()
  private readonly versions = new Map<number, number>()
  private mode: CovMode = 'off'
  private running = false
  private askedMs = -Infinity
  private stopTimer: (() => void) | undefined

  constructor(deps: CovCenterDeps) {
    this.deps = deps
    this.served = new ServedRequests(deps)
  }

  /** Switched off, all subscriptions are ended. */
  configure(mode: CovMode): void {
    if (mode === this.mode) return
    this.mode = mode
    if (mode === 'off') void this.leave([...this.devices.values()])
    else for (const device of this.devices.values()) device.enter()
  }

  watch(all: readonly Watched[]): void {
    const wanted = new Set(all.map(({ device }) => device.deviceId))
    const gone = [...this.devices.values()].filter(({ device }) => !wanted.has(device.deviceId))
    for (const device of gone) this.forget(device)
    void this.leave(gone)
    for (const { device, link } of all) {
      const known = this.devices.get(device.deviceId)
      if (known !== undefined && this.links.get(device.deviceId) === link) {
        if (known.device !== device) known.update(device)
      } else this.add(device, link)
    }
    this.readAddresses()
  }

  private add(device: WatchedDevice, link: DeviceLink): void {
    const former = this.devices.get(device.deviceId)
    if (former !== undefined) this.forget(former)
    const made = new CovDevice(device, this.freeProcessId(device.deviceId), link, this.deps)
    if (this.mode === 'off') void made.leave()
    this.devices.set(device.deviceId, made)
    this.links.set(device.deviceId, link)
    this.byProcess.set(made.processId, made)
    this.versions.set(device.deviceId, made.version)
  }

  /** The same for a device in every run, where it is free: subscriptions left over from a run that crashed are then made anew, not once more. */
  private freeProcessId(deviceId: number): number {
    let id = deviceId % PROCESS_IDS
    while (this.byProcess.has(FIRST_PROCESS_ID + id)) id = (id + 1) % PROCESS_IDS
    return FIRST_PROCESS_ID + id
  }

  private forget(device: CovDevice): void {
    const { deviceId } = device.device
    this.devices.delete(deviceId)
    this.links.delete(deviceId)
    this.byProcess.delete(device.processId)
    this.versions.delete(deviceId)
  }

  private readAddresses(): void {
    this.byAddress = new Map([...this.devices].map(([deviceId, device]) => [addressKey(this.links.get(deviceId)!.address), device]))
  }

  /** The plan of a device with the intervals that its subscribed points need. */
  planOf(device: WatchedDevice): WatchedDevice {
    const cov = this.devices.get(device.deviceId)
    if (cov === undefined) return device
    return { ...device, points: device.points.map((point) => coveredPoint(point, cov)) }
  }

  stateOf(deviceId: number): CovState | undefined {
    return this.mode === 'off' ? undefined : this.devices.get(deviceId)?.state()
  }

  states(): readonly CovState[] {
    return [...this.devices.values()].map((device) => device.state())
  }

  // ------------------------------------------------------------------ on and off

  /** The socket is open, and the laptop awake. */
  start(): void {
    if (this.running) return
    this.running = true
    if (this.mode === 'auto') for (const device of this.devices.values()) device.enter()
    this.stopTimer = this.deps.clock.every(STEP_MS, () => this.step())
  }

  /** Ends all subscriptions, in bounded time; before the socket closes and before sleep. */
  async stop(): Promise<void> {
    if (!this.running) return
    this.running = false
    this.stopTimer?.()
    await this.leave([...this.devices.values()])
  }

  private async leave(devices: readonly CovDevice[]): Promise<void> {
    let stopWaiting = (): void => {}
    const enough = new Promise<void>((resolve) => {
      stopWaiting = this.deps.clock.after(FAREWELL_MS, resolve)
    })
    await Promise.race([enough, Promise.all(devices.map((device) => device.leave()))])
    stopWaiting()
  }

  private step(): void {
    this.readAddresses()
    for (const [deviceId, device] of this.devices) {
      device.step()
      const { pointIds, atMs } = device.takeUnchanged()
      if (pointIds.length > 0) this.deps.unchanged(deviceId, Int32Array.from(pointIds), atMs)
      if (this.versions.get(deviceId) === device.version) continue
      this.versions.set(deviceId, device.version)
      this.deps.covers(deviceId)
    }
  }

  // ------------------------------------------------------------------ what is heard

  /** Values read by polling. */
  polled({ deviceId, pointIds, values, statusFlags }: ReadingBatch): void {
    const device = this.devices.get(deviceId)
    if (device !== undefined) for (let at = 0; at < pointIds.length; at++) device.polled(pointIds[at]!, values[at]!, statusFlags[at]!)
  }

  /** This side, or somebody else, asks who is there. */
  asked(): void {
    this.askedMs = this.deps.clock.monotonicMs()
  }

  heardIAm(instance: number, address: DeviceAddress): void {
    const device = this.byAddress.get(addressKey(address))
    if (device?.device.instance === instance) device.heardIAm(this.deps.clock.monotonicMs() - this.askedMs < ASKED_MS)
  }

  /** The laptop's own address changed: devices send to the former one. */
  moved(concerns: (address: DeviceAddress) => boolean): void {
    for (const [deviceId, device] of this.devices) if (concerns(this.links.get(deviceId)!.address)) device.restarted('this laptop has another address')
  }

  /** A request to this side, or a notification, that passed the guard. Gives the cause when it is not taken. */
  take(packet: Packet, bytes: Buffer, address: DeviceAddress): Refusal | undefined {
    if (packet.pdu === PDU.confirmedRequest) return this.takeRequest(packet, bytes, address)
    if (packet.service === UNCONFIRMED.whoIs) this.asked()
    if (packet.service !== UNCONFIRMED.covNotification) return undefined
    const notification = decodeCovNotification(bytes, packet.payloadAt, packet.end)
    if (notification === undefined) return 'cov'
    return this.takeNotification(notification, addressKey(address))
  }

  private takeRequest(packet: Packet, bytes: Buffer, address: DeviceAddress): Refusal | undefined {
    const key = addressKey(address)
    const known = this.byAddress.get(key)
    if (known === undefined) return 'unmatched'
    if (packet.service !== SERVED.covNotification) {
      this.served.refuse(address, packet.invokeId)
      return 'service'
    }
    const notification = decodeCovNotification(bytes, packet.payloadAt, packet.end)
    if (notification === undefined) return 'cov'
    // Acknowledged in any case: what this side forgot since its last run must not be repeated either.
    this.served.acknowledge(address, packet.invokeId, packet.service)
    return this.takeNotification(notification, key)
  }

  private takeNotification(notification: CovNotification, key: string): Refusal | undefined {
    const sender = this.byAddress.get(key)
    if (sender !== undefined && tellsRestart(notification, sender)) {
      sender.restarted('it says that it restarted')
      return undefined
    }
    const device = this.byProcess.get(notification.processId)
    // Notifications to others are legal; one that claims to be for this side must come from whom it subscribed.
    if (device === undefined) return undefined
    if (device !== sender) return 'unmatched'
    const point = device.notified(notification)
    if (point === undefined) return 'unmatched'
    this.deps.readings({
      deviceId: device.device.deviceId,
      pointIds: Int32Array.of(point.pointId),
      timesMs: Float64Array.of(this.deps.clock.nowMs()),
      values: Float64Array.of(point.value),
      statusFlags: Uint8Array.of(point.flags ?? 0),
    })
    return undefined
  }
}

const coveredPoint = (point: WatchedPoint, device: CovDevice): WatchedPoint => {
  const intervalMs = device.covered(point.pointId)
  return intervalMs === undefined ? point : { ...point, intervalMs }
}

/** A device that starts tells its recipients by a notification about its device object (135, 19.3). */
const tellsRestart = ({ deviceInstance, objectCode, properties }: CovNotification, { device }: CovDevice): boolean =>
  deviceInstance === device.instance &&
  objectCode === objectIdCode(DEVICE_TYPE, device.instance) &&
  (properties.includes(PROPERTY.timeOfDeviceRestart) || properties.includes(PROPERTY.lastRestartReason))
