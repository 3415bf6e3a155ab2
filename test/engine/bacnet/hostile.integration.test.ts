/**
 * Hostile and broken traffic at the live socket while devices are polled: the packets known to kill the library, then random, truncated and
 * bit-flipped ones. PLANTROOM_FUZZ_PACKETS sets how many (20,000 by default), PLANTROOM_FUZZ_SEED which.
 */
import { createSocket, type Socket } from 'node:dgram'
import { afterEach, describe, expect, it } from 'vitest'
import { seededRandom } from '../../../shared/random.ts'
import { openRig, points, sleep, until, watchedDevice, type Rig } from './recorder.ts'
import { broken, flipped, KILLERS, seeds } from './hostile-packets.ts'
import { flags, objectId, real, ScriptedPeer, text } from './scripted-peer.ts'

const PACKETS = Number(process.env['PLANTROOM_FUZZ_PACKETS'] ?? 20_000)
const SEED = Number(process.env['PLANTROOM_FUZZ_SEED'] ?? 1)
/** Small enough that the socket's buffer holds a group, so that none is lost before it is looked at. */
const GROUP = 40

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()))
})

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
    await until('the group was received', () => acquisition.counters().received - before >= size, 10_000).catch(() => {})
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

  it('from the very device that is polled, as wrong answers, breaks nothing and nobody else', async () => {
    const made = await openRig({ requestTimeoutMs: 200, inFlightPerDevice: 4 })
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
