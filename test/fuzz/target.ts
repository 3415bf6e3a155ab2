/** The whole way in, without a socket: guard, peers with requests under way, routers and networks, and every decoder. A defect throws. */
import { CovCenter } from '../../electron/engine/bacnet/cov-center.ts'
import { readPropertyApdu, readPropertyMultipleApdu, type RequestApdu } from '../../electron/engine/bacnet/datagrams.ts'
import { Internetwork } from '../../electron/engine/bacnet/internetwork.ts'
import { checkPacket, PDU } from '../../electron/engine/bacnet/packet-guard.ts'
import { Peers } from '../../electron/engine/bacnet/peers.ts'
import { SERVICE } from '../../electron/engine/bacnet/properties.ts'
import { TagWriter } from '../../electron/engine/bacnet/tag-writer.ts'
import { Traffic } from '../../electron/engine/bacnet/traffic.ts'
import { objectIdCode } from '../../electron/engine/bacnet/values.ts'
import type { Log } from '../../electron/engine/log.ts'
import type { Clock } from '../../shared/clock.ts'
import type { DeviceAddress } from '../../shared/domain/device.ts'
import { seededRandom } from '../../shared/random.ts'
import { DECODERS } from './decoders.ts'
import { bvlc, type Datagram, type Notifier, type Question } from './grammar.ts'

/** Who sends: devices asked, a router, a program on the host of a device, a stranger. */
export const SENDERS = [
  { ip: '10.0.0.1', port: 47_808 },
  { ip: '10.0.0.2', port: 47_808 },
  { ip: '10.0.0.9', port: 47_808 },
  { ip: '10.0.0.1', port: 50_000 },
  { ip: '10.0.0.99', port: 47_808 },
] as const

const ROUTER = 2
const ADDRESSES: readonly DeviceAddress[] = [
  SENDERS[0],
  SENDERS[1],
  { ...SENDERS[ROUTER], network: 5, mac: '0c' },
  { ...SENDERS[ROUTER], network: 2_001, mac: '0a0b0c0d0e0f10' },
]

/** Time passes with packets: so much each. */
const MS_PER_PACKET = 10
const LIMITS = { requestTimeoutMs: 3_000, inFlightPerDevice: 4, requestsPerSecondPerDevice: 1_000_000, requestsPerSecondPerTrunk: 1_000_000, requestsPerSecondTotal: 1_000_000, trunkShare: 1, trunkBaudRate: 115_200 }

/** Timers in the order they are due would be overkill for some dozens. */
class PacketClock implements Clock {
  private now = 1_000
  private readonly timers = new Set<{ atMs: number; readonly everyMs: number | undefined; readonly run: () => void }>()
  nowMs = (): number => 1_700_000_000_000 + this.now
  monotonicMs = (): number => this.now
  after = (delayMs: number, run: () => void): (() => void) => this.add(delayMs, undefined, run)
  every = (intervalMs: number, run: () => void): (() => void) => this.add(intervalMs, intervalMs, run)

  private add(delayMs: number, everyMs: number | undefined, run: () => void): () => void {
    const timer = { atMs: this.now + delayMs, everyMs, run }
    this.timers.add(timer)
    return () => this.timers.delete(timer)
  }

  advance(ms: number): void {
    this.now += ms
    for (const timer of Array.from(this.timers)) {
      if (timer.atMs > this.now || !this.timers.has(timer)) continue
      if (timer.everyMs === undefined) this.timers.delete(timer)
      else timer.atMs = this.now + timer.everyMs
      timer.run()
    }
  }
}

const bareRequest = (service: number): RequestApdu => ({ service, bytes: Buffer.from([0x02, 0x75, 0, service]) })
const ANALOG_1 = 1
const DEVICE_1 = 0x02_00_00_01

/** What is asked of every device, one after the other, for ever. */
const QUESTIONS: readonly { readonly apdu: RequestApdu; readonly objectCode: number; readonly property: number }[] = [
  { apdu: readPropertyApdu(0, 1, { property: 85 }), objectCode: ANALOG_1, property: 85 },
  { apdu: readPropertyMultipleApdu(Array.from({ length: 20 }, (_, at) => ({ type: 0, instance: at + 1, properties: [{ property: 85 }, { property: 111 }] }))), objectCode: ANALOG_1, property: 85 },
  { apdu: readPropertyApdu(8, 1, { property: 76 }), objectCode: DEVICE_1, property: 76 },
  ...[SERVICE.readRange, SERVICE.getEventInformation, SERVICE.getAlarmSummary, SERVICE.writeProperty].map((service) => ({ apdu: bareRequest(service), objectCode: (20 << 22) | 1, property: 131 })),
]

