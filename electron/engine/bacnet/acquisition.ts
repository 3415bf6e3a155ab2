/** The door's implementation: one socket, and around it discovery, inspection, polling and the watch over addresses. */
import type { IAm, InterfaceInfo } from '../../../shared/domain/acquisition.ts'
import type { CovState } from '../../../shared/domain/cov.ts'
import { addressKey, type DeviceAddress } from '../../../shared/domain/device.ts'
import type { PollLoad } from '../../../shared/domain/poll-load.ts'
import type { Result } from '../../../shared/result.ts'
import type { Acquisition, AcquisitionDeps, DiscoveryRequest, TransportSettings, WatchedDevice } from './acquisition-types.ts'
import { readAllProperties, type AllProperties } from './all-properties.ts'
import type { RequestFailure } from './answers.ts'
import type { BroadcastSource } from './broadcast-meter.ts'
import { CovCenter } from './cov-center.ts'
import { whoIsAtDatagram } from './datagrams.ts'
import { giveCommand, type CommandResult, type DeviceCommand } from './commands.ts'
import { readClock, type ClockReading } from './device-clock.ts'
import { BudgetKeeper } from './budget-keeper.ts'
import { Discovery } from './discovery.ts'
import { readEvents, type ReportedEvents } from './event-reader.ts'
import type { ForeignFacts, ForeignSettings } from './foreign-device.ts'
import { inspectDevice, type Inspected } from './inspection.ts'
import { InterfaceMonitor } from './interface-monitor.ts'
import { isOnSubnet, readInterfaces, type LocalInterface } from './interfaces.ts'
import { Internetwork, type Heard } from './internetwork.ts'
import type { MapFacts } from './network-map.ts'
import { Peers } from './peers.ts'
import { PollerFleet } from './poller-fleet.ts'
import { readProperties, type PropertyQuestion, type PropertyResult, type ReadManner } from './property-reader.ts'
import type { Priority } from './turns.ts'
import { searchInterfaces, searchTargets } from './search.ts'
import { readTrendLog, type LogReading, type LogRequest } from './trend-log-reader.ts'
import { SendTroubles } from './send-troubles.ts'
import { Traffic } from './traffic.ts'
import { UdpSocket } from './udp-socket.ts'
import { Whereabouts } from './whereabouts.ts'

/** UDP ports 47808 to 47823 are BACnet's by convention; on any other local port the network itself is still at 47808. */
const BACNET_PORT = 47_808
const LAST_BACNET_PORT = 47_823
const REOPEN_FIRST_MS = 1_000
const REOPEN_LONGEST_MS = 30_000
/** Screens may ask often who is there; the network is not asked more often than this. */
const PROBE_EVERY_MS = 1_000
const MOST_TARGETS_KEPT = 1_000
const TARGETS_PER_SEARCH = 100

const DEFAULT_LIMITS: Omit<TransportSettings, 'port'> = {
  requestTimeoutMs: 3_000,
  inFlightPerDevice: 2,
  requestsPerSecondPerDevice: 20,
  requestsPerSecondPerTrunk: 10,
  requestsPerSecondTotal: 200,
  cov: 'off',
  trunkShare: 0.5,
  trunkBaudRate: 38_400,
}

class BacnetAcquisition implements Acquisition {
  private readonly deps: AcquisitionDeps
  private limits = DEFAULT_LIMITS
  private readonly socket: UdpSocket
  private readonly peers: Peers
  private readonly traffic: Traffic
  private readonly monitor: InterfaceMonitor
  private readonly discovery: Discovery
  private readonly whereabouts: Whereabouts
  private readonly budget: BudgetKeeper
  private readonly fleet: PollerFleet
  private readonly subscriptions: CovCenter
  private readonly internetwork: Internetwork
  private readonly targets = new Map<string, DeviceAddress>()
  private kept: readonly DeviceAddress[] = []
  private foreignWish: ForeignSettings | undefined
  private port = 0
  private isOpen = false
  private paused = false
  private closed = false
  private probedMs = -Infinity
  private stopReopening: (() => void) | undefined

