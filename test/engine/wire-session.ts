/** A technician's visit in short, on loopback: every call that makes the product send something, against a simulated building and odd peers; gives what left the engine's socket. */
import { createSimulator } from '../../electron/simulator/simulator.ts'
import type { Handlers } from '../../shared/contract.ts'
import type { Device } from '../../shared/domain/device.ts'
import type { DeviceEvents } from '../../shared/domain/device-voice.ts'
import type { Job } from '../../shared/domain/job.ts'
import type { Point } from '../../shared/domain/point.ts'
import type { Result } from '../../shared/result.ts'
import { tapDatagrams } from '../support/datagram-tap.ts'
import { eventually, jobEnd, startInlineEngine, valueOf } from '../support/inline-engine.ts'
import type { CapturedDatagram } from '../support/pcap.ts'
import { ScriptedBbmd } from '../support/scripted-bbmd.ts'
import { ANALOG, BINARY, openCovDevice, type CovDevice } from './bacnet/cov-rig.ts'
import { datagram, ScriptedPeer } from './bacnet/scripted-peer.ts'

export interface RecordedSession {
  /** What the engine sent, in order, its leave included. */
  readonly sent: readonly CapturedDatagram[]
  /** Its UDP port. */
  readonly port: number
}

const AHU = 1001
const OTHER_AHU = 1002
/** Five events fit one of its answers. */
const SMALL = 2002
const SEGMENTING = 77
const ROUTED = 79
const SUBSCRIBED = 9_001
const ROUTED_NETWORK = 2_005
const NOWHERE = 2_006
const NOWHERE_OCTETS = Buffer.from([NOWHERE >> 8, NOWHERE & 255])
const ROUTER = { network: ROUTED_NETWORK, mac: Buffer.from([7]) }
/** 135, annex J: Distribute-Broadcast-To-Network. */
const DISTRIBUTE = 0x09
/** A confirmed request for AtomicReadFile, which the product does not serve. */
const ATOMIC_READ_FILE = Buffer.from([0x00, 0x05, 8, 6])
const REJECTED = Buffer.from([0x60, 8, 9])
const HOUR_MS = 3_600_000
/** 135, BACnetEventState. */
const LOW_LIMIT = 4
/** Long, for a machine that is busy with other things; on a quiet one nothing takes a tenth of it. */
const PATIENCE_MS = 60_000

class Visit {
  readonly building = createSimulator({ port: 0, devices: 4, points: 160 })
  /** Its list of objects does not fit one answer: it is sent in segments. It knows neither events nor logs. */
  readonly segmenting = new ScriptedPeer({ instance: SEGMENTING, maxApdu: 480, segmentation: 0, segmentBytes: 100, window: 2 })
  /** Behind a router, and sends no segments: its list of objects is read element by element. */
  readonly routed = new ScriptedPeer({ instance: ROUTED, maxApdu: 206, behind: ROUTER })
  readonly bbmd = new ScriptedBbmd({ ip: '127.0.0.1', peers: [] })
  private readonly handlers: Handlers
  private readonly port: number
  /** What the engine has sent so far. */
  private readonly sent: () => readonly CapturedDatagram[]
  private devices: readonly Device[] = []
  private points: readonly Point[] = []

  constructor(handlers: Handlers, port: number, sent: () => readonly CapturedDatagram[]) {
    this.handlers = handlers
    this.port = port
    this.sent = sent
  }

  private device(instance: number): Device {
    const found = this.devices.find((one) => one.instance === instance)
    if (found === undefined) throw new Error(`device ${instance} was not found; there are ${this.devices.map((one) => one.instance).join()}`)
    return found
  }

  private pointsOf(instance: number, type: number): readonly Point[] {
    const { id } = this.device(instance)
    return this.points.filter(({ deviceId, objectType }) => deviceId === id && objectType === type)
  }

  private async end(started: Result<Job> | Promise<Result<Job>>): Promise<Job> {
    return jobEnd(this.handlers, valueOf(await started).id, PATIENCE_MS)
  }

  private async done(started: Result<Job> | Promise<Result<Job>>): Promise<void> {
    const job = await this.end(started)
    if (job.state !== 'done') throw new Error(`${job.kind} ended as ${job.state}: ${JSON.stringify(job.failure)}`)
  }

