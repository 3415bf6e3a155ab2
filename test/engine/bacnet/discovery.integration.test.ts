/** Discovery and inspection of devices of every ability, over real UDP on loopback. */
import { createSocket, type Socket } from 'node:dgram'
import { afterEach, describe, expect, it } from 'vitest'
import { createAcquisition } from '../../../electron/engine/bacnet/acquisition.ts'
import { silentLog } from '../../../electron/engine/log.ts'
import { systemClock } from '../../../shared/clock.ts'
import type { IAm } from '../../../shared/domain/acquisition.ts'
import { iAmOf, loopbackName, openRig, points, Recorder, SETTINGS, until, watchedDevice, type Rig } from './recorder.ts'
import { ABORT, datagram, enumerated, ERROR, iAmApdu, objectId, REJECT, ScriptedPeer, text, type PeerOptions } from './scripted-peer.ts'

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
const never = new AbortController().signal

describe('the socket', () => {
  it('says which port is taken and what to do', async () => {
    const first = await rig()
    const second = createAcquisition({ clock: systemClock, random: Math.random, log: silentLog, listener: new Recorder() })
    const result = await second.open({ ...SETTINGS, port: first.port })
    expect(result).toMatchObject({ ok: false, error: { code: 'port-taken', detail: { port: first.port } } })
    expect(!result.ok && result.error.message).toMatch(/choose another port/)
    await first.acquisition.close()
    expect(await second.open({ ...SETTINGS, port: first.port })).toEqual({ ok: true, value: { port: first.port } })
    await second.close()
  })

  it('tells when it dies, opens again by itself on its port, and polling goes on', async () => {
    const { acquisition, recorder } = await rig()
    const device = await peer({ instance: 1 }, 10)
    acquisition.watch([watchedDevice(1, device, points(10, 50))])
    await until('values', () => recorder.countOf(1) > 10)
    const udp = Reflect.get(acquisition, 'socket') as object
    const socket = Reflect.get(udp, 'socket') as Socket
    socket.emit('error', new Error('the network driver is gone'))
    expect(recorder.transport).toEqual(['the network driver is gone'])
    const read = recorder.countOf(1)
    await until('values again', () => recorder.countOf(1) > read + 20)
    expect(recorder.transport).toEqual(['the network driver is gone', 'back'])
    expect(recorder.statesOf(1)).toEqual(['online'])
  })

  it('is not closed by an error that concerns one peer', async () => {
    const { acquisition, recorder } = await rig()
    const udp = Reflect.get(acquisition, 'socket') as object
    const socket = Reflect.get(udp, 'socket') as Socket
    socket.emit('error', Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))
    expect(recorder.transport).toEqual([])
  })

  it('opens again on another port', async () => {
    const { acquisition, port } = await rig()
    const again = await acquisition.open(SETTINGS)
    expect(again.ok && again.value.port).not.toBe(0)
    const reuse = createSocket('udp4')
    await new Promise<void>((resolve) => reuse.bind(port, resolve))
    reuse.close()
  })
})

