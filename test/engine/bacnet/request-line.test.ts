/** Requests of many devices that share a trunk and the laptop's budget, on a clock that moves when told. */
import { describe, expect, it } from 'vitest'
import { readPropertyApdu } from '../../../electron/engine/bacnet/datagrams.ts'
import { checkPacket } from '../../../electron/engine/bacnet/packet-guard.ts'
import type { RequestOptions } from '../../../electron/engine/bacnet/peer.ts'
import { Peers } from '../../../electron/engine/bacnet/peers.ts'
import { HOLD_MS } from '../../../electron/engine/bacnet/request-line.ts'
import type { DeviceAddress } from '../../../shared/domain/device.ts'
import { FakeClock } from './fake-clock.ts'

const ROUTER = { ip: '10.0.0.2', port: 47_808 }
const behind = (mac: number, network = 7): DeviceAddress => ({ ...ROUTER, network, mac: mac.toString(16).padStart(2, '0') })
const direct = (host: number): DeviceAddress => ({ ip: `10.0.1.${host}`, port: 47_808 })

interface Sent {
  readonly atMs: number
  readonly ip: string
  /** Last octet of the destination behind a router; -1 for one reached directly. */
  readonly mac: number
  readonly network: number
  /** Object instance asked: the tests' name of a request. */
  readonly instance: number
}

const LIMITS = { requestTimeoutMs: 3_000, inFlightPerDevice: 2, requestsPerSecondPerDevice: 1_000, requestsPerSecondPerTrunk: 10, requestsPerSecondTotal: 200, trunkShare: 1, trunkBaudRate: 115_200 }

/** `latencyMs` of a device by what was sent; undefined = it never answers. */
const scene = (latencyOf: (sent: Sent) => number | undefined = () => 20, changed: Partial<typeof LIMITS> = {}) => {
  const clock = new FakeClock()
  const sent: Sent[] = []
  const outcomes: { readonly instance: number; readonly ok: boolean; readonly atMs: number }[] = []
  const peers = new Peers({
    clock,
    random: () => 0,
    limits: () => ({ ...LIMITS, ...changed }),
    send: (datagram, ip) => {
      const routed = (datagram[5]! & 0x20) !== 0
      const apdu = datagram.subarray(routed ? 9 + datagram[8]! + 1 : 6)
      const one = { atMs: clock.monotonicMs(), ip, mac: routed ? datagram[9]! : -1, network: routed ? datagram.readUInt16BE(6) : 0, instance: apdu.readUInt32BE(5) & 0x3f_ff_ff }
      sent.push(one)
      const latency = latencyOf(one)
      if (latency !== undefined) clock.after(latency, () => answer(one, apdu, datagram))
    },
  })
  const answer = ({ ip, mac, network }: Sent, apdu: Buffer, datagram: Buffer): void => {
    const source = mac < 0 ? [1, 0] : [1, 8, network >> 8, network & 255, ...datagram.subarray(8, 9 + datagram[8]!)]
    const bytes = Buffer.from([0x81, 0x0a, 0, 0, ...source, 0x30, apdu[2]!, 0x0c, ...apdu.subarray(4), 0x3e, 0x00, 0x3f])
    bytes.writeUInt16BE(bytes.length, 2)
    const packet = checkPacket(bytes)
    if (typeof packet === 'string') throw new Error(`${packet}: ${bytes.toString('hex')} for ${datagram.toString('hex')}`)
    expect(peers.take(packet, bytes, ip, 47_808)).toBeUndefined()
  }
  const ask = (address: DeviceAddress, instance = 1, options: RequestOptions = {}, done: () => void = () => {}): void => {
    peers.at(address).request(
      readPropertyApdu(0, instance, { property: 85 }),
      ({ ok }) => {
        outcomes.push({ instance, ok, atMs: clock.monotonicMs() })
        done()
      },
      options,
    )
  }
  /** Asks again whenever it is answered or given up. */
  const keepAsking = (address: DeviceAddress, options: RequestOptions = {}): void => {
    const again = (): void => ask(address, 1, options, again)
    again()
  }
  return { clock, sent, outcomes, peers, ask, keepAsking }
}

/** The most that was sent in any second. */
const worstSecond = (sent: readonly Sent[]): number => Math.max(...sent.map(({ atMs }) => sent.filter((other) => other.atMs >= atMs && other.atMs < atMs + 1_000).length))

const countBy = (sent: readonly Sent[]): Map<number, number> => {
  const counts = new Map<number, number>()
  for (const { mac } of sent) counts.set(mac, (counts.get(mac) ?? 0) + 1)
  return counts
}