  async discover(cov: CovDevice): Promise<void> {
    const { devices } = await this.building.start()
    this.segmenting.addAnalogs(200)
    this.routed.addAnalogs(60)
    await Promise.all([this.segmenting.open(), this.routed.open()])
    const ports = [cov.port, this.segmenting.port, this.routed.port, ...devices.map(({ port }) => port)]
    await this.done(this.handlers.startDiscovery({ interfaces: [], targets: ports.map((port) => `127.0.0.1:${port}`) }))
    this.devices = valueOf(await this.handlers.listDevices({}))
    this.points = valueOf(await this.handlers.listPoints({}))
    for (const instance of [AHU, OTHER_AHU, SMALL, SEGMENTING, ROUTED, SUBSCRIBED]) this.device(instance)
  }

  /** By broadcast too; only of one instance, as others may be at work on this computer's loopback. */
  async searchSubnet(): Promise<void> {
    const interfaces = valueOf(await this.handlers.listInterfaces({})).map(({ name }) => name)
    await this.end(this.handlers.startDiscovery({ interfaces, targets: [], lowInstance: SEGMENTING, highInstance: SEGMENTING }))
    valueOf(await this.handlers.askRouters({}))
  }

  async liveValues(): Promise<void> {
    await eventually('live values', async () => [...valueOf(await this.handlers.getLiveValues({})).states].filter((state) => state !== 0).length > 100, PATIENCE_MS)
  }

  async look(): Promise<void> {
    for (const instance of [AHU, ROUTED]) valueOf(await this.handlers.readDevice({ deviceId: this.device(instance).id }))
    valueOf(await this.handlers.readObject({ pointId: this.pointsOf(AHU, 1)[0]!.id }))
    const { ip, port } = this.device(AHU).address
    const list = { target: `${ip}:${port}`, objectType: 8, objectInstance: AHU, property: 'object-list' }
    valueOf(await this.handlers.readProperty(list))
    valueOf(await this.handlers.readProperty({ ...list, index: 0 }))
  }

  async write(): Promise<void> {
    const [first, second] = this.pointsOf(AHU, 1) as [Point, Point]
    valueOf(await this.handlers.unlockWriting({ confirmed: true }))
    for (const { id } of [first, second]) valueOf(await this.handlers.writePoint({ pointId: id, value: 42, priority: 8, reason: 'Valve test' }))
    valueOf(await this.handlers.relinquishPoint({ pointId: first.id, priority: 8, reason: '' }))
    for (const outOfService of [true, false]) valueOf(await this.handlers.setOutOfService({ pointId: first.id, outOfService, reason: '' }))
    await this.done(this.handlers.relinquishAll({}))
    for (const utc of [true, false]) valueOf(await this.handlers.synchronizeTime({ deviceIds: [this.device(AHU).id], utc }))
    const trouble = valueOf(await this.handlers.listWrites({ limit: 100 })).filter(({ problem }) => problem !== null)
    if (trouble.length > 0) throw new Error(`writes went wrong: ${JSON.stringify(trouble)}`)
    if (this.building.slot(AHU, second.objectType, second.objectInstance, 8) === 42) throw new Error('a value was not given back')
  }

  /** Puts analog inputs of a device into low limit, and gives the events it then tells. */
  private async eventsOf(instance: number, most: number): Promise<DeviceEvents['events']> {
    const inputs = this.pointsOf(instance, 0).slice(0, most)
    for (const { objectInstance } of inputs) this.building.setEventState(instance, 0, objectInstance, LOW_LIMIT)
    const { events } = valueOf(await this.handlers.listDeviceEvents({ deviceId: this.device(instance).id }))
    if (events.length !== most) throw new Error(`device ${instance} told ${events.length} events, not ${most}`)
    return events
  }

  async events(): Promise<void> {
    await this.eventsOf(SMALL, 8)
    const [{ objectType, objectInstance }] = (await this.eventsOf(AHU, 1)) as [DeviceEvents['events'][number]]
    const { events } = valueOf(await this.handlers.acknowledgeDeviceEvent({ deviceId: this.device(AHU).id, objectType, objectInstance, text: 'On site' }))
    if (!events[0]?.acknowledged.offNormal) throw new Error('the event was not acknowledged')
    valueOf(await this.handlers.lockWriting({}))
    // It refuses to tell its events, then its alarms.
    valueOf(await this.handlers.listDeviceEvents({ deviceId: this.device(SEGMENTING).id }))
  }