describe('discovery', () => {
  it('finds the devices asked directly, with their interface', async () => {
    const { acquisition, recorder } = await rig()
    const peers = [await peer({ instance: 11 }), await peer({ instance: 12, maxApdu: 480, segmentation: 0 })]
    const found = await acquisition.discover({ interfaces: [loopbackName(acquisition)], targets: peers.map(({ ip, port }) => ({ ip, port })), listenMs: 600 }, never)
    const mine = found.ok ? found.value.filter(({ address }) => peers.some((one) => one.port === address.port)) : []
    expect(mine.map(({ instance, maxApdu, segmentation }) => [instance, maxApdu, segmentation]).sort(([a], [b]) => Number(a) - Number(b))).toEqual([
      [11, 1476, 'none'],
      [12, 480, 'both'],
    ])
    expect(mine[0]?.interfaceName).toBe(loopbackName(acquisition))
    expect(recorder.iAms.length).toBeGreaterThanOrEqual(2)
  })

  it('keeps to the range asked for', async () => {
    const { acquisition } = await rig()
    const peers = [await peer({ instance: 11 }), await peer({ instance: 500 })]
    const found = await acquisition.discover({ interfaces: ['none'], targets: peers.map(({ ip, port }) => ({ ip, port })), lowInstance: 400, listenMs: 600 }, never)
    expect(found.ok && found.value.map(({ instance }) => instance)).toEqual([500])
  })

  it('lists two devices that claim one instance, both', async () => {
    const { acquisition } = await rig()
    const peers = [await peer({ instance: 7 }), await peer({ instance: 7 })]
    const found = await acquisition.discover({ interfaces: ['none'], targets: peers.map(({ ip, port }) => ({ ip, port })), listenMs: 600 }, never)
    expect(found.ok && found.value.map(({ address }) => address.port).sort((a, b) => a - b)).toEqual(peers.map(({ port }) => port).sort((a, b) => a - b))
  })

  it('asks a second time those that did not hear the first', async () => {
    const { acquisition } = await rig()
    const deaf = await peer({ instance: 9 })
    deaf.alive = false
    setTimeout(() => {
      deaf.alive = true
    }, 300)
    const found = await acquisition.discover({ interfaces: ['none'], targets: [{ ip: deaf.ip, port: deaf.port }], listenMs: 200 }, never)
    expect(found.ok && found.value.length).toBe(1)
  })

  it('ends at once when cancelled', async () => {
    const { acquisition } = await rig()
    const cancel = new AbortController()
    const started = Date.now()
    setTimeout(() => cancel.abort(), 50)
    const found = await acquisition.discover({ interfaces: ['none'], targets: [], listenMs: 30_000 }, cancel.signal)
    expect(found).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(Date.now() - started).toBeLessThan(20_000)
  })

  it('takes the address a BBMD forwards, and keeps network and MAC of routed devices', async () => {
    const { recorder, port } = await rig()
    const sender = await peer({ instance: 1 })
    const forwarded = Buffer.concat([Buffer.from('81040000c0a80909bac00100', 'hex'), iAmApdu(77, 1024, 3)])
    forwarded.writeUInt16BE(forwarded.length, 2)
    sender.sendRaw(forwarded, { ip: '127.0.0.1', port })
    sender.sendRaw(datagram(iAmApdu(78, 480, 3), { network: 300, mac: Buffer.from([12]) }), { ip: '127.0.0.1', port })
    await until('two I-Am', () => recorder.iAms.length === 2)
    const addresses = new Map(recorder.iAms.map(({ instance, address }) => [instance, address]))
    expect(addresses.get(77)).toEqual({ ip: '192.168.9.9', port: 47808 })
    expect(addresses.get(78)).toEqual({ ip: '127.0.0.1', port: sender.port, network: 300, mac: '0c' })
  })
})

const inspect = async (made: Rig, iAm: IAm) => {
  const seen: [number, number][] = []
  const result = await made.acquisition.inspect(iAm, (done, total) => seen.push([done, total]), never)
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return { ...result.value, seen }
}

/** Every kind of object with units and texts, beside `analogs` analog inputs. */
const furnish = (device: ScriptedPeer): void => {
  device.add(4, 1, { 77: [text('Fan')], 28: [text('Supply fan')], 85: [enumerated(1)], 46: [text('Off')], 4: [text('On')] })
  device.add(19, 2, { 77: [text('Mode')], 28: [text('')], 85: [enumerated(1)], 110: [text('Heat'), text('Cool'), text('Auto')] })
  device.add(17, 3, { 77: [text('Hours')], 28: [text('Occupancy')] })
  device.add(12, 4, { 77: [text('Loop')], 28: [text('')], 82: [enumerated(98)] })
}

