/** COV over real UDP on loopback, with the simulator's devices. */
import { createSocket } from 'node:dgram'
import { afterEach, describe, expect, it } from 'vitest'
import { decodeCovNotification } from '../../../electron/engine/bacnet/cov-notification.ts'
import type { CovState } from '../../../shared/domain/cov.ts'
import { seededRandom } from '../../../shared/random.ts'
import { ANALOG, BINARY, openCovDevice, type CovDevice } from './cov-rig.ts'
import { openRig, until, type Rig } from './recorder.ts'

const opened: { close(): Promise<void> }[] = []
const rig = async (settings = {}): Promise<Rig> => {
  // Long enough that no answer of this machine is taken for silence, however busy it is: silence is set up where it is wanted.
  const made = await openRig({ cov: 'auto', requestTimeoutMs: 3_000, ...settings })
  opened.push(made.acquisition)
  return made
}
const device = async (...args: Parameters<typeof openCovDevice>): Promise<CovDevice> => {
  const made = await openCovDevice(...args)
  opened.push(made)
  return made
}
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

const stateOf = ({ acquisition }: Rig, deviceId = 5): CovState => acquisition.cov().find((state) => state.deviceId === deviceId)!
const alive = (made: Rig, count: number): Promise<void> => until(`${count} subscriptions alive`, () => stateOf(made).alive === count)

/** Waits until the device says `value` and the engine knows; gives how many ms that took. */
const seen = async (made: Rig, one: CovDevice, [type, instance]: readonly [number, number], value: number): Promise<number> => {
  one.set(type, instance, value)
  const startedMs = performance.now()
  await until(`${type},${instance} is ${value}`, () => made.recorder.valuesOf(one.pointId(type, instance)).at(-1) === value)
  return performance.now() - startedMs
}

/** Polled so seldom that within a test only notifications can bring a change. */
const SELDOM_MS = 60_000
/** At once on a quiet machine, and in any case long before the next poll. */
const SOON_MS = 20_000

describe('subscriptions', () => {
  it('bring changes at once, while what is subscribed is hardly polled', async () => {
    const made = await rig()
    const one = await device(1, { binaries: 3, analogs: 2 })
    made.acquisition.watch([one.watched(5, SELDOM_MS)])
    await alive(made, 3)
    expect(stateOf(made)).toMatchObject({ granted: 3, confirmed: false, refusal: null })
    const readings = made.recorder.valuesOf(one.pointId(BINARY, 2)).length
    expect(await seen(made, one, [BINARY, 2], 1)).toBeLessThan(SOON_MS)
    expect(made.recorder.valuesOf(one.pointId(BINARY, 2)).slice(readings)).toEqual([1])
    expect(made.acquisition.load().devices[0]).toMatchObject({ subscriptions: 3, polledPoints: 2 })
  })

  it('of analogs come when it was seen how they move, and say what stands unchanged', async () => {
    const made = await rig()
    const one = await device(1, { binaries: 1, analogs: 2 })
    made.acquisition.watch([one.watched(5, 400)])
    await alive(made, 3)
    await until('the slow pace', () => made.acquisition.load().devices[0]!.wishedIntervalMs === 4_000)
    expect(await seen(made, one, [ANALOG, 1], 20)).toBeLessThan(3_000)
    // Each notification of the one is a sign of life for the other.
    await until('the other stands unchanged', () => {
      one.set(ANALOG, 1, 30 + (Math.floor(performance.now() / 250) % 100))
      return made.recorder.unchangedIds.includes(one.pointId(ANALOG, 2))
    })
  })

  it('are renewed by asking again and ended when a point or the device is no longer watched', async () => {
    const made = await rig()
    const one = await device(1, { binaries: 3 })
    const watched = one.watched(5, SELDOM_MS)
    made.acquisition.watch([watched])
    await alive(made, 3)
    made.acquisition.watch([{ ...watched, points: watched.points.slice(1) }])
    await until('two are left', () => one.server.subscriptions.count === 2)
    made.acquisition.watch([])
    await until('none is left', () => one.server.subscriptions.count === 0)
  })

  it('are ended before the engine leaves, before sleep, and when they are switched off; after sleep they are made anew', async () => {
    const made = await rig()
    const one = await device(1, { binaries: 4 })
    made.acquisition.watch([one.watched(5, SELDOM_MS)])
    await alive(made, 4)
    made.acquisition.pause()
    await until('none while asleep', () => one.server.subscriptions.count === 0)
    made.acquisition.resume()
    await alive(made, 4)
    const { port: _port, ...limits } = { port: 0, requestTimeoutMs: 3_000, inFlightPerDevice: 2, requestsPerSecondPerDevice: 1_000, requestsPerSecondPerTrunk: 1_000, requestsPerSecondTotal: 10_000, trunkShare: 1, trunkBaudRate: 115_200 }
    made.acquisition.configure({ ...limits, cov: 'off' })
    await until('none when switched off', () => one.server.subscriptions.count === 0)
    made.acquisition.configure({ ...limits, cov: 'auto' })
    await alive(made, 4)
    await made.acquisition.close()
    expect(one.server.subscriptions).toMatchObject({ count: 0, cancelled: 12 })
  })

  it('leave in bounded time when the device answers nothing', async () => {
    const made = await rig({ requestTimeoutMs: 5_000 })
    const one = await device(1, { binaries: 4 })
    made.acquisition.watch([one.watched(5, SELDOM_MS)])
    await alive(made, 4)
    one.server.line.offline = true
    const startedMs = performance.now()
    await made.acquisition.close()
    expect(performance.now() - startedMs).toBeLessThan(4_000)
  })
})

