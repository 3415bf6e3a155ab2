/** The door's implementation: one socket, and around it discovery, inspection, polling and the watch over addresses. */
import type { IAm, InterfaceInfo } from '../../../shared/domain/acquisition.ts'
import type { DeviceAddress } from '../../../shared/domain/device.ts'
import type { Result } from '../../../shared/result.ts'
import type { Acquisition, AcquisitionDeps, DiscoveryRequest, TransportSettings, WatchedDevice } from './acquisition-types.ts'
import { whoIsDatagram } from './datagrams.ts'
import { DevicePoller } from './device-poller.ts'
import { broadcastWhoIs, Discovery } from './discovery.ts'
import { inspectDevice, type Inspected } from './inspection.ts'
import { InterfaceMonitor } from './interface-monitor.ts'
import { isOnSubnet, readInterfaces, type LocalInterface } from './interfaces.ts'
import { Peers } from './peers.ts'
import { readProperties, type PropertyQuestion, type PropertyResult, type ReadManner } from './property-reader.ts'
import { searchInterfaces, searchTargets } from './search.ts'
import { Traffic } from './traffic.ts'
import { UdpSocket } from './udp-socket.ts'
import { Whereabouts } from './whereabouts.ts'

/** UDP ports 47808 to 47823 are BACnet's by convention; on any other local port the network itself is still at 47808. */
const BACNET_PORT = 47_808
const LAST_BACNET_PORT = 47_823
const REOPEN_FIRST_MS = 1_000
const REOPEN_LONGEST_MS = 30_000
const MOST_TARGETS_KEPT = 1_000
const TARGETS_PER_SEARCH = 100