const expectWhole = (objects: Awaited<ReturnType<typeof inspect>>['objects'], analogs: number): void => {
  expect(objects).toHaveLength(analogs + 5)
  expect(objects[0]).toMatchObject({ objectType: 8, name: `Device ${objects[0]?.objectInstance}` })
  const analog = objects.filter(({ objectType }) => objectType === 0)
  expect(analog.map(({ name, description, units }) => [name, description, units])).toEqual(Array.from({ length: analogs }, (_, at) => [`AI-${at + 1}`, `Analog ${at + 1}`, 62]))
  const rest = objects.filter(({ objectType }) => objectType !== 0 && objectType !== 8)
  expect(rest.map(({ name, units, stateTexts }) => ({ name, units, stateTexts }))).toEqual([
    { name: 'Fan', units: null, stateTexts: ['Off', 'On'] },
    { name: 'Mode', units: null, stateTexts: ['Heat', 'Cool', 'Auto'] },
    { name: 'Hours', units: null, stateTexts: [] },
    { name: 'Loop', units: 98, stateTexts: [] },
  ])
}

describe('inspection', () => {
  it.each([
    ['a device that sends everything in one packet', { instance: 1 }, 20],
    ['a device without segmentation, by index', { instance: 2, maxApdu: 480 }, 200],
    ['a device of 206 octets', { instance: 3, maxApdu: 206 }, 40],
    ['a device of 50 octets', { instance: 4, maxApdu: 50 }, 6],
    ['a device that sends segments, window 1', { instance: 5, maxApdu: 480, segmentation: 0, segmentBytes: 400, window: 1 }, 200],
    ['a device that sends segments, window 16', { instance: 6, maxApdu: 480, segmentation: 0, segmentBytes: 50, window: 16 }, 400],
    ['a device behind a router', { instance: 7, maxApdu: 480, behind: { network: 300, mac: Buffer.from([12]) } }, 30],
  ] satisfies [string, PeerOptions, number][])('reads %s completely', async (_name, options: PeerOptions, analogs) => {
    const made = await rig()
    const device = await peer(options, analogs)
    furnish(device)
    const iAm = options.behind === undefined ? iAmOf(device) : { ...iAmOf(device), address: { ...iAmOf(device).address, network: 300, mac: '0c' } }
    const { device: facts, objects, seen } = await inspect(made, iAm)
    expect(facts).toMatchObject({ name: `Device ${options.instance}`, vendorName: 'Test vendor', modelName: 'Model T', firmware: '1.2', protocolRevision: 14, instance: options.instance })
    expectWhole(objects, analogs)
    expect(seen[0]).toEqual([0, analogs + 5])
    expect(seen.at(-1)).toEqual([analogs + 5, analogs + 5])
    if (options.behind !== undefined) expect(device.requests.every(({ destination }) => destination?.network === 300 && destination.mac.equals(Buffer.from([12])))).toBe(true)
  })

  it('reads segments that overtake each other', async () => {
    const made = await rig()
    const device = await peer({ instance: 8, maxApdu: 480, segmentation: 0, segmentBytes: 60, window: 8 }, 200)
    furnish(device)
    device.shuffle = (window) => window.toReversed()
    expectWhole((await inspect(made, iAmOf(device))).objects, 200)
  })

  it('reads a device that knows no ReadPropertyMultiple', async () => {
    const made = await rig()
    const device = await peer({ instance: 9 }, 10)
    furnish(device)
    device.onRequest = ({ service, invokeId }) => (service === 14 ? [REJECT(invokeId, 9)] : undefined)
    expectWhole((await inspect(made, iAmOf(device))).objects, 10)
  })

  it('reads a device that aborts what is more than five objects, and asks less from then on', async () => {
    const made = await rig()
    const device = await peer({ instance: 10 }, 60)
    furnish(device)
    device.onRequest = ({ service, invokeId, specs }) => (service === 14 && specs.length > 5 ? [ABORT(invokeId, 1)] : undefined)
    expectWhole((await inspect(made, iAmOf(device))).objects, 60)
    const aborted = device.requests.filter(({ specs }) => specs.length > 5)
    expect(aborted.length).toBeLessThan(12)
  })

  it('reads a device that answers an error to a whole batch for one bad object', async () => {
    const made = await rig()
    const device = await peer({ instance: 11 }, 30)
    furnish(device)
    device.onRequest = ({ service, invokeId, specs }) => (service === 14 && specs.some(({ type, instance }) => type === 0 && instance === 17) ? [ERROR(invokeId, 14, 1, 31)] : undefined)
    expectWhole((await inspect(made, iAmOf(device))).objects, 30)
  })

  it('keeps an object nobody can read, with an empty name', async () => {
    const made = await rig()
    const device = await peer({ instance: 12 }, 3)
    device.objects.get('8:12')![76] = [objectId(8, 12), objectId(0, 1), objectId(2, 99)]
    const { objects } = await inspect(made, iAmOf(device))
    expect(objects.map(({ objectType, objectInstance, name }) => [objectType, objectInstance, name])).toEqual([
      [8, 12, 'Device 12'],
      [0, 1, 'AI-1'],
      [2, 99, ''],
    ])
  })

  it('reads state texts one by one where they do not fit a packet', async () => {
    const made = await rig()
    const device = await peer({ instance: 13, maxApdu: 128 })
    const texts = Array.from({ length: 20 }, (_, at) => `A state with a long name ${at}`)
    device.add(13, 1, { 77: [text('Stage')], 28: [text('')], 110: texts.map(text) })
    const { objects } = await inspect(made, iAmOf(device))
    expect(objects[1]?.stateTexts).toEqual(texts)
  })

  it('is not misled by a device that claims four billion objects', async () => {
    const made = await rig()
    const device = await peer({ instance: 14 })
    device.onRequest = ({ service, invokeId, specs }) => {
      if (service !== 12 || specs[0]?.properties[0]?.property !== 76) return undefined
      if (specs[0].properties[0].index !== 0) return [ABORT(invokeId, 4)]
      return [Buffer.concat([Buffer.from([0x30, invokeId, 12]), Buffer.from('0c0200000e194c29003e24ffffffff3f', 'hex')])]
    }
    const result = await made.acquisition.inspect(iAmOf(device), () => {}, never)
    expect(result).toMatchObject({ ok: false, error: { code: 'object-list-unreadable' } })
  })

  it('says that a device is silent, soon, while others are read', async () => {
    const made = await rig({ requestTimeoutMs: 300 })
    const dead = await peer({ instance: 15 })
    dead.alive = false
    const device = await peer({ instance: 16 }, 50)
    furnish(device)
    const started = Date.now()
    const [silent, read] = await Promise.all([made.acquisition.inspect(iAmOf(dead), () => {}, never), inspect(made, iAmOf(device))])
    expect(silent).toMatchObject({ ok: false, error: { code: 'device-silent', detail: { instance: 15 } } })
    expect(Date.now() - started).toBeLessThan(15_000)
    expectWhole(read.objects, 50)
  })

  it('survives losses of one request in ten', async () => {
    const made = await rig({ requestTimeoutMs: 150 })
    const device = await peer({ instance: 17, maxApdu: 480 }, 100)
    furnish(device)
    let count = 0
    device.onRequest = () => ((count += 1) % 10 === 0 ? [] : undefined)
    expectWhole((await inspect(made, iAmOf(device))).objects, 100)
  })

  it('stops when cancelled', async () => {
    const made = await rig()
    const device = await peer({ instance: 18 }, 500)
    device.delayMs = 20
    const cancel = new AbortController()
    setTimeout(() => cancel.abort(), 120)
    const result = await made.acquisition.inspect(iAmOf(device), () => {}, cancel.signal)
    expect(result).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  })
})
