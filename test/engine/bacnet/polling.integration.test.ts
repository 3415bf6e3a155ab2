/** Polling over real UDP on loopback: values, fallbacks, trouble of one device that stays its own. */
import { afterEach, describe, expect, it } from 'vitest'
import { seededRandom } from '../../../shared/random.ts'
import { openRig, points, sleep, until, watchedDevice, type Rig } from './recorder.ts'
import { ABORT, datagram, enumerated, ERROR, flags, objectId, real, REJECT, ScriptedPeer, text, unsigned, type PeerOptions } from './scripted-peer.ts'

const opened: { close(): Promise<void> }[] = []
const rig = async (settings = {}): Promise<Rig> => {
  const made = await openRig(settings)
  opened.push(made.acquisition)
  return made
}
const peer = async (options: PeerOptions, analogs = 0): Promise<ScriptedPeer> => {
  const made = new ScriptedPeer(options)
  made.addAnalogs(analogs)
  await made.open()
  opened.push(made)
  return made
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()))
})

/** Every reading of analog points `firstId...` must be its instance + 0.5. */
const expectRight = ({ recorder }: Rig, deviceId: number, firstId = 1): void => {
  for (const batch of recorder.batches) {
    if (batch.deviceId !== deviceId) continue
    batch.pointIds.forEach((id, at) => expect(batch.values[at]).toBe(id - firstId + 1 + 0.5))
  }
}

const pollsMultiple = (device: ScriptedPeer) => device.requests.filter(({ service }) => service === 14)

