/** Devices that answer no Who-Is, found by their address: by reading the device object, after a restart again, and by either way of naming it. Loopback only. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, jobEnd, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'
import { ERROR, ScriptedPeer, type Request } from './bacnet/scripted-peer.ts'

const WILDCARD = 4_194_303
const READ_PROPERTY = 12

/** Deaf to Who-Is. Asked for device 4194303 it answers for itself: under its own number, or repeating the one asked. */
class DeafPeer extends ScriptedPeer {
  constructor(instance: number, repeats: boolean) {
    super({ instance, maxApdu: 480 })
    this.addAnalogs(4)
    this.answersWhoIs = false
    this.onRequest = (request) => this.asItself(request, repeats)
  }

  private asItself(request: Request, repeats: boolean): readonly Buffer[] | undefined {
    const [spec] = request.specs
    if (request.service !== READ_PROPERTY || spec?.instance !== WILDCARD) return undefined
    const answers = this.answer({ ...request, specs: [{ ...spec, instance: this.options.instance }] })
    if (!repeats) return answers
    return answers.map((answer) => {
      const copy = Buffer.from(answer)
      // Context tag 0 stands behind the three octets of the header: type 8 and the wildcard.
      copy.writeUInt32BE(((8 << 22) | WILDCARD) >>> 0, 4)
      return copy
    })
  }
}

describe('devices that answer no broadcast', () => {
  const home = mkdtempSync(join(tmpdir(), 'plantroom-static-'))
  const peers = [new DeafPeer(71, false), new DeafPeer(72, true)]
  /** A device that knows no wildcard. */
  const stubborn = new DeafPeer(73, false)
  let engine: InlineEngine

  beforeAll(async () => {
    stubborn.onRequest = (request) => (request.specs[0]?.instance === WILDCARD ? [ERROR(request.invokeId, READ_PROPERTY, 1, 31)] : undefined)
    await Promise.all([...peers, stubborn].map((peer) => peer.open()))
    engine = await startInlineEngine({ home })
    valueOf(await engine.handlers.changeSettings({ patch: { requestTimeoutMs: 500, defaultPollIntervalMs: 1_000 } }))
  })
  afterAll(async () => {
    await engine.stop()
    await Promise.all([...peers, stubborn].map((peer) => peer.close()))
    rmSync(home, { recursive: true, force: true })
  })

  const instances = async (): Promise<number[]> => valueOf(await engine.handlers.listDevices({})).map(({ instance }) => instance).sort((a, b) => a - b)
  /** So that the search is one by broadcast, and leaves for no real network. */
  const loopback = async (): Promise<string[]> => valueOf(await engine.handlers.listInterfaces({})).filter((one) => one.loopback).map(({ name }) => name)
  const addressOf = (peer: ScriptedPeer): string => `127.0.0.1:${peer.port}`
  const searchEnd = async (): Promise<void> => {
    const last = valueOf(await engine.handlers.listJobs({})).findLast(({ kind }) => kind === 'discovery')
    await jobEnd(engine.handlers, last!.id)
  }

  it('are found and read when their addresses are added, whichever way they name themselves', async () => {
    const listed = valueOf(await engine.handlers.addStaticDevices({ addresses: [...peers, stubborn].map(addressOf) }))
    expect(listed.map(({ address, instance }) => [address, instance])).toEqual([...peers, stubborn].map((peer) => [addressOf(peer), null]))
    await searchEnd()
    expect(await instances()).toEqual([71, 72])
    const map = valueOf(await engine.handlers.getNetworkMap({}))
    expect(map.staticDevices.map(({ instance }) => instance)).toEqual([71, 72, null])
    expect(valueOf(await engine.handlers.listPoints({})).length).toBeGreaterThanOrEqual(8)
    await eventually('both online', async () => valueOf(await engine.handlers.listDevices({})).every(({ state }) => state === 'online'))
    expect(valueOf(await engine.handlers.listDevices({})).map(({ maxApdu }) => maxApdu)).toEqual([480, 480])
  })

  it('refuse what is no address, and keep nothing of it', async () => {
    expect(await engine.handlers.addStaticDevices({ addresses: ['10.0.0.1', 'ahu-3'] })).toMatchObject({ ok: false, error: { code: 'static-address-invalid', detail: { address: 'ahu-3' } } })
    expect(valueOf(await engine.handlers.getNetworkMap({})).staticDevices).toHaveLength(3)
  })

  it('are asked again by a search after a restart, though nothing was told anew', async () => {
    for (const { id } of valueOf(await engine.handlers.listDevices({}))) valueOf(await engine.handlers.removeDevice({ deviceId: id }))
    await engine.stop()
    engine = await startInlineEngine({ home })
    expect(await instances()).toEqual([])
    const job = valueOf(await engine.handlers.startDiscovery({ interfaces: await loopback(), targets: [] }))
    expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'done' })
    expect(await instances()).toEqual([71, 72])
  })

  it('are asked no more once their address is removed', async () => {
    const [first] = peers
    expect(valueOf(await engine.handlers.removeStaticDevice({ address: addressOf(first!) }))).toHaveLength(2)
    expect(await engine.handlers.removeStaticDevice({ address: addressOf(first!) })).toMatchObject({ ok: false, error: { code: 'static-unknown' } })
    for (const { id } of valueOf(await engine.handlers.listDevices({}))) valueOf(await engine.handlers.removeDevice({ deviceId: id }))
    const job = valueOf(await engine.handlers.startDiscovery({ interfaces: await loopback(), targets: [] }))
    await jobEnd(engine.handlers, job.id)
    expect(await instances()).toEqual([72])
  })
})