const DEFAULT_LIMITS: Omit<TransportSettings, 'port'> = {
  requestTimeoutMs: 3_000,
  inFlightPerDevice: 2,
  requestsPerSecondPerDevice: 20,
  requestsPerSecondPerTrunk: 10,
  requestsPerSecondTotal: 200,
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
  private readonly pollers = new Map<number, DevicePoller>()
  private readonly targets = new Map<string, { readonly ip: string; readonly port: number }>()
  private port = 0
  private isOpen = false
  private paused = false
  private closed = false
  private stopReopening: (() => void) | undefined

  constructor(deps: AcquisitionDeps) {
    this.deps = deps
    const { clock, random, log, listener } = deps
    const send = (datagram: Buffer, ip: string, port: number): void => this.socket.send(datagram, ip, port, (text) => log.warn(`nothing could be sent to ${ip}:${port}: ${text}`))
    this.socket = new UdpSocket({
      packet: (bytes, ip, port) => this.traffic.take(bytes, ip, port),
      lost: (text) => this.lost(text),
    })
    this.peers = new Peers({ clock, random, limits: () => this.limits, send: (datagram, ip, port, failed) => this.socket.send(datagram, ip, port, failed) })
    this.traffic = new Traffic({ log, peers: this.peers, iAm: (iAm, heardFrom) => this.heard(iAm, heardFrom) })
    const read = (): LocalInterface[] => readInterfaces().filter(({ loopback }) => loopback || deps.loopbackOnly !== true)
    this.monitor = new InterfaceMonitor({ changed: (all) => listener.interfacesChanged(all), appeared: (local) => this.wake(local) }, read)
    this.discovery = new Discovery({ clock, send, interfaces: () => this.monitor.local(), broadcastPort: () => this.broadcastPort })
    this.whereabouts = new Whereabouts({ clock, log, listener, peers: this.peers, search: (instance, last) => this.search(instance, last, send) })
  }

  private get broadcastPort(): number {
    return this.port >= BACNET_PORT && this.port <= LAST_BACNET_PORT ? this.port : BACNET_PORT
  }

  async open(settings: TransportSettings): Promise<Result<{ readonly port: number }>> {
    this.closed = false
    this.configure(settings)
    await this.closeSocket()
    const opened = await this.socket.open(settings.port)
    if (!opened.ok) return opened
    this.port = opened.value.port
    this.isOpen = true
    this.monitor.start(this.deps.clock)
    this.monitor.look()
    this.whereabouts.watch(this.pollers.values())
    this.startOrStopPolling()
    return opened
  }

  configure(limits: Omit<TransportSettings, 'port'>): void {
    const { requestTimeoutMs, inFlightPerDevice, requestsPerSecondPerDevice, requestsPerSecondPerTrunk, requestsPerSecondTotal } = limits
    this.limits = { requestTimeoutMs, inFlightPerDevice, requestsPerSecondPerDevice, requestsPerSecondPerTrunk, requestsPerSecondTotal }
  }

  async close(): Promise<void> {
    this.closed = true
    this.whereabouts.stop()
    this.monitor.stop()
    for (const poller of this.pollers.values()) poller.stop()
    this.pollers.clear()
    await this.closeSocket()
  }

  private async closeSocket(): Promise<void> {
    this.stopReopening?.()
    this.stopReopening = undefined
    this.isOpen = false
    this.startOrStopPolling()
    this.peers.cancelAll()
    await this.socket.close()
  }

  interfaces(): readonly InterfaceInfo[] {
    return this.monitor.list()
  }

  probe(): void {
    const send = (datagram: Buffer, ip: string, port: number): void => this.socket.send(datagram, ip, port, () => {})
    for (const local of this.monitor.local()) broadcastWhoIs(local, { send, broadcastPort: () => this.broadcastPort })
  }

  discover(request: DiscoveryRequest, signal: AbortSignal): Promise<Result<readonly IAm[]>> {
    for (const { ip, port } of request.targets) if (this.targets.size < MOST_TARGETS_KEPT) this.targets.set(`${ip}:${port}`, { ip, port })
    return this.discovery.run(request, signal)
  }

  answering(instance: number, addresses: readonly DeviceAddress[]): Promise<readonly DeviceAddress[]> {
    return this.whereabouts.answering(instance, addresses)
  }

  inspect(device: IAm, progress: (done: number, total: number) => void, signal: AbortSignal): Promise<Result<Inspected>> {
    return inspectDevice(device, this.peers.at(device.address), { clock: this.deps.clock, inFlight: this.limits.inFlightPerDevice, progress, signal })
  }

  read(address: DeviceAddress, questions: readonly PropertyQuestion[], manner: ReadManner): Promise<readonly PropertyResult[]> {
    return readProperties(this.peers.at(address), questions, manner)
  }

  watch(devices: readonly WatchedDevice[]): void {
    const wanted = new Set(devices.map(({ deviceId }) => deviceId))
    for (const [deviceId, poller] of this.pollers) {
      if (wanted.has(deviceId)) continue
      poller.stop()
      this.pollers.delete(deviceId)
    }
    for (const device of devices) {
      const known = this.pollers.get(device.deviceId)
      if (known === undefined) this.addPoller(device)
      else known.update(device)
    }
    if (!this.closed) this.whereabouts.watch(this.pollers.values())
  }

  private addPoller(device: WatchedDevice): void {
    const { clock, random, log, listener } = this.deps
    const poller = new DevicePoller(device, { clock, random, log, listener, limits: () => this.limits, peers: this.peers })
    this.pollers.set(device.deviceId, poller)
    if (this.isOpen && !this.paused) poller.start()
    else poller.pause()
  }

  pause(): void {
    this.paused = true
    this.startOrStopPolling()
  }

  resume(): void {
    this.paused = false
    this.startOrStopPolling()
  }

  private startOrStopPolling(): void {
    const run = this.isOpen && !this.paused
    for (const poller of this.pollers.values()) {
      if (run) poller.resume()
      else poller.pause()
    }
  }

  counters(): { readonly refused: Readonly<Record<string, number>>; readonly received: number; readonly sent: number } {
    return { refused: this.traffic.refused(), received: this.socket.received, sent: this.socket.sent }
  }

  private heard(said: IAm, heardFrom: string): void {
    const interfaceName = this.monitor.count(heardFrom, said.instance)
    const iAm = interfaceName === undefined ? said : { ...said, interfaceName }
    this.discovery.heard(iAm)
    this.whereabouts.heard(iAm)
    this.deps.listener.iAm(iAm)
  }

  /** The cable is back: devices on it are asked at once, not when their back-off ends. */
  private wake(local: LocalInterface): void {
    for (const poller of this.pollers.values()) if (isOnSubnet(poller.address.ip, local)) poller.heard()
  }

  private search(instance: number, last: DeviceAddress, send: (datagram: Buffer, ip: string, port: number) => void): void {
    const range = { low: instance, high: instance }
    for (const local of searchInterfaces(last, this.monitor.local())) broadcastWhoIs(local, { send, broadcastPort: () => this.broadcastPort }, range)
    const question = whoIsDatagram('unicast', range)
    for (const { ip, port } of searchTargets(last, [...this.targets.values()], BACNET_PORT, TARGETS_PER_SEARCH)) send(question, ip, port)
  }

  private lost(text: string): void {
    this.isOpen = false
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
    this.startOrStopPolling()
    this.deps.listener.transportBack()
  }
}

/** The network side of the engine. Nothing is bound, sent or read before `open`. */
export const createAcquisition = (deps: AcquisitionDeps): Acquisition => new BacnetAcquisition(deps)
