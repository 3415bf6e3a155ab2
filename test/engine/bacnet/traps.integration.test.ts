/** Faults that BACnet libraries are known for, each set up on purpose against the product's own requests: lost, late and cut answers, and what cannot be sent. */
import { afterEach, describe, expect, it } from 'vitest'
import { readPropertyApdu } from '../../../electron/engine/bacnet/datagrams.ts'
import { TagWriter } from '../../../electron/engine/bacnet/tag-writer.ts'
import { seededRandom } from '../../../shared/random.ts'
import { openLine, type Line, type LineOptions } from './line.ts'
import { real, ScriptedPeer, text, type PeerOptions } from './scripted-peer.ts'

const opened: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()))
})

const device = async (options: Partial<PeerOptions> = {}): Promise<ScriptedPeer> => {
  const made = new ScriptedPeer({ instance: 1, ...options })
  await made.open()
  opened.push(made)
  return made
}
const line = async (options?: LineOptions): Promise<Line> => {
  const made = await openLine(options)
  opened.push(made)
  return made
}
/** The library cuts long texts. */
const textOf = (value: string): Buffer => new TagWriter().text(value).bytes()
const at = ({ ip, port }: ScriptedPeer) => ({ ip, port })

describe('requests', () => {
  it('end every one, each with its own answer or none, though one in twenty is lost and one in twenty comes late', async () => {
    const peer = await device()
    for (let instance = 1; instance <= 600; instance++) peer.add(0, instance, { 85: [real(instance)] })
    const random = seededRandom(4)
    peer.onRequest = (request) => {
      const fate = random()
      if (fate < 0.05) return []
      if (fate > 0.1) return undefined
      // Later than its deadline, when younger requests are under way.
      setTimeout(() => peer.reply(request, peer.answer(request)), 900)
      return []
    }
    const { read, refused } = await line({ requestTimeoutMs: 600, inFlight: 16 })
    const answers = await Promise.all(Array.from({ length: 600 }, (_, index) => read(at(peer), 0, index + 1, 85)))
    const right = answers.filter((values, index) => values?.[0]?.kind === 'real' && values[0].value === index + 1)
    expect(answers.filter((values) => values !== undefined)).toHaveLength(right.length)
    expect(right.length).toBeGreaterThan(500)
    expect(right.length).toBeLessThan(590)
    expect(refused()['unmatched']).toBeGreaterThan(5)
  })

  it('that cannot be sent fail at once and by themselves', async () => {
    const peer = await device()
    peer.addAnalogs(1)
    const { ask, send, read } = await line({ requestTimeoutMs: 5_000 })
    const started = performance.now()
    const nowhere = ask({ ip: '127.0.0.1', port: 0 }, 0, 1, 85)
    const tooLong = send(at(peer), { service: 12, bytes: Buffer.alloc(65_520) })
    expect(await nowhere).toMatchObject({ ok: false, kind: 'send' })
    expect(await tooLong).toMatchObject({ ok: false, kind: 'send' })
    expect(performance.now() - started).toBeLessThan(4_000)
    expect(await read(at(peer), 0, 1, 85)).toEqual([{ kind: 'real', value: 1.5 }])
  })
})

describe('answers in segments', () => {
  const long = 'Zuluftventilator '.repeat(200).trim()

  it('that stop half-way end that request alone: the next one is read', async () => {
    const peer = await device({ segmentation: 0, maxApdu: 480, segmentBytes: 200, window: 2 })
    peer.raw.set('0:1:28', textOf(long))
    const { ask, read } = await line({ requestTimeoutMs: 500 })
    for (let round = 0; round < 3; round++) {
      peer.shuffle = (window) => (window[0]! < 5 ? window : [])
      expect(await ask(at(peer), 0, 1, 28)).toMatchObject({ ok: false, kind: 'timeout' })
      peer.shuffle = (window) => window
      expect(await read(at(peer), 0, 1, 28)).toEqual([{ kind: 'text', value: long }])
    }
  })

  it('of several devices and several questions at once do not mix', async () => {
    const peers = await Promise.all([1, 2, 3, 4].map((instance) => device({ instance, segmentation: 0, maxApdu: 480, segmentBytes: 100 + instance, window: instance })))
    for (const peer of peers) for (const object of [1, 2, 3]) peer.raw.set(`0:${object}:28`, textOf(`${peer.options.instance}/${object} ${long}`))
    const { read } = await line({ inFlight: 3 })
    const asked = peers.flatMap((peer) => [1, 2, 3].map(async (object) => ({ wanted: `${peer.options.instance}/${object} ${long}`, values: await read(at(peer), 0, object, 28) })))
    for (const { wanted, values } of await Promise.all(asked)) expect(values).toEqual([{ kind: 'text', value: wanted }])
  })

  it('whose last acknowledgement is lost are repeated by the device, and that harms nothing', async () => {
    const peer = await device({ segmentation: 0, maxApdu: 480, segmentBytes: 400, window: 1 })
    peer.raw.set('0:1:28', textOf(long))
    peer.add(0, 1, { 85: [real(2)] })
    const { read } = await line()
    peer.shuffle = (window) => window.flatMap((number) => [number, number, number])
    expect(await read(at(peer), 0, 1, 28)).toEqual([{ kind: 'text', value: long }])
    expect(await read(at(peer), 0, 1, 85)).toEqual([{ kind: 'real', value: 2 }])
  })
})

describe('an answer to another question', () => {
  it.each([
    ['another object', 0, 2, 85],
    ['another property', 0, 1, 77],
  ])('with the right invoke id, about %s, gives no value', async (_what, type, instance, property) => {
    const peer = await device()
    peer.add(0, 1, { 85: [real(1)], 77: [text('one')] })
    peer.add(0, 2, { 85: [real(2)] })
    const asked = readPropertyApdu(0, 1, { property: 85 })
    peer.onRequest = (request) => peer.answer({ ...request, specs: [{ type, instance, properties: [{ property }] }] })
    const { read, send } = await line()
    expect(await read(at(peer), 0, 1, 85)).toBeUndefined()
    expect(await send(at(peer), asked)).toMatchObject({ ok: true })
  })
})
