/** Devices that do legal things in unusual ways, and some that break the rules a little, over real UDP. */
import { createSocket } from 'node:dgram'
import { afterEach, describe, expect, it } from 'vitest'
import type { BacnetValue } from '../../../electron/engine/bacnet/bacnet-value.ts'
import { TagWriter } from '../../../electron/engine/bacnet/tag-writer.ts'
import { seededRandom } from '../../../shared/random.ts'
import { openLine as openBareLine, type Line } from './line.ts'
import { iAmOf, openRig, points, until, watchedDevice } from './recorder.ts'
import { datagram, ScriptedPeer, type PeerOptions } from './scripted-peer.ts'

const opened: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()))
})
const never = new AbortController().signal

const device = async (options: Partial<PeerOptions> = {}): Promise<ScriptedPeer> => {
  const made = new ScriptedPeer({ instance: 1, ...options })
  await made.open()
  opened.push(made)
  return made
}

const openLine = async (requestTimeoutMs?: number): Promise<Line> => {
  const line = await openBareLine(requestTimeoutMs === undefined ? {} : { requestTimeoutMs })
  opened.push(line)
  return line
}

const textTag = (set: number, content: Buffer): Buffer => {
  const head = Buffer.from([0x75, 255, 0, 0, 0, 0])
  head.writeUInt32BE(content.length + 1, 2)
  return Buffer.concat([head, Buffer.from([set]), content])
}
const LONG = 'Vorlauftemperatur größer als Sollwert '.repeat(3_000).slice(0, 100_000)

/** Whether it is all there; a comparison by value would print it all where it is not. */
const isLong = (values: readonly BacnetValue[] | undefined): boolean => values?.length === 1 && values[0]?.kind === 'text' && values[0].value === LONG.trim()

describe('answers in segments', () => {
  const shuffles: Record<string, (random: () => number) => (window: number[]) => number[]> = {
    'in order': () => (window) => window,
    'in reverse': () => (window) => window.toReversed(),
    'in any order': (random) => (window) => window.map((number) => ({ number, key: random() })).sort((a, b) => a.key - b.key).map(({ number }) => number),
    'each of them twice': () => (window) => window.flatMap((number) => [number, number]),
    'in any order, some twice': (random) => (window) => [...window, ...window.filter(() => random() < 0.3)].map((number) => ({ number, key: random() })).sort((a, b) => a.key - b.key).map(({ number }) => number),
  }
  for (const [order, shuffle] of Object.entries(shuffles)) {
    it.each([1, 2, 16, 127])(`${order}, with a window of %i: 100,000 characters come whole`, async (window) => {
      // 300 octets a segment: their numbers go past 255 and begin again.
      const peer = await device({ segmentation: 0, segmentBytes: 300, window })
      peer.shuffle = shuffle(seededRandom(window))
      peer.raw.set('0:1:28', textTag(0, Buffer.from(LONG)))
      const { read } = await openLine()
      expect(isLong(await read({ ip: peer.ip, port: peer.port }, 0, 1, 28))).toBe(true)
    })
  }

  it.each([
    ['UCS-2', 4, Buffer.from(LONG, 'utf16le').swap16()],
    ['ISO 8859-1', 5, Buffer.from(LONG, 'latin1')],
    ['UCS-4', 3, Buffer.concat(Array.from(LONG, (one) => Buffer.from([0, 0, one.codePointAt(0)! >> 8, one.codePointAt(0)! & 255])))],
  ])('bring 100,000 characters of %s', async (_name, set, content) => {
    const peer = await device({ segmentation: 0, segmentBytes: 1_400, window: 16 })
    peer.raw.set('0:1:28', textTag(set, content))
    const { read } = await openLine()
    expect(isLong(await read({ ip: peer.ip, port: peer.port }, 0, 1, 28))).toBe(true)
  })

  it('of 44 octets each, two thousand of them, come whole', async () => {
    const peer = await device({ maxApdu: 50, segmentation: 0, segmentBytes: 44, window: 8 })
    peer.raw.set('0:1:28', textTag(5, Buffer.from(LONG, 'latin1')))
    const { read } = await openLine()
    expect(isLong(await read({ ip: peer.ip, port: peer.port }, 0, 1, 28))).toBe(true)
  })

  it('come from a device that says it has no segmentation', async () => {
    const peer = await device({ maxApdu: 480, segmentation: 3, segmentBytes: 200 })
    peer.addAnalogs(150)
    const { acquisition } = await openRig()
    opened.push(acquisition)
    const read = await acquisition.inspect({ ...iAmOf(peer), segmentation: 'none' }, () => {}, never)
    expect(read.ok && read.value.objects.filter(({ objectType }) => objectType === 0)).toHaveLength(150)
  })
})

