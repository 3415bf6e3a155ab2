/** The session with the engine: calls while there is no line, reconnection with back-off, and what the screens are told. */
import { describe, expect, it, vi } from 'vitest'
import type { Clock } from '../../shared/clock.ts'
import { CALL_NAMES, type Handlers } from '../../shared/contract.ts'
import type { EngineState } from '../../shared/host-link.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import { serveEngine, type Channel } from '../../shared/rpc.ts'
import { backOffMs } from '../../renderer/engine/back-off.ts'
import { createEngineSession } from '../../renderer/engine/engine-session.ts'
import type { EngineLink } from '../../renderer/engine/engine-link.ts'

/** A clock that moves only when told, running what is due on the way. */
const handClock = (): Clock & { advance(ms: number): void } => {
  let nowMs = 1_000_000
  let timers: { atMs: number; run: () => void }[] = []
  return {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs,
    after: (delayMs, run) => {
      const timer = { atMs: nowMs + delayMs, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    every: () => () => undefined,
    advance: (ms) => {
      nowMs += ms
      const due = timers.filter(({ atMs }) => atMs <= nowMs)
      timers = timers.filter(({ atMs }) => atMs > nowMs)
      for (const { run } of due) run()
    },
  }
}

const STATUS = { version: '1', startedAtMs: 0, siteName: 's', siteFolder: '/s', demo: false, firstRun: false, transport: { open: true, port: 1, problem: null }, storeBytes: 0, readings: 0, notices: [] }

const handlers = Object.fromEntries(CALL_NAMES.map((name) => [name, () => ok(name === 'getStatus' ? STATUS : [])])) as unknown as Handlers

const pair = (): { readonly page: Channel; readonly engine: Channel; readonly cut: () => void } => {
  const listeners = { page: [] as ((data: unknown) => void)[], engine: [] as ((data: unknown) => void)[] }
  const closers: (() => void)[] = []
  const end = (mine: 'page' | 'engine', other: 'page' | 'engine'): Channel => ({
    post: (data) => queueMicrotask(() => listeners[other].forEach((listen) => listen(structuredClone(data)))),
    onMessage: (listen) => void listeners[mine].push(listen),
    onClose: (listen) => void closers.push(listen),
    close: () => closers.splice(0).forEach((close) => close()),
  })
  return { page: end('page', 'engine'), engine: end('engine', 'page'), cut: () => closers.splice(0).forEach((close) => close()) }
}

const setUp = () => {
  const clock = handClock()
  const state = { up: true, opened: 0, retried: 0, cut: (): void => undefined, push: undefined as undefined | ReturnType<typeof serveEngine>, tell: undefined as undefined | ((state: EngineState) => void) }
  const link: EngineLink = {
    open: (): Promise<Result<Channel>> => {
      state.opened += 1
      if (!state.up) return Promise.resolve(failure('engine-crashed', 'gone'))
      const { page, engine, cut } = pair()
      state.push = serveEngine(handlers, engine)
      state.cut = cut
      return Promise.resolve(ok(page))
    },
    onEngineState: (listen) => {
      state.tell = listen
    },
    onNavigate: () => undefined,
    retryEngine: () => {
      state.retried += 1
    },
  }
  const session = createEngineSession({ link, clock })
  return { clock, state, session }
}

/** Turns of the event loop, not time: what is under way takes a few of them on a busy machine too. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setTimeout(resolve, 1))
}

describe('the session with the engine', () => {
  it('is connected once the engine has answered, and passes calls and events', async () => {
    const { session, state } = setUp()
    expect(session.connection().kind).toBe('connecting')
    await settle()
    expect(session.connection().kind).toBe('connected')
    const heard = vi.fn<(ids: readonly number[]) => void>()
    session.on('pointsChanged', heard)
    state.push?.('pointsChanged', [3])
    await settle()
    expect(heard).toHaveBeenCalledWith([3])
    expect(await session.client.listDevices({})).toEqual(ok([]))
  })

  it('answers calls with a failure while there is no line', async () => {
    const { session, state } = setUp()
    await settle()
    state.up = false
    state.cut()
    const answer = await session.client.listDevices({})
    expect(answer).toMatchObject({ ok: false, error: { code: 'disconnected' } })
    expect(session.connection()).toMatchObject({ kind: 'reconnecting', reason: { code: 'engine-gone' } })
  })

  it('comes back by itself and says that everything must be asked again', async () => {
    const { session, state, clock } = setUp()
    await settle()
    const again = vi.fn<() => void>()
    session.onConnected(again)
    state.cut()
    clock.advance(backOffMs(1))
    await settle()
    expect(session.connection().kind).toBe('connected')
    expect(again).toHaveBeenCalledTimes(1)
  })

  it('says that the engine is down after ten seconds, and goes on trying', async () => {
    const { session, state, clock } = setUp()
    await settle()
    state.up = false
    state.cut()
    clock.advance(10_000)
    await settle()
    expect(session.connection()).toMatchObject({ kind: 'down', reason: { code: 'engine-crashed' } })
    state.up = true
    clock.advance(8_000)
    await settle()
    expect(session.connection().kind).toBe('connected')
  })

  it('tries at once when the host tells of a running engine', async () => {
    const { session, state } = setUp()
    await settle()
    state.up = false
    state.cut()
    await settle()
    state.up = true
    state.tell?.({ state: 'running', life: 2 })
    await settle()
    expect(session.connection().kind).toBe('connected')
  })

  it('shows why an engine cannot start, and asks the host to start it when told to retry', async () => {
    const { session, state } = setUp()
    await settle()
    state.up = false
    state.cut()
    state.tell?.({ state: 'failed', failure: { code: 'store-newer', message: 'newer' } })
    expect(session.connection()).toMatchObject({ kind: 'down', reason: { code: 'store-newer' } })
    session.retry()
    expect(state.retried).toBe(1)
  })

  it('waits longer from attempt to attempt, up to eight seconds', () => {
    expect([1, 2, 3, 6, 40].map(backOffMs)).toEqual([250, 500, 1_000, 8_000, 8_000])
  })
})