describe('a device that restarts', () => {
  it('and forgets its list goes on to report its changes', async () => {
    const made = await rig()
    const one = await device(1, { binaries: 3 })
    made.acquisition.watch([one.watched(5, SELDOM_MS)])
    await alive(made, 3)
    one.restart()
    await until('its list is full again', () => one.server.subscriptions.count === 3)
    await alive(made, 3)
    expect(await seen(made, one, [BINARY, 3], 1)).toBeLessThan(SOON_MS)
  })

  it('at another address is subscribed there', async () => {
    const made = await rig()
    const one = await device(1, { binaries: 2 })
    made.acquisition.watch([one.watched(5, SELDOM_MS)])
    await alive(made, 2)
    const next = await device(1, { binaries: 2 })
    made.acquisition.watch([next.watched(5, SELDOM_MS)])
    await until('subscribed at the new address', () => next.server.subscriptions.count === 2)
    await alive(made, 2)
    expect(await seen(made, next, [BINARY, 1], 1)).toBeLessThan(SOON_MS)
  })
})

describe('a device that refuses', () => {
  it('is polled as before', async () => {
    const made = await rig()
    const one = await device(1, { binaries: 3, cov: false })
    made.acquisition.watch([one.watched(5, 300)])
    await until('it refused', () => stateOf(made).refusal === 'service')
    await seen(made, one, [BINARY, 1], 1)
    expect(stateOf(made)).toMatchObject({ alive: 0, granted: 0 })
  })

  it('unconfirmed notifications gets to send confirmed ones', async () => {
    const made = await rig()
    const one = await device(1, { binaries: 2 })
    one.server.subscriptions.offers = 'confirmed'
    made.acquisition.watch([one.watched(5, SELDOM_MS)])
    await alive(made, 2)
    expect(one.server.subscriptions.held().every(({ confirmed }) => confirmed)).toBe(true)
  })

  it('more than it has room for keeps a fifth of its places for others', async () => {
    const made = await rig()
    const one = await device(1, { binaries: 20 })
    one.server.subscriptions.most = 10
    made.acquisition.watch([one.watched(5, 500)])
    // Eight are alive on the way up to ten as well: the limit says that the device has refused and two were given back.
    await until('the reserve is free', () => stateOf(made).limit === 8 && one.server.subscriptions.count === 8 && stateOf(made).alive === 8)
    expect(stateOf(made).refusal).toBe('full')
    const left = one.server.subscriptions.held().map(({ key }) => key & 0x3f_ff_ff)
    const [polled] = Array.from({ length: 20 }, (_, at) => at + 1).filter((instance) => !left.includes(instance))
    await seen(made, one, [BINARY, polled!], 1)
  })

  it('to notify what it granted is polled within seconds', async () => {
    const made = await rig()
    const one = await device(1, { binaries: 2 })
    one.server.subscriptions.mute = true
    made.acquisition.watch([one.watched(5, 500)])
    await until('it granted', () => stateOf(made).granted > 0)
    expect(await seen(made, one, [BINARY, 2], 1)).toBeLessThan(SOON_MS)
    await until('nothing is held of what is mute', () => stateOf(made).granted === 0)
    expect(stateOf(made).alive).toBe(0)
  })
})

