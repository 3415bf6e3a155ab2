/** The whole way in, without a socket: guard, peers with requests under way, routers and networks, and every decoder. A defect throws. */
import { readPropertyApdu, readPropertyMultipleApdu, type RequestApdu } from '../../electron/engine/bacnet/datagrams.ts'
import { Internetwork } from '../../electron/engine/bacnet/internetwork.ts'
import { checkPacket, PDU } from '../../electron/engine/bacnet/packet-guard.ts'
import { Peers } from '../../electron/engine/bacnet/peers.ts'
import { SERVICE } from '../../electron/engine/bacnet/properties.ts'
import { Traffic } from '../../electron/engine/bacnet/traffic.ts'
import type { Log } from '../../electron/engine/log.ts'
import type { Clock } from '../../shared/clock.ts'
import type { DeviceAddress } from '../../shared/domain/device.ts'
import { seededRandom } from '../../shared/random.ts'
import { DECODERS } from './decoders.ts'
import type { Datagram, Question } from './grammar.ts'

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
const MS_PER_PACKET = 1
const LIMITS = { requestTimeoutMs: 3_000, inFlightPerDevice: 4, requestsPerSecondPerDevice: 1_000_000, requestsPerSecondPerTrunk: 1_000_000, requestsPerSecondTotal: 1_000_000 }

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
    for (const timer of [...this.timers]) {
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

export class FuzzTarget {
  private readonly clock = new PacketClock()
  private readonly peers: Peers
  private readonly traffic: Traffic
  /** Questions sent and, as far as anybody looked, not answered. */
  private readonly sentLast = new Map<string, { readonly question: Question; readonly address: DeviceAddress }>()
  private defect: unknown
  /** Answers that reached the one who asked. */
  answered = 0

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
    const iAm: ConstructorParameters<typeof Traffic>[0]['iAm'] = (said) => internetwork.heardDevice(said)
    this.traffic = new Traffic({ log, peers: this.peers, internetwork, iAm })
    for (const address of ADDRESSES) for (let at = 0; at < LIMITS.inFlightPerDevice; at++) this.ask(address, at)
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

  /** Remembers a question as it goes out, with the invoke id that its answer must carry. */
  private sent(datagram: Buffer, ip: string): void {
    const routed = (datagram[5]! & 0x20) !== 0
    const mac = routed ? datagram.subarray(9, 9 + datagram[8]!) : Buffer.alloc(0)
    const apduAt = routed ? 10 + mac.length : 6
    if (datagram[apduAt]! >> 4 !== 0) return
    const invokeId = datagram[apduAt + 2]!
    const asked = QUESTIONS.find(({ apdu }) => apdu.bytes.subarray(3).equals(datagram.subarray(apduAt + 3)))
    if (asked === undefined) throw new Error(`nobody asked ${datagram.toString('hex')}`)
    const sender = SENDERS.findIndex((one) => one.ip === ip)
    const network = routed ? datagram.readUInt16BE(6) : undefined
    const key = `${ip}/${network ?? ''}/${invokeId}`
    const address = ADDRESSES.find((one) => one.ip === ip && one.network === network)!
    this.sentLast.set(key, { question: { sender, invokeId, service: asked.apdu.service, objectCode: asked.objectCode, property: asked.property, network, mac }, address })
  }
}