describe('polling', () => {
  it('reads every point at its interval, in batches, with an outcome for each request', async () => {
    const made = await rig()
    const device = await peer({ instance: 1 }, 120)
    made.acquisition.watch([watchedDevice(5, device, points(120, 300))])
    const startedMs = performance.now()
    await until('five values of each', () => [1, 60, 120].every((id) => made.recorder.valuesOf(id).length >= 5))
    const rounds = (performance.now() - startedMs) / 300
    expectRight(made, 5)
    for (const id of [1, 60, 120]) expect(made.recorder.valuesOf(id).length).toBeLessThanOrEqual(rounds + 3)
    expect(Math.max(...pollsMultiple(device).map(({ specs }) => specs.length))).toBe(40)
    expect(made.recorder.statesOf(5)).toEqual(['online'])
    const { outcomes } = made.recorder
    expect(outcomes.every(({ error, latencyMs }) => error === null && latencyMs > 0)).toBe(true)
    expect(outcomes.reduce((sum, { answered }) => sum + answered, 0)).toBe(made.recorder.countOf(5))
  })

  it('gives booleans, enumerations, integers and doubles as numbers, NaN as it is, with the status flags', async () => {
    const made = await rig()
    const device = await peer({ instance: 1 })
    device.add(0, 1, { 85: [real(Number.NaN)], 111: [flags(2)] })
    device.add(3, 2, { 85: [enumerated(1)], 111: [flags(8)] })
    device.add(13, 3, { 85: [unsigned(7)], 111: [flags(4)] })
    device.add(17, 4, { 85: [{ type: 1, value: true }], 111: [flags(0)] })
    device.add(45, 5, { 85: [{ type: 5, value: 1e300 }], 111: [flags(1)] })
    device.add(6, 6, { 85: [{ type: 1, value: false }] })
    const types = [0, 3, 13, 17, 45, 6]
    made.acquisition.watch([watchedDevice(5, device, types.map((objectType, at) => ({ pointId: at + 1, objectType, objectInstance: at + 1, intervalMs: 200 })))])
    await until('all values', () => types.every((_, at) => made.recorder.valuesOf(at + 1).length > 0))
    expect(types.map((_, at) => made.recorder.valuesOf(at + 1)[0])).toEqual([Number.NaN, 1, 7, 1, 1e300, 0])
    expect(types.map((_, at) => made.recorder.flagsOf(at + 1)[0])).toEqual([2, 8, 4, 0, 1, 0])
    expect(made.recorder.problems).toEqual([])
  })

  it('tells once which points give no number, and keeps reading the others at their interval', async () => {
    const made = await rig()
    const device = await peer({ instance: 1 }, 10)
    device.add(0, 3, { 85: [{ type: 0, value: null }], 111: [flags(0)] })
    device.add(0, 7, { 85: [text('fault')], 111: [flags(0)] })
    device.objects.delete('0:5')
    made.acquisition.watch([watchedDevice(5, device, points(10, 150))])
    await until('several rounds', () => made.recorder.valuesOf(1).length > 5)
    expect(made.recorder.problems.map(({ pointId, error }) => [pointId, error]).sort(([a], [b]) => Number(a) - Number(b))).toEqual([
      [3, 'decode'],
      [5, 'error'],
      [7, 'decode'],
    ])
    expect(pollsMultiple(device).slice(-3).every(({ specs }) => specs.length === 7 || specs.length === 1)).toBe(true)
    device.addAnalogs(10)
    await until('the repaired points are back', () => [3, 5, 7].every((id) => made.recorder.valuesOf(id).length > 2))
    expectRight(made, 5)
  })

  it('halves batches until a device without segmentation no longer aborts, and remembers', async () => {
    const made = await rig()
    const device = await peer({ instance: 1 }, 100)
    device.onRequest = ({ service, invokeId, specs }) => (service === 14 && specs.length > 15 ? [ABORT(invokeId, 4)] : undefined)
    made.acquisition.watch([watchedDevice(5, device, points(100, 200))])
    await until('all points', () => points(100, 0).every(({ pointId }) => made.recorder.valuesOf(pointId).length > 1))
    const aborts = made.recorder.outcomes.filter(({ error }) => error === 'abort').length
    expect(aborts).toBeGreaterThan(0)
    await sleep(600)
    expect(made.recorder.outcomes.filter(({ error }) => error === 'abort').length).toBe(aborts)
    expectRight(made, 5)
    expect(made.recorder.statesOf(5)).toEqual(['online'])
  })

  it('halves batches of a device that silently drops what is too big for it', async () => {
    const made = await rig({ requestTimeoutMs: 200 })
    const device = await peer({ instance: 1 }, 50)
    device.onRequest = ({ service, specs }) => (service === 14 && specs.length > 20 ? [] : undefined)
    made.acquisition.watch([watchedDevice(5, device, points(50, 100))])
    await until('all points', () => points(50, 0).every(({ pointId }) => made.recorder.valuesOf(pointId).length > 0))
    expectRight(made, 5)
    expect(made.recorder.statesOf(5)).toEqual(['online'])
  })

  it.each([
    ['rejects ReadPropertyMultiple', (invokeId: number) => [REJECT(invokeId, 9)]],
    ['aborts every ReadPropertyMultiple', (invokeId: number) => [ABORT(invokeId, 0)]],
    ['errs at every ReadPropertyMultiple', (invokeId: number) => [ERROR(invokeId, 14, 5, 0)]],
    ['answers garbage to every ReadPropertyMultiple', (invokeId: number) => [Buffer.from([0x30, invokeId, 14, 0x21, 1])]],
  ])('reads property by property where the device %s', async (_name, answer) => {
    const made = await rig()
    const device = await peer({ instance: 1 }, 6)
    device.add(0, 6, { 85: [real(6.5)], 111: [flags(4)] })
    device.onRequest = ({ service, invokeId }) => (service === 14 ? answer(invokeId) : undefined)
    made.acquisition.watch([watchedDevice(5, device, points(6, 100))])
    await until('all points twice', () => points(6, 0).every(({ pointId }) => made.recorder.valuesOf(pointId).length > 4))
    const multiple = pollsMultiple(device).length
    await sleep(400)
    expect(pollsMultiple(device).length).toBe(multiple)
    expectRight(made, 5)
    expect(made.recorder.flagsOf(6)[0]).toBe(4)
    expect(made.recorder.problems).toEqual([])
  })

  it('finds the one object that spoils a batch with an error, and reads the rest', async () => {
    const made = await rig()
    const device = await peer({ instance: 1 }, 20)
    device.onRequest = ({ invokeId, service, specs }) => (specs.some(({ type, instance }) => type === 0 && instance === 13) ? [ERROR(invokeId, service, 1, 31)] : undefined)
    made.acquisition.watch([watchedDevice(5, device, points(20, 150))])
    await until('all others', () => points(20, 0).every(({ pointId }) => pointId === 13 || made.recorder.valuesOf(pointId).length > 2))
    expect(made.recorder.problems).toMatchObject([{ pointId: 13, error: 'error' }])
    expect(made.recorder.valuesOf(13)).toEqual([])
  })

  it('asks devices with small packets for no more than they can send', async () => {
    const made = await rig()
    const devices = await Promise.all([50, 128, 206, 480].map((maxApdu, at) => peer({ instance: at + 1, maxApdu }, 30)))
    made.acquisition.watch(devices.map((device, at) => watchedDevice(at + 1, device, points(30, 200, at * 1_000 + 1))))
    await until('all points', () => devices.every((_, at) => points(30, 0, at * 1_000 + 1).every(({ pointId }) => made.recorder.valuesOf(pointId).length > 0)))
    devices.forEach((_, at) => expectRight(made, at + 1, at * 1_000 + 1))
    expect(made.recorder.outcomes.filter(({ error }) => error !== null)).toEqual([])
  })

  it('follows a changed plan without losing what was learnt', async () => {
    const made = await rig()
    const device = await peer({ instance: 1 }, 20)
    device.onRequest = ({ service, invokeId }) => (service === 14 ? [REJECT(invokeId, 9)] : undefined)
    made.acquisition.watch([watchedDevice(5, device, points(10, 100))])
    await until('values', () => made.recorder.valuesOf(10).length > 2)
    const multiple = pollsMultiple(device).length
    made.acquisition.watch([watchedDevice(5, device, points(20, 100).filter(({ pointId }) => pointId !== 1))])
    const before = made.recorder.valuesOf(1).length
    await until('new points', () => made.recorder.valuesOf(20).length > 2)
    expect(pollsMultiple(device).length).toBe(multiple)
    expect(made.recorder.valuesOf(1).length).toBeLessThanOrEqual(before + 1)
    made.acquisition.watch([])
    await sleep(50)
    const after = device.requests.length
    await sleep(300)
    expect(device.requests.length).toBe(after)
  })

  it('asks nothing while paused, counts no failure for it, and goes on after', async () => {
    const made = await rig({ requestTimeoutMs: 300 })
    const device = await peer({ instance: 1 }, 20)
    made.acquisition.watch([watchedDevice(5, device, points(20, 100))])
    await until('values', () => made.recorder.countOf(5) > 20)
    device.alive = false
    await sleep(20)
    made.acquisition.pause()
    await sleep(500)
    const asked = device.requests.length
    device.alive = true
    made.acquisition.resume()
    const read = made.recorder.countOf(5)
    await until('values again', () => made.recorder.countOf(5) > read + 20)
    expect(device.requests.length).toBeGreaterThan(asked)
    expect(made.recorder.statesOf(5)).toEqual(['online'])
  })

  it('keeps to the request rate of a device', async () => {
    const made = await rig({ requestsPerSecondPerDevice: 20 })
    const device = await peer({ instance: 1, maxApdu: 50 }, 100)
    made.acquisition.watch([watchedDevice(5, device, points(100, 100))])
    const startedMs = performance.now()
    await until('forty requests', () => device.requests.length >= 40)
    expect((performance.now() - startedMs) / 1_000).toBeGreaterThan(40 / 20 - 0.5)
  })
})