describe('slow polling', () => {
  it('finds out that notifications no longer come', async () => {
    const made = await rig()
    const one = await device(1, { binaries: 2 })
    made.acquisition.watch([one.watched(5, 500)])
    await alive(made, 2)
    one.server.subscriptions.mute = true
    await seen(made, one, [BINARY, 2], 1)
    await until('the subscription is found dead', () => stateOf(made).foundDead === 1)
    expect(await seen(made, one, [BINARY, 2], 0)).toBeLessThan(SOON_MS)
  })
})

describe('confirmed notifications', () => {
  it('are acknowledged at once, so that none is repeated', async () => {
    const made = await rig()
    const one = await device(1, { binaries: 2 })
    one.server.subscriptions.offers = 'confirmed'
    made.acquisition.watch([one.watched(5, SELDOM_MS)])
    await alive(made, 2)
    for (const value of [1, 0, 1, 0]) await seen(made, one, [BINARY, 1], value)
    await until('nothing waits for an acknowledgement', () => one.server.subscriptions.unacknowledged === 0)
    expect(one.server.subscriptions.repeated).toBe(0)
  })

  it('of a former run are acknowledged, though nobody wants them any more; other requests are refused, and strangers hear nothing', async () => {
    const made = await rig({ cov: 'off' })
    const socket = createSocket('udp4')
    const heard: string[] = []
    socket.on('message', (bytes) => heard.push(bytes.toString('hex')))
    await new Promise<void>((resolve) => void socket.bind(0, '127.0.0.1', resolve))
    opened.push({ close: () => new Promise((resolve) => socket.close(() => resolve())) })
    const notification = Buffer.from('810a00240104000507010a03e81c020000012c00c0000139004e09552e91012f4f', 'hex')
    notification.writeUInt16BE(notification.length, 2)
    const atomicRead = Buffer.from('810a000a010400050806', 'hex')
    const send = (bytes: Buffer): void => socket.send(bytes, made.port, '127.0.0.1')
    const before = made.acquisition.counters().refused['unmatched']!
    for (const bytes of [notification, atomicRead]) send(bytes)
    await until('both are refused in silence', () => made.acquisition.counters().refused['unmatched'] === before + 2)
    expect(heard).toEqual([])
    const one = { deviceId: 9, instance: 1, address: { ip: '127.0.0.1', port: socket.address().port }, maxApdu: 480, segmentation: 'none' as const, points: [] }
    made.acquisition.watch([one])
    const answers = (): string[] => heard.filter((hex) => hex.startsWith('810a00090100'))
    for (const bytes of [notification, notification, atomicRead]) send(bytes)
    await until('three answers', () => answers().length === 3)
    expect(answers().toSorted()).toEqual(['810a00090100200701', '810a00090100200701', '810a00090100600809'])
    for (let times = 0; times < 200; times++) send(atomicRead)
    await until('all are counted', () => made.acquisition.counters().refused['service'] === 201)
    expect(answers().length).toBeLessThan(20)
  })
})

describe('hostile notifications', () => {
  it('of strangers, for other objects and in pieces are not believed, and everything goes on', async () => {
    const made = await rig()
    const one = await device(1, { binaries: 2, analogs: 2 })
    made.acquisition.watch([one.watched(5, 400)])
    await alive(made, 4)
    const [held] = one.server.subscriptions.held()
    const stranger = createSocket('udp4')
    await new Promise<void>((resolve) => void stranger.bind(0, '127.0.0.1', resolve))
    const sound = Buffer.from('810a0000010010020a00001c020000012c0000000139004e09552e44447a00002f096f2e8204002f4f', 'hex')
    sound.writeUInt16BE(held!.processId, 9)
    sound.writeUInt16BE(sound.length, 2)
    expect(decodeCovNotification(sound, 8, sound.length)).toMatchObject({ processId: held!.processId, value: 1_000 })
    const random = seededRandom(9)
    const received = (): number => made.acquisition.counters().received
    for (let burst = 0; burst < 30; burst++) {
      const before = received()
      for (let times = 0; times < 100; times++) {
        const bytes = Buffer.from(sound)
        if (burst > 0) for (let flips = 0; flips < 3; flips++) bytes[4 + Math.floor(random() * (bytes.length - 4))] = Math.floor(random() * 256)
        stranger.send(bytes, made.port, '127.0.0.1')
      }
      await until('a burst has arrived', () => received() - before >= 100)
    }
    await seen(made, one, [ANALOG, 2], 7)
    stranger.close()
    expect(new Set(made.recorder.batches.flatMap(({ values }) => [...values]))).toEqual(new Set([0, 7]))
    expect(stateOf(made)).toMatchObject({ alive: 4, foundDead: 0 })
    expect(made.acquisition.counters().refused['decode']).toBe(0)
  })
})
