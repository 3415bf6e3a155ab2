/** The engine dies in the middle of a write: what it sent is noted all the same, writing is locked again, and the value can be given back. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore } from '../../electron/engine/store/open-store.ts'
import { forkEngine } from '../../electron/host/fork-engine.ts'
import type { EngineProcessHandle } from '../../electron/supervision/engine-process-handle.ts'
import { superviseEngine } from '../../electron/supervision/engine-supervisor.ts'
import { systemClock } from '../../shared/clock.ts'
import type { EngineClient } from '../../shared/contract.ts'
import { connectEngine } from '../../shared/rpc.ts'
import { freePort } from '../support/free-port.ts'
import { eventually, valueOf } from '../support/inline-engine.ts'
import { enumerated, flags, objectId, real, ScriptedPeer, text, type Value } from './bacnet/scripted-peer.ts'

const WRITE_PROPERTY = 15
const PRIORITY = 9
const home = mkdtempSync(join(tmpdir(), 'plantroom-test-'))
const peer = new ScriptedPeer({ instance: 77 })
let slot: Value = { type: 0, value: null }

beforeAll(async () => {
  const array = (): Value[] => Array.from({ length: 16 }, (_, at) => (at === PRIORITY - 1 ? slot : { type: 0, value: null }))
  peer.add(1, 1, { 75: [objectId(1, 1)], 77: [text('Valve')], 28: [text('')], 85: [real(0)], 87: array, 104: [real(0)], 111: [flags(0)], 117: [enumerated(98)] })
  await peer.open()
  const store = valueOf(openStore(join(home, 'site')))
  store.changeSettings({ bacnetPort: await freePort(), requestTimeoutMs: 1_000, requestsPerSecondPerDevice: 100 })
  const device = { instance: 77, address: { ip: '127.0.0.1', port: peer.port }, maxApdu: 1_476, segmentation: 'none', vendorId: 99, name: 'Device 77', vendorName: '', modelName: '', firmware: '', description: '', protocolRevision: 14 } as const
  store.saveDevice(device, [{ objectType: 1, objectInstance: 1, name: 'Valve', description: '', units: 98, stateTexts: [] }], Date.now(), () => 0)
  store.close()
})
afterAll(async () => {
  await peer.close()
  rmSync(home, { recursive: true, force: true })
})

it('a write that the engine did not survive stands noted, and is taken back by the next one', async () => {
  let handle: EngineProcessHandle | undefined
  const fork = forkEngine(new URL('../../electron/engine-process.ts', import.meta.url))
  const supervisor = superviseEngine({ launch: () => (handle = fork()), clock: systemClock, init: { dataFolder: home, demo: false, appVersion: 'test' }, log: () => {} })
  let engine: EngineClient | undefined
  let attached = 0
  let receive = (_data: unknown): void => {}
  let closed = (): void => {}
  supervisor.attach({
    attached: (link) => {
      closed()
      attached += 1
      engine = connectEngine({ post: (data) => link.send(data), onMessage: (listen) => (receive = listen), onClose: (listen) => (closed = listen), close: () => {} }, () => {})
    },
    received: (data) => receive(data),
  })
  supervisor.start()
  try {
    await eventually('the engine', () => attached === 1)
    const [point] = valueOf(await engine!.listPoints({}))
    peer.onRequest = ({ service, payload }) => {
      if (service !== WRITE_PROPERTY) return undefined
      // The device does it; whoever asked never hears of it.
      slot = real(payload.readFloatBE(payload.indexOf(0x3e) + 2))
      handle?.kill()
      return []
    }
    valueOf(await engine!.unlockWriting({ confirmed: true }))
    void engine!.writePoint({ pointId: point!.id, value: 42, priority: PRIORITY, reason: 'Test' })
    await eventually('another engine', () => attached === 2)
    expect(supervisor.standing().count).toBeLessThanOrEqual(1)
    const state = valueOf(await engine!.getWriteState({}))
    expect(state).toMatchObject({ unlocked: false, standing: [{ pointId: point!.id, priority: PRIORITY, text: '42 %', action: 'write' }] })
    expect(valueOf(await engine!.listWrites({ limit: 5 }))).toMatchObject([{ wanted: '42 %', slotBefore: 'null', after: null, problem: { key: 'write.interrupted' }, reason: 'Test' }])
    peer.onRequest = ({ service, invokeId }) => {
      if (service !== WRITE_PROPERTY) return undefined
      slot = { type: 0, value: null }
      return [Buffer.from([0x20, invokeId, service])]
    }
    await eventually('what stands being told to the host', () => supervisor.standing().count === 1)
    expect(await supervisor.relinquish()).toEqual({ count: 0, first: [] })
    expect(slot).toEqual({ type: 0, value: null })
    expect(peer.requests.filter(({ service }) => service === WRITE_PROPERTY)).toHaveLength(2)
  } finally {
    await supervisor.stop()
  }
})
