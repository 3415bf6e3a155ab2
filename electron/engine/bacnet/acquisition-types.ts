/** The door of `bacnet/`: what the rest of the engine may ask of the network and what it hears from it. */
import type { Clock } from '../../../shared/clock.ts'
import type { DeviceFacts, IAm, InterfaceInfo, ObjectFacts, PollOutcome, ReadingBatch, RequestErrorKind } from '../../../shared/domain/acquisition.ts'
import type { CovMode, CovState } from '../../../shared/domain/cov.ts'
import type { DeviceAddress, Segmentation } from '../../../shared/domain/device.ts'
import type { LearntProfile } from '../../../shared/domain/learnt-profile.ts'
import type { PollLoad } from '../../../shared/domain/poll-load.ts'
import type { Result } from '../../../shared/result.ts'
import type { Log } from '../log.ts'
import type { BroadcastSource } from './broadcast-meter.ts'
import type { ClockReading } from './device-clock.ts'
import type { ReportedEvents } from './event-reader.ts'
import type { ForeignFacts, ForeignSettings } from './foreign-device.ts'
import type { Heard } from './internetwork.ts'
import type { MapFacts } from './network-map.ts'
import type { CommandResult, DeviceCommand } from './commands.ts'
import type { RequestFailure } from './answers.ts'
import type { AllProperties } from './all-properties.ts'
import type { PropertyQuestion, PropertyResult, ReadManner } from './property-reader.ts'
import type { Priority } from './turns.ts'
import type { LogReading, LogRequest } from './trend-log-reader.ts'

export interface AcquisitionDeps {
  readonly clock: Clock
  /** Uniform in [0, 1): jitter only. */
  readonly random: () => number
  readonly log: Log
  readonly listener: AcquisitionListener
  /** Knows no interface but loopback, so that nothing is ever broadcast on a real network: the demo, tests, benches. */
  readonly loopbackOnly?: boolean
}

/** Facts as they happen. Called synchronously from the socket's handlers: be quick. */
export interface AcquisitionListener {
  /** Values of one answer. The four arrays share one ArrayBuffer: clone them, do not transfer them. */
  readings(batch: ReadingBatch): void
  /** Points under a live COV subscription that stand as they were: as good as read again, but nothing to keep. `atMs`: the device's last sign of life. About once per interval of each. */
  unchanged?(deviceId: number, pointIds: Int32Array, atMs: number): void
  /** One per request, failed or not. */
  outcome(outcome: PollOutcome): void
  /** A point that exists no more or gives no number; its value is unknown from now on. */
  pointProblem(deviceId: number, pointId: number, error: RequestErrorKind, text: string): void
  /** Any I-Am, asked for or not. */
  iAm(iAm: IAm): void
  /** A watched device went offline or came back (hysteresis both ways; first answer of a run = online). */
  reachability(deviceId: number, state: 'online' | 'offline', atMs: number): void
  /** A watched device answers from another address now and the old one is silent; polling already goes there. */
  moved(deviceId: number, from: DeviceAddress, to: DeviceAddress): void
  /** Two live peers claim one instance. Polling stays with `address`. */
  duplicate(instance: number, address: DeviceAddress, other: DeviceAddress): void
  /** What was learnt of how a watched device can be read; at most every half minute, and when it is not watched any more. */
  learnt(deviceId: number, profile: LearntProfile): void
  /** Of the peers that claimed a watched device's instance none does any more. */
  duplicateOver?(instance: number): void
  interfacesChanged(interfaces: readonly InterfaceInfo[]): void
  /** Routers, networks or the registration as a foreign device are others than before; `network` and `foreignDevice` tell. May come in bursts. */
  networkChanged?(): void
  /** The socket died after it had been open; acquisition tries to reopen with back-off. */
  transportLost(text: string): void
  transportBack(): void
}

export interface TransportSettings {
  /** Local UDP port; 0 = any free (tests, or several engines on one machine). */
  readonly port: number
  readonly requestTimeoutMs: number
  readonly inFlightPerDevice: number
  readonly requestsPerSecondPerDevice: number
  /** Of all devices of one network behind a router together. */
  readonly requestsPerSecondPerTrunk: number
  /** Of this laptop as a whole; broadcasts and what is not asked are not counted. */
  readonly requestsPerSecondTotal: number
  /** Whether points are subscribed where that costs less than polling. */
  readonly cov: CovMode
  /** Share of an MS/TP trunk's time that requests and their answers may take, 0..1, as estimated for its rate, bit/s. */
  readonly trunkShare: number
  readonly trunkBaudRate: number
}

export interface DiscoveryRequest {
  /**
   * Names of interfaces to broadcast on; empty = all but loopback, or none where `targets` names the peers to ask. With names, what is
   * heard on other interfaces meanwhile is not part of the answer.
   */
  readonly interfaces: readonly string[]
  /** Peers asked directly, unicast. */
  /** Peers asked directly: by Who-Is and, failing that, by reading the device object there. */
  readonly targets: readonly DeviceAddress[]
  /** Only devices on these networks behind routers; without, all. */
  readonly networks?: readonly number[]
  readonly lowInstance?: number
  readonly highInstance?: number
  /** How long to listen for I-Am after the last question, ms. */
  readonly listenMs: number
}