  /** Of the one by time and sequence number, of the other by position. */
  async backfill(): Promise<void> {
    for (const { objectInstance } of this.pointsOf(OTHER_AHU, 20)) this.building.trendLog(OTHER_AHU, objectInstance)!.positionOnly = true
    const nowMs = Date.now()
    for (const instance of [AHU, OTHER_AHU]) await this.done(this.handlers.backfill({ deviceId: this.device(instance).id, fromMs: nowMs - 12 * HOUR_MS, toMs: nowMs }))
  }

  async throughBbmd(): Promise<void> {
    await this.bbmd.open()
    const settings = { bbmd: this.bbmd.address, ttlSeconds: 30 }
    valueOf(await this.handlers.setForeignDevice({ ...settings, enabled: true }))
    await eventually('the registration and the table', async () => {
      const { state, broadcastTable } = valueOf(await this.handlers.getNetworkMap({})).foreignDevice
      return state === 'registered' && broadcastTable.length > 0
    }, PATIENCE_MS)
    await this.done(this.handlers.discoverNetwork({ network: ROUTED_NETWORK, lowInstance: ROUTED, highInstance: ROUTED }))
    const job = valueOf(await this.handlers.discoverNetwork({ network: NOWHERE }))
    await eventually('the question for the network', () => this.sent().some(({ bytes }) => bytes[1] === DISTRIBUTE && bytes.includes(NOWHERE_OCTETS)), PATIENCE_MS)
    valueOf(await this.handlers.cancelJob({ jobId: job.id }))
    valueOf(await this.handlers.setForeignDevice({ ...settings, enabled: false }))
    await eventually('that it takes its leave', () => this.bbmd.removals === 1, PATIENCE_MS)
  }

  /** Two devices that are watched, one of them behind a router, ask for what the product does not serve. */
  async askTheEngine(): Promise<void> {
    const engine = { ip: '127.0.0.1', port: this.port }
    this.segmenting.sendRaw(datagram(ATOMIC_READ_FILE), engine)
    this.routed.sendRaw(datagram(ATOMIC_READ_FILE, ROUTER), engine)
    await eventually('both refusals', () => this.sent().filter(({ bytes }) => bytes.subarray(-3).equals(REJECTED)).length === 2, PATIENCE_MS)
  }

  async subscriptions(): Promise<void> {
    const { id } = this.device(SUBSCRIBED)
    await eventually('both points subscribed', async () => {
      const state = valueOf(await this.handlers.getCovStates({})).find(({ deviceId }) => deviceId === id)
      return state?.alive === 2 && state.confirmed
    }, PATIENCE_MS)
  }

  async close(): Promise<void> {
    await Promise.all([this.building.stop(), this.segmenting.close(), this.routed.close(), this.bbmd.close()])
  }
}

/** Two points, notified with confirmation only; the analog one moves by far less than its own increment, so that a finer one is asked for. */
const openSubscribed = async (): Promise<CovDevice> => {
  const device = await openCovDevice(SUBSCRIBED, { binaries: 1, analogs: 1 })
  device.server.subscriptions.offers = 'confirmed'
  device.set(BINARY, 1, 1)
  let turn = 0
  const timer = setInterval(() => device.set(ANALOG, 1, 20 + 0.002 * (turn++ % 5)), 130)
  return {
    ...device,
    close: async () => {
      clearInterval(timer)
      await device.close()
    },
  }
}

/** Runs the visit; rejects with what did not come about. Takes half a minute. */
export const recordSession = async (): Promise<RecordedSession> => {
  const tap = tapDatagrams()
  const engine = await startInlineEngine()
  const { port } = valueOf(await engine.handlers.getStatus({})).transport
  const sent = (): CapturedDatagram[] => tap.datagrams.filter(({ from }) => from.port === port)
  const visit = new Visit(engine.handlers, port, sent)
  const cov = await openSubscribed()
  let running = true
  try {
    valueOf(await engine.handlers.changeSettings({ patch: { defaultPollIntervalMs: 1_000, requestTimeoutMs: 2_000, requestsPerSecondPerDevice: 200, requestsPerSecondPerTrunk: 200 } }))
    await visit.discover(cov)
    await visit.liveValues()
    await visit.searchSubnet()
    await visit.look()
    await visit.write()
    await visit.events()
    await visit.backfill()
    await visit.throughBbmd()
    await visit.subscriptions()
    await visit.askTheEngine()
    await engine.stop()
    running = false
    return { sent: sent(), port }
  } finally {
    tap.close()
    if (running) await engine.stop()
    await cov.close()
    await visit.close()
  }
}
