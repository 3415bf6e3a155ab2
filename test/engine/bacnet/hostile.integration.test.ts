/**
 * Hostile and broken traffic at the live socket while devices are polled: the packets known to kill the library, then random, truncated and
 * bit-flipped ones. PLANTROOM_FUZZ_PACKETS sets how many (20,000 by default), PLANTROOM_FUZZ_SEED which.
 */
import { createSocket, type Socket } from 'node:dgram'
import { afterEach, describe, expect, it } from 'vitest'
import { seededRandom } from '../../../shared/random.ts'
import { openRig, points, sleep, until, watchedDevice, type Rig } from './recorder.ts'
import { datagram, flags, iAmApdu, objectId, real, ScriptedPeer, text } from './scripted-peer.ts'

const PACKETS = Number(process.env['PLANTROOM_FUZZ_PACKETS'] ?? 20_000)
const SEED = Number(process.env['PLANTROOM_FUZZ_SEED'] ?? 1)
/** Small enough that the socket's buffer holds a group, so that none is lost before it is looked at. */
const GROUP = 40

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()))
})

const fromHex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')

const KILLERS = [
  '810a000a010050010c91',
  '810a000a010040010001',
  '810a000a010038000000',
  // An octet string of 4 GB, in an answer and in a notification.
  '810a0019010030010c0c0000000119553e65ffffffffff3f',
  '810b0024010010020901 1c02000001 2c00000001 3900 4e 0955 2e 65fffffffff0 2f 4f',
  // A truncated exception schedule and a truncated date list.
  '810a0012010030010c0c0440000119263e0e0c',
  '810a0012010030010c0c0180000119173e0c7b',
].map((hex) => {
  const bytes = fromHex(hex)
  bytes.writeUInt16BE(bytes.length, 2)
  return bytes
})

/** Sound packets of every kind, to be broken. */
const seeds = (victim: ScriptedPeer): Buffer[] => {
  const request = { segmentedOk: true, from: { ip: '127.0.0.1', port: 1 }, destination: undefined }
  const specs = Array.from({ length: 20 }, (_, at) => ({ type: 0, instance: at + 1, properties: [{ property: 85 }, { property: 111 }] }))
  const list = { type: 8, instance: victim.options.instance, properties: [{ property: 76 }] }
  const answers = Array.from({ length: 8 }, (_, invokeId) => [
    ...victim.answer({ ...request, service: 14, invokeId, specs }),
    ...victim.answer({ ...request, service: 12, invokeId, specs: [list] }),
    Buffer.from([0x50, invokeId, 12, 0x91, 2, 0x91, 32]),
    Buffer.from([0x71, invokeId, 4]),
    Buffer.from([0x60, invokeId, 9]),
    Buffer.from([0x3c, invokeId, 0, 4, 14, 0x0c, 0, 0, 0, 1, 0x1e]),
    Buffer.from([0x20, invokeId, 15]),
  ]).flat()
  const notification = fromHex('10020901 1c02000001 2c00000001 3900 4e 0955 2e 4441ac0000 2f 096f 2e 820400 2f 4f')
  return [
    ...answers.map((apdu) => datagram(apdu)),
    datagram(answers[0]!, { network: 300, mac: Buffer.from([12]) }),
    datagram(iAmApdu(victim.options.instance, 1476, 3)),
    datagram(iAmApdu(4_000_000, 480, 0)),
    datagram(Buffer.from([0x10, 8, 0x09, 0, 0x1a, 0xff, 0xff])),
    datagram(notification),
    fromHex('81000006 0030'),
    ...KILLERS,
  ]
}

type Random = () => number
const pick = <T>(random: Random, all: readonly T[]): T => all[Math.floor(random() * all.length)]!

const randomBytes = (random: Random, bytes: Buffer): Buffer => {
  for (let at = 0; at < bytes.length; at++) bytes[at] = Math.floor(random() * 256)
  return bytes
}

const flipped = (random: Random, sound: Buffer): Buffer => {
  const bytes = Buffer.from(sound)
  for (let flips = 1 + Math.floor(random() * 6); flips > 0; flips--) bytes[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 8)
  return bytes
}

const withLength = (bytes: Buffer): Buffer => {
  if (bytes.length >= 4) bytes.writeUInt16BE(bytes.length, 2)
  return bytes
}

/** One broken packet: half of them with a right length, so that they get past the first check. */
const broken = (random: Random, sound: readonly Buffer[]): Buffer => {
  const kind = Math.floor(random() * 6)
  if (kind === 0) return randomBytes(random, Buffer.alloc(Math.floor(random() * 200)))
  if (kind === 1) return withLength(Buffer.concat([Buffer.from([0x81, 0x0a, 0, 0, 1, 0]), randomBytes(random, Buffer.alloc(1 + Math.floor(random() * 60)))]))
  const base = pick(random, sound)
  if (kind === 2) return Buffer.from(base.subarray(0, Math.floor(random() * base.length)))
  if (kind === 3) return withLength(Buffer.from(base.subarray(0, 4 + Math.floor(random() * (base.length - 4)))))
  if (kind === 4) return flipped(random, base)
  return withLength(flipped(random, base))
}

const openSocket = (): Promise<Socket> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.bind(0, '127.0.0.1', () => resolve(socket))
  })