export interface WatchedPoint {
  readonly pointId: number
  readonly objectType: number
  readonly objectInstance: number
  /** 0 = not polled. */
  readonly intervalMs: number
}

export interface WatchedDevice {
  readonly deviceId: number
  readonly instance: number
  /** Object name of its device object, when known: a silent device is believed to have moved only to where a device has this name. */
  readonly name?: string
  readonly address: DeviceAddress
  readonly maxApdu: number
  readonly segmentation: Segmentation
  readonly firmware?: string
  /** What an earlier run learnt of it. */
  readonly learnt?: LearntProfile | undefined
  readonly points: readonly WatchedPoint[]
}

export interface Acquisition {
  /** Binds the socket, after closing the one that was open; what is watched stays so. Fails with `port-taken` (detail: port), `port-forbidden`, `no-network`. Polling starts with the first `watch`. */
  open(settings: TransportSettings): Promise<Result<{ readonly port: number }>>
  /** Changes limits without reopening. */
  configure(limits: Omit<TransportSettings, 'port'>): void
  /** Closes the socket and forgets what is watched. */
  close(): Promise<void>
  interfaces(): readonly InterfaceInfo[]
  /** Sends one Who-Is on every interface, unless it did within the last second; answers arrive as `iAm`. */
  probe(): void
  /** Who is there: every I-Am heard until `listenMs` has passed, one per address. */
  discover(request: DiscoveryRequest, signal: AbortSignal): Promise<Result<readonly IAm[]>>
  /** Which of some addresses answer as this device instance now; when several do, the instance is not followed to other addresses any more. */
  answering(instance: number, addresses: readonly DeviceAddress[]): Promise<readonly DeviceAddress[]>
  /**
   * Reads a device's own properties and all its objects: whole list, by index where segmentation fails, in batches fitting its max-APDU.
   * `progress` counts objects read of objects found. Objects that cannot be read are kept with what is known (name empty). `priority`: `user` when not given.
   */
  inspect(device: IAm, progress: (done: number, total: number) => void, signal: AbortSignal, priority?: Priority): Promise<Result<{ readonly device: DeviceFacts; readonly objects: readonly ObjectFacts[] }>>
  /** Reads any properties of a device's objects once; an answer for each question, in their order. */
  read(address: DeviceAddress, questions: readonly PropertyQuestion[], manner: ReadManner): Promise<readonly PropertyResult[]>
  /** All properties of one object by number, one way or another; what the object does not have is not among them. */
  readAll(address: DeviceAddress, object: { readonly type: number; readonly instance: number }, manner: ReadManner): Promise<AllProperties>
  /** The clock of the device with this instance; undefined when it has none or does not answer. */
  readClock(address: DeviceAddress, instance: number, manner: ReadManner): Promise<ClockReading | undefined>
  /** The events a device reports now. */
  readEvents(address: DeviceAddress, manner: ReadManner): Promise<ReportedEvents | RequestFailure>
  /**
   * Asks a device to change something: once, never repeated, because an answer that was lost does not tell whether it was done. For `monitor/writing/` alone,
   * which keeps the lock and the log.
   */
  command(address: DeviceAddress, command: DeviceCommand): Promise<CommandResult>
  /** Reads the records of a trend log that cover a period, oldest first. */
  readLog(address: DeviceAddress, request: LogRequest, manner: ReadManner): Promise<LogReading>
  /** What to poll from now on: replaces the former plan; state learnt of devices that stay is kept. */
  watch(devices: readonly WatchedDevice[]): void
  /** What goes first: points on the screen, which are read every two seconds while the budget allows it, and points with open alerts. Replaces what was said before. */
  prioritise(urgent: { readonly viewedPointIds: readonly number[]; readonly alarmedPointIds: readonly number[] }): void
  /** How the budget of requests is used now. */
  load(): PollLoad
  /** Nothing was observed for a while: whether each device is online or offline is found out, and told, anew. */
  doubtAll(): void
  /** Stops and restarts polling (laptop sleeps). */
  pause(): void
  resume(): void
  /** Addresses asked directly in every search from now on, besides what a request names; replaces the former ones. */
  alsoAsk(addresses: readonly DeviceAddress[]): void
  /** Whether two live peers were seen with this instance since the start: then what answers somewhere else may not be the one that fell silent. */
  isShared(instance: number): boolean
  /** Routers, networks behind them, and what is wrong there. */
  network(): MapFacts
  /** Asks all routers which networks they lead to; answers arrive as `networkChanged`. */
  askRouters(): void
  /** Registers as a foreign device with a BBMD from now on, or no more; the former one is told. Resolves when the farewell is over (half a second at most). */
  setForeignDevice(settings: ForeignSettings | undefined): Promise<void>
  foreignDevice(): ForeignFacts
  /** Who broadcasts how much, over the last ten minutes, the loudest first. */
  broadcasts(): readonly BroadcastSource[]
  /** What came in at all in the last minute: own broadcasts heard again, datagrams of others, and direct senders that belong to none of the local subnets. */
  heard(): Heard
  /** The COV subscriptions of each watched device. */
  cov(): readonly CovState[]
  /** Packets refused before decoding, by cause, since the start; and totals. */
  counters(): { readonly refused: Readonly<Record<string, number>>; readonly received: number; readonly sent: number }
}
