/** Any property of any object, from devices that can much and devices that can little. */
import { afterEach, describe, expect, it } from 'vitest'
import { openRig, type Rig } from './recorder.ts'
import { ABORT, enumerated, real, REJECT, ScriptedPeer, text, unsigned, type Request } from './scripted-peer.ts'

const opened: { close(): Promise<void> }[] = []
const rig = async (): Promise<Rig> => {
  const made = await openRig({ requestTimeoutMs: 300 })
  opened.push(made.acquisition)
  return made
}
type Refuse = (request: Request) => readonly Buffer[] | undefined
const peer = async (refuse: Refuse): Promise<ScriptedPeer> => {
  const made = new ScriptedPeer({ instance: 1 })
  made.onRequest = refuse
  made.add(8, 1, { 77: [text('AHU-1')], 139: [unsigned(14)], 112: [enumerated(0)] })
  made.add(0, 3, { 85: [real(21.5)], 77: [text('Supply air')] })
  await made.open()
  opened.push(made)
  return made
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()))
})

const QUESTIONS = [
  { type: 8, instance: 1, property: 77 },
  { type: 8, instance: 1, property: 76 },
  { type: 8, instance: 1, property: 76, index: 0 },
  { type: 8, instance: 1, property: 76, index: 2 },
  { type: 0, instance: 3, property: 85 },
  { type: 0, instance: 3, property: 104 },
  { type: 8, instance: 1, property: 112 },
]
const EXPECTED = [
  [{ kind: 'text', value: 'AHU-1' }],
  [{ kind: 'objectId', type: 8, instance: 1 }, { kind: 'objectId', type: 0, instance: 3 }],
  [{ kind: 'unsigned', value: 2 }],
  [{ kind: 'objectId', type: 0, instance: 3 }],
  [{ kind: 'real', value: 21.5 }],
  null,
  [{ kind: 'enumerated', value: 0 }],
]

describe('reading any properties', () => {
  it.each([
    ['many at once', () => undefined],
    ['one by one where the device knows no ReadPropertyMultiple', ({ service, invokeId }) => (service === 14 ? [REJECT(invokeId, 9)] : undefined)],
    ['fewer at once where more are too many', ({ service, invokeId, specs }) => (service === 14 && specs.flatMap(({ properties }) => properties).length > 2 ? [ABORT(invokeId, 4)] : undefined)],
    ['fewer at once where more bring silence', ({ service, specs }) => (service === 14 && specs.flatMap(({ properties }) => properties).length > 3 ? [] : undefined)],
  ] as [string, Refuse][])('%s', async (_how, refuse) => {
    const { acquisition } = await rig()
    const device = await peer(refuse)
    const results = await acquisition.read({ ip: '127.0.0.1', port: device.port }, QUESTIONS, { signal: new AbortController().signal, priority: 'user' })
    expect(results.map((result) => (result.ok ? result.values : null))).toEqual(EXPECTED)
    expect(results[5]).toMatchObject({ ok: false, kind: 'error', code: 32 })
  })

  it('ends soon, every question answered, where nobody is', async () => {
    const { acquisition } = await rig()
    const startedMs = performance.now()
    const results = await acquisition.read({ ip: '127.0.0.1', port: 9 }, QUESTIONS, { signal: new AbortController().signal, priority: 'user' })
    expect(results).toHaveLength(QUESTIONS.length)
    expect(results.every((result) => !result.ok)).toBe(true)
    expect(performance.now() - startedMs).toBeLessThan(20_000)
  })
})