describe('proprietary objects and properties', () => {
  const cases: readonly [string, TagWriter, BacnetValue][] = [
    ['null', new TagWriter().null(), { kind: 'null' }],
    ['boolean', new TagWriter().boolean(true), { kind: 'boolean', value: true }],
    ['unsigned', new TagWriter().unsigned(2 ** 40), { kind: 'unsigned', value: 2 ** 40 }],
    ['signed', new TagWriter().signed(-5), { kind: 'signed', value: -5 }],
    ['real', new TagWriter().real(Number.NaN), { kind: 'real', value: Number.NaN }],
    ['double', new TagWriter().double(-Infinity), { kind: 'double', value: -Infinity }],
    ['octets', new TagWriter().octets(Buffer.from([1, 2, 3])), { kind: 'octets', bytes: Buffer.from([1, 2, 3]) }],
    ['text', new TagWriter().text(''), { kind: 'text', value: '' }],
    ['bits', new TagWriter().bits([true, false]), { kind: 'bits', bits: [true, false] }],
    ['enumerated', new TagWriter().enumerated(70_000), { kind: 'enumerated', value: 70_000 }],
    ['date', new TagWriter().date({ year: null, month: 2, day: null, weekday: 1 }), { kind: 'date', year: null, month: 2, day: null, weekday: 1 }],
    ['time', new TagWriter().time({ hour: 6, minute: null, second: 0, hundredth: null }), { kind: 'time', hour: 6, minute: null, second: 0, hundredth: null }],
    ['object', new TagWriter().objectId(1_023, 0), { kind: 'objectId', type: 1_023, instance: 0 }],
    ['construct', new TagWriter().open(30).unsigned(7, 254).close(30), { kind: 'construct', tag: 30, values: [{ kind: 'context', tag: 254, bytes: Buffer.from([7]) }] }],
  ]
  it('are read whatever their datatype', async () => {
    const peer = await device()
    const { read } = await openLine()
    for (const [at, [name, writer, value]] of cases.entries()) {
      const [type, property] = [128 + at * 60, 512 + at * 300_000]
      peer.raw.set(`${type}:4194302:${property}`, writer.bytes())
      expect(await read({ ip: peer.ip, port: peer.port }, type, 4_194_302, property), name).toEqual([value])
    }
  })
})

describe('who answers', () => {
  it('from another port of its host is not believed, and named', async () => {
    const peer = await device()
    const other = createSocket('udp4')
    opened.push({ close: () => new Promise<void>((resolve) => other.close(resolve)) })
    peer.addAnalogs(1)
    const { ask, refused, port } = await openLine(600)
    peer.onRequest = (request) => {
      for (const apdu of peer.answer(request)) other.send(datagram(apdu), port, '127.0.0.1')
      return []
    }
    expect(await ask({ ip: peer.ip, port: peer.port }, 0, 1, 85)).toMatchObject({ ok: false, kind: 'timeout' })
    expect(refused()).toMatchObject({ 'other-port': 1, 'unmatched': 0 })
  })

  it('twice is heard once', async () => {
    const peer = await device()
    peer.addAnalogs(20)
    peer.onRequest = (request) => peer.answer(request).flatMap((apdu) => [apdu, apdu])
    const { acquisition, recorder } = await openRig()
    opened.push(acquisition)
    acquisition.watch([watchedDevice(1, peer, points(20, 50))])
    await until('values', () => recorder.countOf(1) > 200)
    for (const batch of recorder.batches) expect(new Set(batch.pointIds).size).toBe(batch.pointIds.length)
    expect(recorder.valuesOf(3).every((value) => value === 3.5)).toBe(true)
    expect(acquisition.counters().refused['unmatched']).toBeGreaterThan(5)
  })

  it.each(['0c', '0a0b0c', '0a0b0c0d0e0f10'])('behind a router as %s is told apart from its neighbours', async (mac) => {
    const behind = { network: 2_001, mac: Buffer.from(mac, 'hex') }
    const peer = await device({ behind })
    peer.addAnalogs(1)
    const { ask, read, refused } = await openLine(600)
    const router = { ip: peer.ip, port: peer.port }
    expect(await read({ ...router, network: 2_001, mac }, 0, 1, 85)).toEqual([{ kind: 'real', value: 1.5 }])
    expect(await read({ ...router, network: 2_001, mac: mac.toUpperCase() }, 0, 1, 85)).toEqual([{ kind: 'real', value: 1.5 }])
    // The same octets as another device's: its answers carry another sender than asked.
    expect(await ask({ ...router, network: 2_001, mac: `${mac.slice(0, -2)}77` }, 0, 1, 85)).toMatchObject({ ok: false, kind: 'timeout' })
    expect(refused()).toMatchObject({ unmatched: 1 })
  })

  it('with more behind its I-Am, or a segmentation nobody knows, is found', async () => {
    const peer = await device()
    const { iAms, port } = await openLine()
    const to = { ip: '127.0.0.1', port }
    peer.sendRaw(datagram(Buffer.from('1000c4020000072201e091032109c900', 'hex')), to)
    peer.sendRaw(datagram(Buffer.from('1000c4020000082201e091072109', 'hex')), to)
    await until('both', () => iAms.length === 2)
    expect(iAms).toMatchObject([
      { instance: 7, maxApdu: 480, segmentation: 'none', vendorId: 9 },
      { instance: 8, segmentation: 'none' },
    ])
  })
})

describe('refusals in any shape', () => {
  it.each([
    ['an abort without the server bit', '7007 04', { kind: 'abort', code: 4 }],
    ['an abort of a vendor’s own reason', '7107 c8', { kind: 'abort', code: 200 }],
    ['a reject', '6007 09', { kind: 'reject', code: 9 }],
    ['an error', '50070c 9102 9120', { kind: 'error', code: 32 }],
    ['an error in context tags', '50070c 0902 1920', { kind: 'error', code: 32 }],
    ['an error in a construct', '50070c 0e 9102 9120 0f', { kind: 'error', code: 32 }],
    ['an error without words', '50070c', { kind: 'decode' }],
  ])('%s ends the question at once', async (_name, apdu, failure) => {
    const peer = await device()
    peer.onRequest = ({ invokeId }) => {
      const bytes = Buffer.from(apdu.replaceAll(' ', ''), 'hex')
      bytes[1] = invokeId
      return [bytes]
    }
    const { ask } = await openLine()
    expect(await ask({ ip: peer.ip, port: peer.port }, 0, 1, 85)).toMatchObject({ ok: false, ...failure })
  })
})