/** Process id of device 1's subscriptions. */
const FIRST_PROCESS = 1_001
const COV_POINTS = Array.from({ length: 10 }, (_, at) => ({ pointId: at + 1, objectType: at % 2 === 0 ? 0 : 3, objectInstance: at + 1, intervalMs: 1_000 }))

const contextObject = (code: number): Buffer => {
  const bytes = Buffer.from([0x2c, 0, 0, 0, 0])
  bytes.writeUInt32BE(code, 1)
  return bytes
}

/** Who may send notifications of what. */
export const NOTIFIERS: readonly Notifier[] = ADDRESSES.map((address, at) => ({
  sender: SENDERS.findIndex(({ ip, port }) => ip === address.ip && port === address.port),
  processId: FIRST_PROCESS + at,
  instance: at + 1,
  objectCodes: COV_POINTS.map(({ objectType, objectInstance }) => objectIdCode(objectType, objectInstance)),
  network: address.network,
  mac: Buffer.from(address.mac ?? '', 'hex'),
}))

const POINT_IDS = Int32Array.from(COV_POINTS, ({ pointId }) => pointId)
const TEN_NUMBERS = new Float64Array(COV_POINTS.length)
const NO_FLAGS = new Uint8Array(COV_POINTS.length)

export class FuzzTarget {
  private readonly clock = new PacketClock()
  private readonly peers: Peers
  private readonly traffic: Traffic
  /** Questions sent and, as far as anybody looked, not answered. */
  private readonly sentLast = new Map<string, { readonly question: Question; readonly address: DeviceAddress }>()
  private defect: unknown
  /** Answers that reached the one who asked. */
  answered = 0
  /** Values that came by notification. */
  notified = 0

  constructor() {
    const log: Log = {
      info: () => {},
      warn: () => {},
      // The way in catches what its handlers throw, so that one packet harms nobody else; here it is a defect all the same.
      error: (text, detail) => {
        this.defect ??= new Error(text, { cause: detail })
      },
    }
    const { clock } = this
    this.peers = new Peers({ clock, random: seededRandom(1), limits: () => LIMITS, send: (datagram, ip) => this.sent(datagram, ip) })
    const internetwork = new Internetwork({
      clock,
      send: () => {},
      interfaces: () => [],
      broadcastPort: () => 47_808,
      localPort: () => 47_808,
      rejected: (ip, port, network, reason) => this.peers.rejected(ip, port, network, reason),
      changed: () => {},
      registered: () => {},
    })
    const subscriptions = this.subscribed(log)
    this.traffic = new Traffic({
      log,
      peers: this.peers,
      internetwork,
      requests: (packet, bytes, address) => subscriptions.take(packet, bytes, address),
      iAm: (said) => {
        internetwork.heardDevice(said)
        subscriptions.heardIAm(said.instance, said.address)
      },
    })
    for (const address of ADDRESSES) for (let at = 0; at < LIMITS.inFlightPerDevice; at++) this.ask(address, at)
  }

  /** Subscriptions to the points of all devices asked; device 1 has process id 1001, and so on. */
  private subscribed(log: Log): CovCenter {
    const { clock } = this
    const center = new CovCenter({
      clock,
      random: seededRandom(2),
      log,
      peers: this.peers,
      send: () => {},
      isLocal: ({ network }) => network === undefined,
      readings: ({ pointIds, values }) => {
        if (pointIds.length !== 1 || values.length !== 1) throw new Error('a notification gives one value')
        this.notified += 1
      },
      unchanged: () => {},
      covers: () => {},
    })
    center.configure('auto')
    center.watch(
      ADDRESSES.map((address, at) => ({
        device: { deviceId: at + 1, instance: at + 1, address, maxApdu: 1_476, segmentation: 'both' as const, points: COV_POINTS },
        link: { address, silent: false, lastAnswerMs: 0, state: { batchSize: 1 }, probeSoon: () => {} },
      })),
    )
    center.start()
    // Values that stand still, so that subscriptions pay.
    clock.every(1_000, () => {
      ADDRESSES.forEach((_, at) => center.polled({ deviceId: at + 1, pointIds: POINT_IDS, timesMs: TEN_NUMBERS, values: TEN_NUMBERS, statusFlags: NO_FLAGS }))
    })
    return center
  }