  constructor(deps: AcquisitionDeps) {
    this.deps = deps
    const { clock, random, log, listener } = deps
    const troubles = new SendTroubles(clock, log)
    const send = (datagram: Buffer, ip: string, port: number): void => this.socket.send(datagram, ip, port, (text) => troubles.tell(ip, port, text))
    this.socket = new UdpSocket({
      packet: (bytes, ip, port) => this.traffic.take(bytes, ip, port),
      lost: (text) => this.lost(text),
    })
    this.peers = new Peers({
      clock,
      random,
      limits: () => this.limits,
      holdMs: ({ ip, port, network }) => (network === undefined ? 0 : this.internetwork.map.holdMs(ip, port, network)),
      send: (datagram, ip, port, failed) => this.socket.send(datagram, ip, port, failed),
    })
    this.internetwork = new Internetwork({
      clock,
      send,
      interfaces: () => this.monitor.local(),
      broadcastPort: () => this.broadcastPort,
      localPort: () => this.port,
      rejected: (ip, port, network, reason) => this.peers.rejected(ip, port, network, reason),
      changed: () => listener.networkChanged?.(),
      registered: () => {
        this.probedMs = -Infinity
        this.probe()
      },
    })
    this.subscriptions = new CovCenter({
      clock,
      random,
      log,
      peers: this.peers,
      send,
      isLocal: ({ ip, network }) => network === undefined && this.monitor.local().some((local) => isOnSubnet(ip, local)),
      readings: (batch) => listener.readings(batch),
      unchanged: (deviceId, pointIds, atMs) => listener.unchanged?.(deviceId, pointIds, atMs),
      covers: (deviceId) => this.fleet.replan(deviceId),
    })
    this.fleet = new PollerFleet({ deps, peers: this.peers, subscriptions: this.subscriptions, limits: () => this.limits, runs: () => this.isOpen && !this.paused })
    this.traffic = new Traffic({
      log,
      peers: this.peers,
      internetwork: this.internetwork,
      requests: (packet, bytes, address) => this.subscriptions.take(packet, bytes, address),
      iAm: (iAm, heardFrom) => this.heardDevice(iAm, heardFrom),
    })
    const read = (): LocalInterface[] => readInterfaces().filter(({ loopback }) => loopback || deps.loopbackOnly !== true)
    this.monitor = new InterfaceMonitor({ changed: (all) => listener.interfacesChanged(all), appeared: (local) => this.wake(local) }, read)
    const { outbound } = this.internetwork
    this.discovery = new Discovery({ clock, send, interfaces: () => this.monitor.local(), outbound, peers: this.peers, kept: () => this.kept })
    this.budget = new BudgetKeeper({ clock, limits: () => this.limits, peers: this.peers, pollers: this.fleet.byDevice, cov: (deviceId) => this.subscriptions.stateOf(deviceId) })
    this.whereabouts = new Whereabouts({ clock, log, listener, peers: this.peers, interfaces: () => this.monitor.local(), search: (instance, last) => this.search(instance, last, send) })
  }

  private get broadcastPort(): number {
    return this.port >= BACNET_PORT && this.port <= LAST_BACNET_PORT ? this.port : BACNET_PORT
  }

  async open(settings: TransportSettings): Promise<Result<{ readonly port: number }>> {
    this.closed = false
    this.configure(settings)
    if (this.isOpen) await this.internetwork.leave()
    await this.closeSocket()
    const opened = await this.socket.open(settings.port)
    if (!opened.ok) return opened
    this.port = opened.value.port
    this.isOpen = true
    this.monitor.start(this.deps.clock)
    this.monitor.look()
    this.internetwork.start()
    this.budget.start()
    this.whereabouts.watch(this.fleet.byDevice.values())
    this.startOrStopPolling()
    return opened
  }

  configure(limits: Omit<TransportSettings, 'port'>): void {
    this.limits = { ...limits }
    this.subscriptions.configure(limits.cov)
  }

  async close(): Promise<void> {
    this.closed = true
    this.whereabouts.stop()
    this.monitor.stop()
    this.budget.stop()
    this.fleet.stop()
    await Promise.all([this.subscriptions.stop(), this.internetwork.leave()])
    await this.closeSocket()
    this.fleet.forget()
  }