/** Sends packets in groups and waits until each group was looked at. */
const bombard = async ({ acquisition, port }: Rig, count: number, next: () => Buffer, from: readonly Socket[]): Promise<number> => {
  let sent = 0
  for (let at = 0; at < count; at += GROUP) {
    const before = acquisition.counters().received
    const size = Math.min(GROUP, count - at)
    for (let one = 0; one < size; one++) {
      const bytes = next()
      from[(at + one) % from.length]!.send(bytes, port, '127.0.0.1')
    }
    sent += size
    await until('the group was received', () => acquisition.counters().received - before >= size, 2_000).catch(() => {})
  }
  return sent
}

const refusedIn = ({ acquisition }: Rig): number => Object.values(acquisition.counters().refused).reduce((sum, count) => sum + count, 0)

const poll = async (made: Rig): Promise<ScriptedPeer> => {
  const device = new ScriptedPeer({ instance: 1 })
  device.addAnalogs(60)
  await device.open()
  opened.push(device)
  made.acquisition.watch([watchedDevice(1, device, points(60, 20))])
  await until('first values', () => made.recorder.countOf(1) >= 60)
  return device
}

const expectRight = ({ recorder }: Rig): void => {
  let wrong = 0
  for (const batch of recorder.batches) if (batch.deviceId === 1) batch.pointIds.forEach((id, at) => (wrong += batch.values[at] === id + 0.5 && batch.statusFlags[at] === 0 ? 0 : 1))
  expect(wrong).toBe(0)
}

describe('hostile traffic', () => {
  it('of the packets that kill the library is refused, each counted', async () => {
    const made = await openRig()
    opened.push(made.acquisition)
    await poll(made)
    const socket = await openSocket()
    const before = refusedIn(made)
    for (const packet of KILLERS) socket.send(packet, made.port, '127.0.0.1')
    await until('all refused', () => refusedIn(made) - before === KILLERS.length)
    const { refused } = made.acquisition.counters()
    expect(refused).toMatchObject({ 'tags': 5, 'service': 1, 'apdu-header': 1 })
    const read = made.recorder.countOf(1)
    await until('still polling', () => made.recorder.countOf(1) > read + 120)
    expectRight(made)
    socket.close()
  })

  it(`of ${PACKETS} random, truncated and bit-flipped packets does no harm to what is polled`, { timeout: 600_000 }, async () => {
    const made = await openRig({ inFlightPerDevice: 4 })
    opened.push(made.acquisition)
    const device = await poll(made)
    const sockets = await Promise.all([openSocket(), openSocket(), openSocket()])
    const random = seededRandom(SEED)
    const sound = seeds(device)
    await bombard(made, 2_000, () => broken(random, sound), sockets)
    const memory = process.memoryUsage().rss
    const read = made.recorder.countOf(1)
    const before = { refused: refusedIn(made), received: made.acquisition.counters().received }
    const sent = await bombard(made, PACKETS, () => broken(random, sound), sockets)
    const counters = made.acquisition.counters()
    expect(counters.received - before.received).toBeGreaterThanOrEqual(sent * 0.99)
    // What is not refused is legal: questions of others, BVLC results, I-Am with other numbers in it.
    expect(refusedIn(made) - before.refused).toBeGreaterThan(sent * 0.8)
    expect(counters.refused['decode']).toBe(0)
    expect(made.recorder.countOf(1)).toBeGreaterThan(read)
    await sleep(100)
    expectRight(made)
    expect(made.recorder.statesOf(1)).toEqual(['online'])
    expect(made.recorder.moves).toEqual([])
    // The recorder itself keeps every reading; beyond that nothing may grow.
    expect(process.memoryUsage().rss - memory).toBeLessThan(150_000_000 + made.recorder.countOf(1) * 60)
    for (const socket of sockets) socket.close()
  })

  it('from the very device that is polled, as wrong answers, breaks nothing and nobody else', { timeout: 120_000 }, async () => {
    const made = await openRig({ requestTimeoutMs: 40, inFlightPerDevice: 4 })
    opened.push(made.acquisition)
    const healthy = await poll(made)
    const garbler = new ScriptedPeer({ instance: 2, maxApdu: 480, segmentation: 0, segmentBytes: 100 })
    for (let instance = 1; instance <= 40; instance++) garbler.add(0, instance, { 77: [text('x')], 28: [text('y')], 85: [real(instance)], 111: [flags(0)] })
    garbler.add(8, 2, { 75: [objectId(8, 2)], 77: [text('Garbler')] })
    await garbler.open()
    opened.push(garbler)
    const random = seededRandom(SEED + 1)
    garbler.onRequest = (request) => {
      const apdus = garbler.answer(request)
      return random() < 0.5 ? apdus : apdus.map((apdu) => (random() < 0.5 ? flipped(random, apdu) : apdu.subarray(0, Math.floor(random() * apdu.length))))
    }
    const iAm = { instance: 2, address: { ip: '127.0.0.1', port: garbler.port }, maxApdu: 480, segmentation: 'both' as const, vendorId: 1 }
    made.acquisition.watch([watchedDevice(1, healthy, points(60, 20)), watchedDevice(2, garbler, points(40, 20, 1_001))])
    const settled: boolean[] = []
    for (let round = 0; round < 5; round++) {
      const limit = AbortSignal.timeout(2_000)
      settled.push((await made.acquisition.inspect(iAm, () => {}, limit)) !== undefined)
    }
    expect(settled).toHaveLength(5)
    expect(garbler.requests.length).toBeGreaterThan(50)
    expect(made.acquisition.counters().refused['decode']).toBe(0)
    expectRight(made)
    expect(made.recorder.statesOf(1)).toEqual(['online'])
    const read = made.recorder.countOf(1)
    await until('the healthy one is still polled', () => made.recorder.countOf(1) > read + 120)
  })
})