  /** What an answer could answer now. */
  questions(): readonly Question[] {
    const questions: Question[] = []
    for (const [key, { question, address }] of this.sentLast) {
      if (this.peers.at(address).awaits({ pdu: PDU.complexAck, invokeId: question.invokeId, service: question.service })) questions.push(question)
      else this.sentLast.delete(key)
    }
    return questions
  }

  refused(): Readonly<Record<string, number>> {
    return this.traffic.refused()
  }

  /** Takes one datagram as it would come from the socket. Throws on any defect. */
  feed({ sender, bytes }: Datagram): void {
    const { ip, port } = SENDERS[sender % SENDERS.length]!
    this.traffic.take(bytes, ip, port)
    if (this.defect !== undefined) throw this.defect
    const verdict = checkPacket(bytes)
    if (typeof verdict !== 'string' && !verdict.segmented) for (const decode of Object.values(DECODERS)) decode(bytes, verdict.payloadAt, verdict.end)
    this.clock.advance(MS_PER_PACKET)
  }

  private ask(address: DeviceAddress, at: number): void {
    this.peers.at(address).request(QUESTIONS[at % QUESTIONS.length]!.apdu, (answer) => {
      if (answer.ok) {
        this.answered += 1
        for (const decode of Object.values(DECODERS)) decode(answer.bytes, answer.at, answer.end)
      }
      this.ask(address, at + 1)
    })
  }

  /** Devices grant every subscription and notify at once, so that what comes later meets living ones. */
  private grant(at: number, invokeId: number, objectCode: number): void {
    const { sender, processId, instance, network, mac } = NOTIFIERS[at]!
    const npdu = network === undefined ? Buffer.from([1, 0]) : Buffer.from([1, 8, network >> 8, network & 255, mac.length, ...mac])
    const value = new TagWriter().unsigned(processId, 0).objectId(8, instance, 1).raw(contextObject(objectCode)).unsigned(300, 3).open(4)
    value.unsigned(85, 0).open(2).real(21.5).close(2).unsigned(111, 0).open(2).bits([false, false, false, false]).close(2).close(4)
    this.clock.after(1, () => {
      this.feedQuietly({ sender, bytes: bvlc(0x0a, Buffer.concat([npdu, Buffer.from([0x20, invokeId, SERVICE.subscribeCov])])) })
    })
    this.clock.after(2 * MS_PER_PACKET, () => {
      this.feedQuietly({ sender, bytes: bvlc(0x0a, Buffer.concat([npdu, Buffer.from([0x10, 2]), value.bytes()])) })
    })
  }

  private feedQuietly({ sender, bytes }: Datagram): void {
    const { ip, port } = SENDERS[sender]!
    this.traffic.take(bytes, ip, port)
  }

  /** Remembers a question as it goes out, with the invoke id that its answer must carry. */
  private sent(datagram: Buffer, ip: string): void {
    const routed = (datagram[5]! & 0x20) !== 0
    const mac = routed ? datagram.subarray(9, 9 + datagram[8]!) : Buffer.alloc(0)
    const apduAt = routed ? 10 + mac.length : 6
    if (datagram[apduAt]! >> 4 !== 0) return
    const invokeId = datagram[apduAt + 2]!
    // What the subscriptions ask by themselves is about analog input 1 as well as any.
    const asked = QUESTIONS.find(({ apdu }) => apdu.bytes.subarray(3).equals(datagram.subarray(apduAt + 3))) ?? { ...QUESTIONS[0]!, apdu: bareRequest(datagram[apduAt + 3]!) }
    const sender = SENDERS.findIndex((one) => one.ip === ip)
    const network = routed ? datagram.readUInt16BE(6) : undefined
    const key = `${ip}/${network ?? ''}/${invokeId}`
    const address = ADDRESSES.find((one) => one.ip === ip && one.network === network)!
    // Its parameters begin with the process id (two octets) and the object.
    if (asked.apdu.service === SERVICE.subscribeCov) this.grant(ADDRESSES.indexOf(address), invokeId, datagram.readUInt32BE(apduAt + 8))
    this.sentLast.set(key, { question: { sender, invokeId, service: asked.apdu.service, objectCode: asked.objectCode, property: asked.property, network, mac }, address })
  }
}