  private async closeSocket(): Promise<void> {
    this.stopReopening?.()
    this.stopReopening = undefined
    if (this.isOpen) await this.subscriptions.stop()
    this.isOpen = false
    this.internetwork.stop()
    this.startOrStopPolling()
    this.peers.cancelAll()
    await this.socket.close()
  }

  interfaces(): readonly InterfaceInfo[] {
    return this.monitor.list()
  }

  probe(): void {
    const now = this.deps.clock.monotonicMs()
    if (now - this.probedMs < PROBE_EVERY_MS) return
    this.probedMs = now
    this.subscriptions.asked()
    const reach = { locals: this.monitor.local(), overBbmd: true }
    this.internetwork.outbound.whoIs(reach)
    this.internetwork.outbound.askRouters(reach)
  }

  alsoAsk(addresses: readonly DeviceAddress[]): void {
    this.kept = addresses
  }

  isShared(instance: number): boolean {
    return this.whereabouts.isShared(instance)
  }

  network(): MapFacts {
    return this.internetwork.map.facts()
  }

  askRouters(): void {
    this.internetwork.outbound.askRouters({ locals: this.monitor.local(), overBbmd: true })
  }

  async setForeignDevice(settings: ForeignSettings | undefined): Promise<void> {
    this.foreignWish = settings
    await this.internetwork.foreign.leave()
    // Taking leave takes a while: what was wished last counts, whichever farewell ends last.
    if (this.foreignWish === settings) this.internetwork.foreign.configure(settings, this.isOpen)
  }

  foreignDevice(): ForeignFacts {
    return this.internetwork.foreign.facts()
  }

  broadcasts(): readonly BroadcastSource[] {
    return this.internetwork.broadcasts()
  }

  heard(): Heard {
    return this.internetwork.heard()
  }

  discover(request: DiscoveryRequest, signal: AbortSignal): Promise<Result<readonly IAm[]>> {
    for (const target of request.targets) if (this.targets.size < MOST_TARGETS_KEPT) this.targets.set(addressKey(target), target)
    this.subscriptions.asked()
    return this.discovery.run(request, signal)
  }

  answering(instance: number, addresses: readonly DeviceAddress[]): Promise<readonly DeviceAddress[]> {
    return this.whereabouts.answering(instance, addresses)
  }

  inspect(device: IAm, progress: (done: number, total: number) => void, signal: AbortSignal, priority: Priority = 'user'): Promise<Result<Inspected>> {
    return inspectDevice(device, this.peers.at(device.address), { clock: this.deps.clock, inFlight: this.limits.inFlightPerDevice, progress, manner: { signal, priority } })
  }

  read(address: DeviceAddress, questions: readonly PropertyQuestion[], manner: ReadManner): Promise<readonly PropertyResult[]> {
    return readProperties(this.peers.at(address), questions, manner)
  }

  readAll(address: DeviceAddress, { type, instance }: { readonly type: number; readonly instance: number }, manner: ReadManner): Promise<AllProperties> {
    return readAllProperties(this.peers.at(address), type, instance, manner)
  }

  readClock(address: DeviceAddress, instance: number, manner: ReadManner): Promise<ClockReading | undefined> {
    return readClock(this.peers.at(address), instance, this.deps.clock, manner)
  }

  readEvents(address: DeviceAddress, manner: ReadManner): Promise<ReportedEvents | RequestFailure> {
    return readEvents(this.peers.at(address), manner)
  }

  command(address: DeviceAddress, command: DeviceCommand): Promise<CommandResult> {
    const send = (datagram: Buffer, failed: (text: string) => void): void => this.socket.send(datagram, address.ip, address.port, failed)
    return giveCommand(command, { clock: this.deps.clock, peer: this.peers.at(address), address, send, isOpen: this.isOpen })
  }

  readLog(address: DeviceAddress, request: LogRequest, manner: ReadManner): Promise<LogReading> {
    return readTrendLog(this.peers.at(address), request, manner)
  }

