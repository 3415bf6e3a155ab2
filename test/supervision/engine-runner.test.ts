/** Inside the engine's process: start, clients, stop, and what a page can send without harm. */
import { describe, expect, it } from 'vitest'
import type { EngineInit, FromEngine, ToEngine } from '../../electron/supervision/engine-protocol.ts'
import { HOLD_MS } from '../../shared/gathering.ts'
import { runEngine } from '../../electron/supervision/engine-runner.ts'
import type { ParentLink } from '../../electron/supervision/parent-link.ts'
import type { EngineClient } from '../../shared/contract.ts'
import { failure } from '../../shared/result.ts'
import { connectEngine } from '../../shared/rpc.ts'
import { createFakeEngine, fakeAlert, fakeLiveValues, type FakeEngine } from '../host/fake-engine.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const INIT: EngineInit = { dataFolder: '/data', demo: false, appVersion: '1' }

const setUp = (engine: FakeEngine = createFakeEngine()) => {
  const said: FromEngine[] = []
  const exits: number[] = []
  const clock = createFakeClock()
  let hear: (message: ToEngine) => void = () => {}
  let lose: () => void = () => {}
  let congested = false
  const parent: ParentLink = {
    send: (message) => {
      said.push(message)
    },
    sendLast: (message) => {
      said.push(message)
      return Promise.resolve()
    },
    congested: () => congested,
    onMessage: (listener) => {
      hear = (message) => listener(message, [])
    },
    onLost: (listener) => {
      lose = listener
    },
  }
  runEngine({ parent, makeEngine: () => engine, clock, exit: (code) => exits.push(code) })
  const tell = (message: ToEngine): void => hear(message)
  // Turns of the event loop, not time: what is under way takes a few of them on a busy machine too.
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setTimeout(resolve, 1))
  }
  const types = (): string[] => said.map((message) => message.type)
  const sentTo = (client: number): unknown[] => said.flatMap((message) => (message.type === 'client-data' && message.client === client ? [message.data] : []))
  return { engine, said, exits, clock, tell, lose: () => lose(), settle, types, sentTo, setCongested: (is: boolean) => (congested = is) }
}

/** The page's end of numbered link 1. */
const connectPage = (process: ReturnType<typeof setUp>): { engine: EngineClient; events: string[]; deliver: () => Promise<void> } => {
  let hear: (data: unknown) => void = () => {}
  const events: string[] = []
  let delivered = 0
  process.tell({ type: 'client-open', client: 1 })
  const engine = connectEngine(
    { post: (data) => process.tell({ type: 'client-data', client: 1, data }), onMessage: (listener) => (hear = listener), onClose: () => {}, close: () => {} },
    (name) => events.push(name),
  )
  /** Hands over what was sent; the page takes it a moment later. */
  const deliver = async (): Promise<void> => {
    for (const data of process.sentTo(1).slice(delivered)) {
      delivered += 1
      hear(data)
    }
    await process.settle()
  }
  return { engine, events, deliver }
}

