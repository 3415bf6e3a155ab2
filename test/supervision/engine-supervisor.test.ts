/** The supervisor keeps one engine alive and every client connected to it, whatever becomes of the process. */
import { describe, expect, it } from 'vitest'
import type { Attention } from '../../electron/supervision/engine-protocol.ts'
import { superviseEngine, type EngineClientEnd, type EngineLink } from '../../electron/supervision/engine-supervisor.ts'
import type { EngineState } from '../../shared/host-link.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createFakeLauncher } from './fake-launcher.ts'

const START_DEADLINE_MS = 200_000
const MINUTE_MS = 60_000

const setUp = () => {
  const clock = createFakeClock()
  const launcher = createFakeLauncher()
  const supervisor = superviseEngine({
    launch: launcher.launch,
    clock,
    init: { dataFolder: '/data', demo: false, appVersion: '1.2.3' },
    log: () => {},
  })
  const states: EngineState[] = []
  supervisor.onState((state) => states.push(state))
  supervisor.start()
  const ready = (): void => launcher.process().say({ type: 'ready' })
  /** Lives on for a while, with a heartbeat. */
  const live = (ms: number): void => {
    for (let passed = 0; passed < ms; passed += 2_000) {
      clock.advance(2_000)
      launcher.process().say({ type: 'heartbeat' })
    }
  }
  return { clock, launcher, supervisor, states, ready, live }
}

const createClient = () => {
  const links: EngineLink[] = []
  const received: unknown[] = []
  const end: EngineClientEnd = {
    attached: (link) => {
      links.push(link)
    },
    received: (data) => {
      received.push(data)
    },
  }
  return { links, received, end }
}

describe('an engine under supervision', () => {
  it('is told at its start which site to open', () => {
    const { launcher, supervisor } = setUp()
    expect(launcher.process().sent).toEqual([{ type: 'init', dataFolder: '/data', demo: false, appVersion: '1.2.3' }])
    expect(supervisor.state()).toEqual({ state: 'starting' })
  })

  it('runs when it says that it is ready', () => {
    const { supervisor, ready } = setUp()
    ready()
    expect(supervisor.state()).toEqual({ state: 'running', life: 1 })
  })

  it('is started again 100 ms after its first crash', () => {
    const { clock, launcher, states, ready } = setUp()
    ready()
    launcher.process().exit(null)
    clock.advance(99)
    expect(launcher.processes).toHaveLength(1)
    clock.advance(1)
    expect(launcher.processes).toHaveLength(2)
    ready()
    expect(states.map((state) => state.state)).toEqual(['running', 'restarting', 'running'])
  })

  it('that keeps crashing after it ran is started again ever later, but always within two seconds', () => {
    const { clock, launcher, ready } = setUp()
    const waits: number[] = []
    for (let crash = 0; crash < 20; crash += 1) {
      ready()
      const before = launcher.processes.length
      launcher.process().exit(1)
      let waited = 0
      while (launcher.processes.length === before) {
        clock.advance(100)
        waited += 100
      }
      waits.push(waited)
    }
    expect(waits.slice(0, 6)).toEqual([100, 200, 400, 800, 1_600, 2_000])
    expect(Math.max(...waits)).toBe(2_000)
  })

  it('that never gets ready is given up to 30 seconds between tries', () => {
    const { clock, launcher } = setUp()
    for (let crash = 0; crash < 12; crash += 1) {
      launcher.process().exit(1)
      clock.advance(30_000)
    }
    const before = launcher.processes.length
    launcher.process().exit(1)
    clock.advance(29_999)
    expect(launcher.processes).toHaveLength(before)
    clock.advance(1)
    expect(launcher.processes).toHaveLength(before + 1)
  })

  it('is started at once again when it crashes after a healthy minute', () => {
    const { clock, launcher, ready, live } = setUp()
    for (let crash = 0; crash < 5; crash += 1) {
      ready()
      launcher.process().exit(1)
      clock.advance(2_000)
    }
    ready()
    live(MINUTE_MS)
    const before = launcher.processes.length
    launcher.process().exit(1)
    clock.advance(100)
    expect(launcher.processes).toHaveLength(before + 1)
  })

  it('that cannot run is not started again, and its failure is told', () => {
    const { clock, launcher, supervisor } = setUp()
    const failure = { code: 'store-newer', message: 'This site was written by a newer Plantroom.' }
    launcher.process().say({ type: 'fatal', failure })
    launcher.process().exit(1)
    clock.advance(MINUTE_MS)
    expect(launcher.processes).toHaveLength(1)
    expect(supervisor.state()).toEqual({ state: 'failed', failure })
  })

  it('that cannot run is started once more when asked to', () => {
    const { launcher, supervisor, ready } = setUp()
    launcher.process().say({ type: 'fatal', failure: { code: 'disk-full', message: 'The disk is full.' } })
    launcher.process().exit(1)
    supervisor.retry()
    expect(launcher.processes).toHaveLength(2)
    ready()
    expect(supervisor.state()).toEqual({ state: 'running', life: 2 })
    supervisor.retry()
    expect(launcher.processes).toHaveLength(2)
  })

  it('waits for another Plantroom that is just closing the site, and gives up when it stays', () => {
    const { clock, launcher, supervisor } = setUp()
    const locked = (): void => {
      launcher.process().say({ type: 'fatal', failure: { code: 'store-locked', message: 'Another Plantroom has it open.' } })
      launcher.process().exit(1)
    }
    locked()
    expect(supervisor.state().state).toBe('restarting')
    for (let tries = 0; tries < 6; tries += 1) {
      clock.advance(30_000)
      locked()
    }
    expect(supervisor.state().state).toBe('failed')
  })

  it('opens the demo again after a crash when the demo was open', () => {
    const { clock, launcher, ready } = setUp()
    ready()
    launcher.process().say({ type: 'site', demo: true })
    launcher.process().exit(1)
    clock.advance(100)
    expect(launcher.process().sent[0]).toMatchObject({ type: 'init', demo: true })
  })
})