  watch(devices: readonly WatchedDevice[]): void {
    this.fleet.watch(devices)
    if (this.closed) return
    this.whereabouts.watch(this.fleet.byDevice.values())
    this.budget.look()
  }

  prioritise({ viewedPointIds, alarmedPointIds }: { readonly viewedPointIds: readonly number[]; readonly alarmedPointIds: readonly number[] }): void {
    this.fleet.prioritise(viewedPointIds, alarmedPointIds)
    this.budget.look()
  }

  load(): PollLoad {
    return this.budget.load()
  }

  doubtAll(): void {
    this.fleet.doubtAll()
    // While nobody looked the BBMD may have forgotten this side.
    if (this.isOpen) this.internetwork.foreign.start()
  }

  pause(): void {
    this.paused = true
    this.startOrStopPolling()
  }

  resume(): void {
    this.paused = false
    if (this.isOpen) this.internetwork.foreign.start()
    this.startOrStopPolling()
  }

  private startOrStopPolling(): void {
    this.fleet.runOrPause()
    if (this.isOpen && !this.paused) this.subscriptions.start()
    else void this.subscriptions.stop()
  }

  cov(): readonly CovState[] {
    return this.subscriptions.states()
  }

  counters(): { readonly refused: Readonly<Record<string, number>>; readonly received: number; readonly sent: number } {
    return { refused: this.traffic.refused(), received: this.socket.received, sent: this.socket.sent }
  }

  private heardDevice(said: IAm, heardFrom: string): void {
    const interfaceName = this.monitor.count(heardFrom, said.instance)
    const iAm = interfaceName === undefined ? said : { ...said, interfaceName }
    this.internetwork.heardDevice(iAm)
    this.discovery.heard(iAm)
    this.whereabouts.heard(iAm)
    this.subscriptions.heardIAm(iAm.instance, iAm.address)
    this.deps.listener.iAm(iAm)
  }

  /** The cable is back: devices on it are asked at once, not when their back-off ends. */
  private wake(local: LocalInterface): void {
    for (const poller of this.fleet.byDevice.values()) if (isOnSubnet(poller.address.ip, local)) poller.heard()
    this.subscriptions.moved(({ ip }) => isOnSubnet(ip, local))
    // The BBMD knows this side by the address it had.
    if (this.isOpen && !local.loopback) this.internetwork.foreign.start()
  }

  private search(instance: number, last: DeviceAddress, send: (datagram: Buffer, ip: string, port: number) => void): void {
    this.subscriptions.asked()
    const range = { low: instance, high: instance }
    const { outbound } = this.internetwork
    const reach = { locals: searchInterfaces(last, this.monitor.local()), overBbmd: true }
    outbound.whoIs(reach, range)
    // A router that drops messages to all networks may pass on one to its own; one with a new address says so when asked.
    if (last.network !== undefined) outbound.whoIsOnNetwork(last.network, reach, range)
    for (const target of searchTargets(last, [...this.kept, ...this.targets.values()], BACNET_PORT, TARGETS_PER_SEARCH)) send(whoIsAtDatagram(target, range), target.ip, target.port)
  }

  private lost(text: string): void {
    this.isOpen = false
    this.internetwork.stop()
    this.startOrStopPolling()
    this.deps.log.error(`the BACnet socket died: ${text}`)
    this.deps.listener.transportLost(text)
    this.reopenAfter(REOPEN_FIRST_MS)
  }

  private reopenAfter(ms: number): void {
    this.stopReopening = this.deps.clock.after(ms, () => {
      this.stopReopening = undefined
      void this.reopen(ms)
    })
  }

  private async reopen(waitedMs: number): Promise<void> {
    const opened = await this.socket.open(this.port)
    if (this.closed) return this.socket.close()
    if (!opened.ok) return this.reopenAfter(Math.min(REOPEN_LONGEST_MS, waitedMs * 2))
    this.isOpen = true
    this.internetwork.start()
    this.startOrStopPolling()
    this.deps.listener.transportBack()
  }
}

/** The network side of the engine. Nothing is bound, sent or read before `open`. */
export const createAcquisition = (deps: AcquisitionDeps): Acquisition => new BacnetAcquisition(deps)