describe('answers', () => {
  it('that come too late are not taken for an answer to a younger request', async () => {
    const made = await rig({ requestTimeoutMs: 80, requestsPerSecondPerDevice: 10_000 })
    const device = await peer({ instance: 1 }, 1)
    device.delayMs = 1
    let held: Buffer | undefined
    let count = 0
    device.onRequest = (request) => {
      if (request.service !== 14) return undefined
      count += 1
      if (count !== 2) return undefined
      device.add(0, 1, { 85: [real(-999)], 111: [flags(0)] })
      held = device.answer(request)[0]
      device.add(0, 1, { 85: [real(1.5)], 111: [flags(0)] })
      return []
    }
    made.acquisition.watch([watchedDevice(5, device, points(1, 1))])
    await until('the answer held back', () => held !== undefined)
    await until('a timeout', () => made.recorder.outcomes.some(({ error }) => error === 'timeout'))
    // From the next requests on until all 256 invoke ids had their turn again, several times over.
    const asked = device.requests.length
    let bursts = 0
    while (device.requests.length < asked + 800) {
      device.sendRaw(datagram(held!), { ip: '127.0.0.1', port: made.port })
      bursts += 1
      await sleep(1)
    }
    expectRight(made, 5)
    expect(made.acquisition.counters().refused['unmatched']).toBeGreaterThan(bursts * 0.8)
  })

  it('of a stranger with the right invoke id are not taken', async () => {
    const made = await rig({ requestTimeoutMs: 500 })
    const device = await peer({ instance: 1 }, 5)
    const stranger = await peer({ instance: 2 }, 5)
    stranger.objects.forEach((properties, key) => key.startsWith('0:') && (properties[85] = [real(-1)]))
    device.delayMs = 10
    device.onRequest = (request) => {
      for (const apdu of stranger.answer(request)) stranger.sendRaw(datagram(apdu), request.from)
      return undefined
    }
    made.acquisition.watch([watchedDevice(5, device, points(5, 30))])
    await until('values', () => made.recorder.countOf(5) > 100)
    expectRight(made, 5)
    expect(made.acquisition.counters().refused['other-port']).toBeGreaterThan(20)
  })

  it('of twelve devices answering in any order, some late, some lost, reach the right device each', async () => {
    const made = await rig({ requestTimeoutMs: 300, inFlightPerDevice: 4 })
    const random = seededRandom(42)
    const devices = await Promise.all(Array.from({ length: 12 }, (_, at) => peer({ instance: at + 1 })))
    devices.forEach((device, at) => {
      for (let instance = 1; instance <= 60; instance++) device.add(0, instance, { 85: [real(at * 1_000 + instance)], 111: [flags(0)] })
      device.add(8, at + 1, { 75: [objectId(8, at + 1)] })
      device.onRequest = (request) => {
        const chance = random()
        if (chance < 0.03) return []
        // Some answers come after their timeout, when the id may be thought free.
        const delay = chance < 0.06 ? 310 + random() * 300 : random() * 20
        const answers = device.answer(request)
        setTimeout(() => device.alive && answers.forEach((apdu) => device.sendRaw(datagram(apdu), request.from)), delay)
        return []
      }
    })
    made.acquisition.watch(devices.map((device, at) => watchedDevice(at + 1, device, points(60, 25, at * 1_000 + 1))))
    const ids = Array.from({ length: 12 }, (_, at) => at + 1)
    await until('300 readings of each', () => ids.every((deviceId) => made.recorder.countOf(deviceId) > 300))
    let wrong = 0
    for (const batch of made.recorder.batches) batch.pointIds.forEach((id, at) => (wrong += batch.values[at] === id ? 0 : 1))
    expect(wrong).toBe(0)
    expect(made.recorder.outcomes.some(({ error }) => error === 'timeout')).toBe(true)
  })
})

