/** One device instance number at two peers: found together, found one after the other, and one that answers when the other falls silent. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Device } from '../../shared/domain/device.ts'
import { eventually, jobEnd, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'
import { real, ScriptedPeer, text } from './bacnet/scripted-peer.ts'

const INSTANCE = 77

const opened: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close()
})

/** A device whose one input shows `value`. */
const peer = async (name: string, value: number): Promise<ScriptedPeer> => {
  const made = new ScriptedPeer({ instance: INSTANCE })
  made.add(8, INSTANCE, { ...made.objects.get(`8:${INSTANCE}`), 77: [text(name)] })
  made.addAnalogs(1)
  made.add(0, 1, { ...made.objects.get('0:1'), 85: [real(value)] })
  await made.open()
  opened.push(() => made.close())
  return made
}

const start = async (): Promise<InlineEngine> => {
  const engine = await startInlineEngine()
  opened.push(() => engine.stop())
  valueOf(await engine.handlers.changeSettings({ patch: { defaultPollIntervalMs: 1_000, requestTimeoutMs: 300 } }))
  return engine
}
const discover = async ({ handlers }: InlineEngine, ...peers: readonly ScriptedPeer[]): Promise<void> => {
  const job = valueOf(await handlers.startDiscovery({ interfaces: [], targets: peers.map(({ port }) => `127.0.0.1:${port}`) }))
  expect(await jobEnd(handlers, job.id)).toMatchObject({ state: 'done' })
}
const only = async ({ handlers }: InlineEngine): Promise<Device> => {
  const devices = valueOf(await handlers.listDevices({}))
  expect(devices).toHaveLength(1)
  return devices[0]!
}
const values = async ({ handlers }: InlineEngine): Promise<ReadonlySet<number>> => {
  const [point] = valueOf(await handlers.listPoints({})).filter(({ kind }) => kind === 'analog')
  const [series] = valueOf(await handlers.getSeries({ pointIds: [point!.id], fromMs: 0, toMs: Date.now() + 60_000, maxPoints: 1_000 }))
  return new Set(series!.values)
}
/** A peer that was silent and wants to be found; an unasked I-Am is what a device says when it starts. */
const announce = async ({ handlers }: InlineEngine, from: ScriptedPeer): Promise<void> => {
  const { port } = valueOf(await handlers.getStatus({})).transport
  from.sendRaw(from.iAm, { ip: '127.0.0.1', port })
}

describe('one number at two peers', () => {
  it('is told when both are found at once, and one of them is read', async () => {
    const peers = [await peer('One', 1), await peer('Other', 2)]
    const engine = await start()
    await discover(engine, ...peers)
    const { address, problems } = await only(engine)
    const read = peers.find(({ port }) => port === address.port)!
    const left = peers.find((one) => one !== read)!
    expect(problems).toMatchObject([{ key: 'device.duplicate', params: { instance: INSTANCE, address: `127.0.0.1:${read.port}`, other: `127.0.0.1:${left.port}` } }])
    await eventually('a value', async () => (await values(engine)).size > 0)
    expect([...(await values(engine))]).toEqual([read === peers[0] ? 1 : 2])
  })

  it('stays with the one known before, also when only the other is searched, and while that is silent', async () => {
    const known = await peer('Same name', 1)
    const engine = await start()
    await discover(engine, known)
    await eventually('a value', async () => (await values(engine)).size > 0)
    const other = await peer('Same name', 2)
    await discover(engine, other)
    expect(await only(engine)).toMatchObject({ address: { port: known.port }, problems: [{ key: 'device.duplicate' }] })
    known.alive = false
    await eventually('it to be offline', async () => (await only(engine)).state === 'offline')
    await announce(engine, other)
    await discover(engine, other)
    expect((await only(engine)).address.port).toBe(known.port)
    expect([...(await values(engine))]).toEqual([1])
  })

  it('is not taken for a move when the one that answers has another name', async () => {
    const known = await peer('Boiler', 1)
    const engine = await start()
    await discover(engine, known)
    await eventually('a value', async () => (await values(engine)).size > 0)
    known.alive = false
    await eventually('it to be offline', async () => (await only(engine)).state === 'offline')
    const stranger = await peer('Chiller in the next building', 2)
    await announce(engine, stranger)
    await eventually('the stranger to be asked its name', () => stranger.requests.some(({ specs }) => specs[0]?.properties[0]?.property === 77))
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    expect((await only(engine)).address.port).toBe(known.port)
    expect([...(await values(engine))]).toEqual([1])
  })

  it('is a move when the one that answers has its name, and a search that finds it elsewhere says so', async () => {
    const known = await peer('Boiler', 1)
    const engine = await start()
    await discover(engine, known)
    known.alive = false
    await eventually('it to be offline', async () => (await only(engine)).state === 'offline')
    const moved = await peer('Boiler', 1)
    await discover(engine, moved)
    expect(await only(engine)).toMatchObject({ address: { port: moved.port }, problems: [{ key: 'device.moved' }] })
    await eventually('it to be online', async () => (await only(engine)).state === 'online')
  })
})