describe('a silent engine', () => {
  it('is killed after 15 seconds without a heartbeat, and started again as hung', () => {
    const { clock, launcher, supervisor, ready, live } = setUp()
    ready()
    live(10_000)
    clock.advance(15_000)
    expect(launcher.process().killed()).toBe(false)
    clock.advance(1_000)
    expect(launcher.process().killed()).toBe(true)
    launcher.process().exit(null)
    expect(supervisor.state()).toEqual({ state: 'restarting', reason: 'hung', restarts: 1 })
    clock.advance(100)
    expect(launcher.processes).toHaveLength(2)
  })

  it('may take three minutes to open a large site', () => {
    const { clock, launcher } = setUp()
    clock.advance(170_000)
    expect(launcher.process().killed()).toBe(false)
    clock.advance(START_DEADLINE_MS - 170_000)
    expect(launcher.process().killed()).toBe(true)
  })

  it('is left alone while the machine sleeps', () => {
    const { clock, launcher, supervisor, ready } = setUp()
    ready()
    supervisor.suspend()
    clock.advance(MINUTE_MS)
    supervisor.resume()
    clock.advance(10_000)
    expect(launcher.process().killed()).toBe(false)
    expect(launcher.process().sent.map((message) => message.type)).toEqual(['init', 'suspend', 'resume'])
  })
})