describe('an engine process', () => {
  it('starts its engine when told which site, and says that it is ready', async () => {
    const process = setUp()
    expect(process.engine.calls).toEqual([])
    process.tell({ type: 'init', ...INIT })
    await process.settle()
    expect(process.engine.calls).toEqual(['start'])
    expect(process.types()).toEqual(['ready', 'attention'])
  })

  it('says why it cannot run and ends with code 1', async () => {
    const refusal = failure('store-newer', 'This site was written by a newer Plantroom.')
    const process = setUp({ ...createFakeEngine(), start: () => Promise.resolve(refusal) })
    process.tell({ type: 'init', ...INIT })
    await process.settle()
    expect(process.said).toEqual([{ type: 'fatal', failure: refusal.error }])
    expect(process.exits).toEqual([1])
  })

  it('gives a heartbeat every two seconds', () => {
    const process = setUp()
    process.clock.advance(10_000)
    expect(process.types()).toEqual(Array(5).fill('heartbeat'))
  })

  it('writes the last batch before it ends with code 0, when told to stop and when its host is gone', async () => {
    for (const end of ['stop', 'lost'] as const) {
      const process = setUp()
      process.tell({ type: 'init', ...INIT })
      await process.settle()
      if (end === 'stop') process.tell({ type: 'stop' })
      else process.lose()
      await process.settle()
      expect(process.engine.calls).toEqual(['start', 'stop'])
      expect(process.exits).toEqual([0])
    }
  })

  it('ends by itself when its engine does not stop', async () => {
    const process = setUp({ ...createFakeEngine(), stop: () => new Promise(() => {}) })
    process.tell({ type: 'init', ...INIT })
    process.lose()
    await process.settle()
    expect(process.exits).toEqual([])
    process.clock.advance(10_000)
    expect(process.exits).toEqual([1])
  })

  it('passes on that the machine sleeps and wakes', () => {
    const process = setUp()
    process.tell({ type: 'init', ...INIT })
    process.tell({ type: 'suspend' })
    process.tell({ type: 'resume' })
    expect(process.engine.calls).toEqual(['start', 'suspend', 'resume'])
  })

  it('reports new alerts to its host', async () => {
    const process = setUp()
    process.tell({ type: 'init', ...INIT })
    await process.settle()
    process.engine.emit('alertsChanged', [fakeAlert()])
    await process.settle()
    process.clock.advance(HOLD_MS)
    await process.settle()
    expect(process.said.at(-1)).toMatchObject({ type: 'attention', attention: { counts: { active: 1 }, notifications: [{ alertId: 1 }] } })
  })
})

describe('a page', () => {
  it('gets answers and events', async () => {
    const process = setUp()
    process.tell({ type: 'init', ...INIT })
    const page = connectPage(process)
    const answer = page.engine.listDevices({})
    process.engine.emit('devicesChanged', [])
    await process.settle()
    await page.deliver()
    expect(await answer).toMatchObject({ ok: true, value: [{ name: 'AHU-1' }] })
    expect(page.events).toEqual(['devicesChanged'])
  })

  it.each([null, undefined, 0, 'text', [], {}, { t: 'q' }, { t: 'q', m: 'call', a: 7, i: 'x' }, { t: 'q', m: '__proto__', a: [], i: 'x' }, { t: 's', i: 'unasked', r: 1 }])(
    'that sends %j disturbs nobody',
    async (data) => {
      const process = setUp()
      process.tell({ type: 'init', ...INIT })
      const page = connectPage(process)
      process.tell({ type: 'client-data', client: 1, data })
      const answer = page.engine.listDevices({})
      await process.settle()
      await page.deliver()
      expect((await answer).ok).toBe(true)
    },
  )

  it('that falls behind gets no live values until it has caught up, and then all of them', async () => {
    const process = setUp()
    process.tell({ type: 'init', ...INIT })
    const page = connectPage(process)
    process.tell({ type: 'client-pace', client: 1, slow: true })
    process.engine.emit('liveValues', fakeLiveValues(1))
    process.engine.emit('liveValues', fakeLiveValues(2))
    process.engine.emit('alertsChanged', [])
    await page.deliver()
    expect(page.events).toEqual(['alertsChanged'])
    process.tell({ type: 'client-pace', client: 1, slow: false })
    await process.settle()
    await page.deliver()
    expect(page.events).toEqual(['alertsChanged', 'liveValues'])
  })

  it('is spared live values while the host itself is behind', async () => {
    const process = setUp()
    process.tell({ type: 'init', ...INIT })
    const page = connectPage(process)
    process.setCongested(true)
    process.engine.emit('liveValues', fakeLiveValues(1))
    await page.deliver()
    expect(page.events).toEqual([])
    process.setCongested(false)
    process.engine.emit('liveValues', fakeLiveValues(2))
    await process.settle()
    await page.deliver()
    expect(page.events).toEqual(['liveValues'])
  })

  it('that has left is sent nothing', () => {
    const process = setUp()
    process.tell({ type: 'init', ...INIT })
    connectPage(process)
    process.tell({ type: 'client-close', client: 1 })
    process.engine.emit('devicesChanged', [])
    expect(process.sentTo(1)).toEqual([])
  })
})