describe('a trunk behind a router', () => {
  it('carries no more than its rate, whoever asks and however many devices hang on it', () => {
    const { clock, sent, keepAsking } = scene()
    for (let mac = 1; mac <= 50; mac++) for (let task = 0; task < 3; task++) keepAsking(behind(mac))
    clock.advance(60_000)
    expect(sent.length).toBeGreaterThanOrEqual(595)
    expect(worstSecond(sent)).toBeLessThanOrEqual(11)
  })

  it('serves its devices alike, also beside one that asks for much more', () => {
    const { clock, sent, keepAsking } = scene()
    for (let task = 0; task < 20; task++) keepAsking(behind(1))
    for (let mac = 2; mac <= 10; mac++) keepAsking(behind(mac))
    clock.advance(60_000)
    const counts = [...countBy(sent).values()]
    expect(counts).toHaveLength(10)
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(Math.max(...counts) - 2)
  })

  it('never has more than two requests under way', () => {
    const { clock, sent, keepAsking } = scene(() => 400, { requestsPerSecondPerTrunk: 100 })
    for (let mac = 1; mac <= 10; mac++) keepAsking(behind(mac))
    clock.advance(10_000)
    for (const { atMs } of sent) expect(sent.filter((other) => other.atMs >= atMs && other.atMs < atMs + 400).length).toBeLessThanOrEqual(2)
    expect(sent.length).toBeGreaterThanOrEqual(48)
  })

  it('is not held up by devices that do not answer', () => {
    const { clock, sent, keepAsking } = scene(({ mac }) => (mac <= 5 ? undefined : 20))
    for (let mac = 1; mac <= 10; mac++) keepAsking(behind(mac))
    clock.advance(60_000)
    const counts = countBy(sent)
    for (let mac = 6; mac <= 10; mac++) expect(counts.get(mac)).toBeGreaterThan((60_000 / (5 * HOLD_MS)) * 2)
  })

  it('leaves other trunks and the devices reached directly alone', () => {
    const { clock, sent, keepAsking } = scene()
    for (let mac = 1; mac <= 10; mac++) keepAsking(behind(mac, 7))
    keepAsking(behind(1, 8))
    keepAsking(direct(1))
    clock.advance(10_000)
    expect(sent.filter(({ network }) => network === 8).length).toBeGreaterThanOrEqual(99)
    expect(sent.filter(({ network }) => network === 0).length).toBeGreaterThanOrEqual(450)
  })

  it('gives no more of its time than it may, if it is MS/TP: one octet of address', () => {
    const { clock, peers, keepAsking } = scene(() => 20, { requestsPerSecondPerTrunk: 100, trunkShare: 0.25, trunkBaudRate: 9_600 })
    for (let mac = 1; mac <= 10; mac++) keepAsking(behind(mac))
    clock.advance(60_000)
    expect(peers.trunkShare('10.0.0.2:47808/7')).toBeGreaterThan(0.22)
    expect(peers.trunkShare('10.0.0.2:47808/7')).toBeLessThan(0.27)
    const ip = scene(() => 20, { requestsPerSecondPerTrunk: 100, trunkShare: 0.25, trunkBaudRate: 9_600 })
    ip.keepAsking({ ...ROUTER, network: 7, mac: '0a000005bac0' })
    ip.clock.advance(10_000)
    expect(ip.sent.length).toBeGreaterThan(400)
    expect(ip.peers.trunkShare('10.0.0.2:47808/7')).toBe(0)
  })

  it('counts repetitions, and gives up a request that waits', () => {
    const { clock, sent, outcomes, peers, ask } = scene(() => undefined, { requestsPerSecondPerTrunk: 1 })
    ask(behind(1), 1, { retry: true })
    const giveUp = peers.at(behind(2)).request(readPropertyApdu(0, 2, { property: 85 }), ({ ok }) => outcomes.push({ instance: 2, ok, atMs: clock.monotonicMs() }))
    giveUp()
    clock.advance(10_000)
    expect(sent).toHaveLength(1)
    expect(outcomes.map(({ instance, ok }) => [instance, ok])).toEqual([
      [2, false],
      [1, false],
    ])
    expect(peers.at(behind(1)).retries.perSecond(clock.monotonicMs() - 9_000)).toBeGreaterThan(0)
  })
})

describe("the laptop's budget", () => {
  it('is kept by all devices together, with a tenth of a second ahead', () => {
    const { clock, sent, keepAsking } = scene(() => 5)
    for (let host = 1; host <= 100; host++) keepAsking(direct(host))
    for (let mac = 1; mac <= 10; mac++) keepAsking(behind(mac))
    clock.advance(10_000)
    expect(worstSecond(sent)).toBeLessThanOrEqual(220)
    expect(sent.length).toBeGreaterThanOrEqual(1_950)
    // A trunk is one among many: it gets its turn like any device.
    expect(sent.filter(({ network }) => network === 7).length).toBeGreaterThanOrEqual(15)
  })
})

describe('what is urgent', () => {
  it('goes before what waits already, in a device and on a trunk', () => {
    const { clock, sent, ask, keepAsking } = scene()
    for (let mac = 1; mac <= 20; mac++) keepAsking(behind(mac))
    clock.advance(5_000)
    const askedMs = clock.monotonicMs()
    for (let instance = 100; instance < 103; instance++) ask(behind(3), instance, { priority: 'user' })
    clock.advance(5_000)
    const waits = sent.filter(({ instance }) => instance >= 100).map(({ atMs }) => atMs - askedMs)
    expect(waits).toHaveLength(3)
    expect(Math.max(...waits)).toBeLessThanOrEqual(500)
  })

  it('goes in the order of its urgency', () => {
    const { clock, sent, ask } = scene(() => 20, { inFlightPerDevice: 1 })
    ask(direct(1), 1)
    const asked = ['bulk', 'background', 'alarmed', 'viewed', 'user'] as const
    asked.forEach((priority, at) => ask(direct(1), 10 + at, { priority }))
    clock.advance(1_000)
    expect(sent.map(({ instance }) => instance)).toEqual([1, 14, 13, 12, 11, 10])
  })

  it('never starves the rest: every fourth turn is theirs', () => {
    const { clock, sent, keepAsking } = scene()
    for (let mac = 1; mac <= 4; mac++) for (let task = 0; task < 2; task++) keepAsking(behind(mac), { priority: 'user' })
    for (let mac = 11; mac <= 14; mac++) keepAsking(behind(mac))
    clock.advance(60_000)
    const rest = sent.filter(({ mac }) => mac > 10)
    expect(rest.length / sent.length).toBeGreaterThan(0.22)
    expect(rest.length / sent.length).toBeLessThan(0.3)
    const counts = [...countBy(rest).values()]
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(Math.max(...counts) - 2)
  })
})