describe('a client', () => {
  it('is connected when the engine gets ready, and to every later engine', () => {
    const { clock, launcher, supervisor, ready } = setUp()
    const client = createClient()
    supervisor.attach(client.end)
    expect(client.links).toHaveLength(0)
    ready()
    expect(client.links).toHaveLength(1)
    launcher.process().exit(1)
    clock.advance(100)
    ready()
    expect(client.links).toHaveLength(2)
    client.links[1]?.send('hello')
    expect(launcher.process().sent.slice(1)).toEqual([
      { type: 'client-open', client: 1 },
      { type: 'client-data', client: 1, data: 'hello' },
    ])
  })

  it('that comes to a running engine is connected at once', () => {
    const { supervisor, ready } = setUp()
    ready()
    const client = createClient()
    supervisor.attach(client.end)
    expect(client.links).toHaveLength(1)
  })

  it('gets what is sent to it and nothing that is sent to another', () => {
    const { launcher, supervisor, ready } = setUp()
    const [one, other] = [createClient(), createClient()]
    supervisor.attach(one.end)
    supervisor.attach(other.end)
    ready()
    launcher.process().say({ type: 'client-data', client: 2, data: 'for the second' })
    expect([one.received, other.received]).toEqual([[], ['for the second']])
  })

  it('that has left gets nothing any more, and the engine knows', () => {
    const { launcher, supervisor, ready } = setUp()
    const client = createClient()
    const detach = supervisor.attach(client.end)
    ready()
    detach()
    launcher.process().say({ type: 'client-data', client: 1, data: 'too late' })
    expect(client.received).toEqual([])
    expect(launcher.process().sent.at(-1)).toEqual({ type: 'client-close', client: 1 })
  })

  it('may hand the engine a port instead of getting messages', () => {
    const { launcher, supervisor, ready } = setUp()
    const port = {}
    supervisor.attach({ attached: (link) => link.transferPort(port) })
    ready()
    expect(launcher.process().sent.slice(1)).toEqual([{ type: 'client-port', client: 1 }])
    expect(launcher.process().transferred).toEqual([port])
  })
})

describe('attention', () => {
  it('goes to whoever listens', () => {
    const { launcher, supervisor, ready } = setUp()
    const heard: Attention[] = []
    supervisor.onAttention((attention) => heard.push(attention))
    ready()
    const attention: Attention = { counts: { active: 1, unacknowledged: 1, bySeverity: { critical: 0, high: 1, medium: 0, low: 0 } }, notifications: [], incidents: [] }
    launcher.process().say({ type: 'attention', attention })
    expect(heard).toEqual([attention])
  })
})

describe('a supervisor that stops', () => {
  it('waits until the engine is gone, and starts none after it', async () => {
    const { clock, launcher, supervisor, ready } = setUp()
    ready()
    let stopped = false
    const stopping = supervisor.stop().then(() => (stopped = true))
    await Promise.resolve()
    expect(stopped).toBe(false)
    expect(launcher.process().sent.at(-1)).toEqual({ type: 'stop' })
    launcher.process().exit(0)
    await stopping
    clock.advance(MINUTE_MS)
    expect(launcher.processes).toHaveLength(1)
    expect(supervisor.state()).toEqual({ state: 'stopped' })
  })

  it('ends an engine that takes longer than ten seconds', async () => {
    const { clock, launcher, supervisor, ready } = setUp()
    ready()
    const stopping = supervisor.stop()
    clock.advance(9_999)
    expect(launcher.process().killed()).toBe(false)
    clock.advance(1)
    expect(launcher.process().killed()).toBe(true)
    launcher.process().exit(null)
    await stopping
  })

  it('does not wait for an engine that is to be started again', async () => {
    const { clock, launcher, supervisor, ready } = setUp()
    ready()
    launcher.process().exit(1)
    await supervisor.stop()
    clock.advance(MINUTE_MS)
    expect(launcher.processes).toHaveLength(1)
  })
})

describe('values that still stand', () => {
  const standing = { count: 1, first: [] }

  it('are given back by the engine, and what is left is told', async () => {
    const { launcher, supervisor, ready } = setUp()
    ready()
    expect(supervisor.standing().count).toBe(0)
    launcher.process().say({ type: 'standing', standing })
    expect(supervisor.standing()).toEqual(standing)
    const left = supervisor.relinquish()
    expect(launcher.process().sent.at(-1)).toEqual({ type: 'relinquish' })
    launcher.process().say({ type: 'relinquished', standing: { count: 0, first: [] } })
    expect(await left).toEqual({ count: 0, first: [] })
  })

  it('are still known when the engine dies over it, or never comes to an end', async () => {
    const { clock, launcher, supervisor, ready, live } = setUp()
    ready()
    launcher.process().say({ type: 'standing', standing })
    const first = supervisor.relinquish()
    launcher.process().exit(1)
    expect(await first).toEqual(standing)
    expect(await supervisor.relinquish()).toEqual(standing)
    clock.advance(MINUTE_MS)
    ready()
    const second = supervisor.relinquish()
    live(2 * MINUTE_MS)
    expect(await second).toEqual(standing)
  })
})