describe('a device in trouble', () => {
  it('goes offline after several failures, costs little, disturbs nobody, and comes back', async () => {
    const made = await rig({ requestTimeoutMs: 300 })
    const dead = await peer({ instance: 1 }, 50)
    const slow = await peer({ instance: 2 }, 50)
    const healthy = await peer({ instance: 3 }, 50)
    slow.delayMs = 80
    made.acquisition.watch([dead, slow, healthy].map((device, at) => watchedDevice(at + 1, device, points(50, 100, at * 1_000 + 1))))
    await until('all online', () => made.recorder.states.length === 3)
    dead.alive = false
    await until('offline', () => made.recorder.statesOf(1).at(-1) === 'offline')
    const before = made.recorder.countOf(3)
    const asked = made.recorder.outcomes.filter(({ deviceId }) => deviceId === 1).length
    await until('the healthy one to go on', () => made.recorder.countOf(3) - before >= 400)
    expect(made.recorder.outcomes.filter(({ deviceId }) => deviceId === 1).length - asked).toBeLessThan(10)
    dead.alive = true
    dead.sendRaw(dead.iAm, { ip: '127.0.0.1', port: made.port })
    const read = made.recorder.countOf(1)
    await until('values again', () => made.recorder.countOf(1) > read + 49, 5_000)
    expect(made.recorder.statesOf(1)).toEqual(['online', 'offline', 'online'])
    expect(made.recorder.statesOf(2)).toEqual(['online'])
    expect(made.recorder.statesOf(3)).toEqual(['online'])
  })

  it('that loses one packet in twenty each way stays online and keeps its interval', async () => {
    const made = await rig({ requestTimeoutMs: 400 })
    const device = await peer({ instance: 1 }, 50)
    const random = seededRandom(7)
    device.onRequest = () => (random() < 0.0975 ? [] : undefined)
    made.acquisition.watch([watchedDevice(1, device, points(50, 50))])
    await until('45 rounds', () => made.recorder.valuesOf(1).length > 45)
    expect(made.recorder.statesOf(1)).toEqual(['online'])
    expectRight(made, 1)
    expect(Math.min(...pollsMultiple(device).map(({ specs }) => specs.length))).toBe(50)
  })

  it('that moved to another address is followed once the old one is silent', async () => {
    const made = await rig({ requestTimeoutMs: 60 })
    const old = await peer({ instance: 9 }, 10)
    made.acquisition.watch([watchedDevice(1, old, points(10, 50))])
    await until('values', () => made.recorder.countOf(1) > 20)
    await old.close()
    opened.splice(opened.indexOf(old), 1)
    const moved = await peer({ instance: 9 }, 10)
    moved.sendRaw(moved.iAm, { ip: '127.0.0.1', port: made.port })
    await until('the move', () => made.recorder.moves.length > 0)
    expect(made.recorder.moves).toEqual([{ deviceId: 1, from: { ip: '127.0.0.1', port: old.port }, to: { ip: '127.0.0.1', port: moved.port } }])
    await until('values from there', () => pollsMultiple(moved).length > 3)
    // The plan repeated with the old address does not undo the move; a plan with the new one changes nothing.
    made.acquisition.watch([watchedDevice(1, old, points(9, 50))])
    made.acquisition.watch([watchedDevice(1, moved, points(10, 50))])
    const read = made.recorder.countOf(1)
    await until('still values', () => made.recorder.countOf(1) > read + 30)
    expectRight(made, 1)
    expect(made.recorder.duplicates).toEqual([])
  })

  it('that has a twin is told as a duplicate, and polling stays with the first', async () => {
    const made = await rig()
    const first = await peer({ instance: 9 }, 10)
    const twin = await peer({ instance: 9 }, 10)
    made.acquisition.watch([watchedDevice(1, first, points(10, 50))])
    await until('values', () => made.recorder.countOf(1) > 10)
    for (let round = 0; round < 5; round++) {
      twin.sendRaw(twin.iAm, { ip: '127.0.0.1', port: made.port })
      await sleep(30)
    }
    expect(made.recorder.duplicates).toEqual([{ instance: 9, address: { ip: '127.0.0.1', port: first.port }, other: { ip: '127.0.0.1', port: twin.port } }])
    expect(pollsMultiple(twin)).toEqual([])
    expect(made.recorder.moves).toEqual([])
  })

  it('is not moved by an I-Am that nobody stands behind', async () => {
    const made = await rig({ requestTimeoutMs: 60 })
    const device = await peer({ instance: 9 }, 10)
    const liar = await peer({ instance: 10 }, 10)
    made.acquisition.watch([watchedDevice(1, device, points(10, 50))])
    await until('values', () => made.recorder.countOf(1) > 10)
    device.alive = false
    await until('offline', () => made.recorder.statesOf(1).at(-1) === 'offline')
    liar.sendRaw(device.iAm, { ip: '127.0.0.1', port: made.port })
    await sleep(400)
    expect(made.recorder.moves).toEqual([])
    expect(pollsMultiple(liar)).toEqual([])
  })

  it('whose address another device has taken gives no readings of that other', async () => {
    const made = await rig({ requestTimeoutMs: 60 })
    const device = await peer({ instance: 9 }, 10)
    made.acquisition.watch([watchedDevice(1, device, points(10, 50))])
    await until('values', () => made.recorder.countOf(1) > 10)
    const { port } = device
    device.alive = false
    await until('offline', () => made.recorder.statesOf(1).at(-1) === 'offline')
    await device.close()
    opened.splice(opened.indexOf(device), 1)
    const usurper = await peer({ instance: 10, port }, 10)
    const read = made.recorder.countOf(1)
    usurper.sendRaw(device.iAm, { ip: '127.0.0.1', port: made.port })
    await until('it was asked who it is', () => usurper.requests.length > 0)
    await sleep(300)
    expect(made.recorder.countOf(1)).toBe(read)
    expect(pollsMultiple(usurper)).toEqual([])
  })

  it('behind a router is polled through it, apart from its neighbour on the same address', async () => {
    const made = await rig()
    const router = await peer({ instance: 20, behind: { network: 300, mac: Buffer.from([12]) } }, 10)
    const address = { ip: '127.0.0.1', port: router.port, network: 300, mac: '0c' }
    made.acquisition.watch([
      { ...watchedDevice(1, router, points(10, 100)), address },
      { ...watchedDevice(2, router, points(10, 100, 1_001)), instance: 21, address: { ...address, mac: '0d' } },
    ])
    await until('values', () => made.recorder.countOf(1) > 20)
    expectRight(made, 1)
    // Its answers carry MAC 0c: none belongs to 0d.
    expect(made.recorder.countOf(2)).toBe(0)
  })
})
