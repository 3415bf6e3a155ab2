/**
 * One session with the engine that outlives its lines: opens a channel, opens it again with back-off when it is lost, and keeps one client and one stream of events.
 *
 *   connecting -> connected -> reconnecting -> connected ...
 *                                   └─ after 10 s without success: down (attempts go on)
 */
import { CALL_NAMES, type CallName, type EngineClient, type EngineEvents, type EventName } from '../../shared/contract.ts'
import { failure, type Failure, type Result } from '../../shared/result.ts'
import { connectEngine, type Channel } from '../../shared/rpc.ts'
import { systemClock, type Clock } from '../../shared/clock.ts'
import { backOffMs } from './back-off.ts'
import { stateFailure, type EngineLink } from './engine-link.ts'

export interface Connection {
  readonly kind: 'connecting' | 'connected' | 'reconnecting' | 'down'
  /** When the present kind began; ms since the epoch. */
  readonly sinceMs: number
  /** Why there is no line; null while there is one. */
  readonly reason: Failure | null
}

export type EventHandler<N extends EventName> = (payload: EngineEvents[N]) => void

export interface EngineSession {
  /** Every call of the contract; answers `disconnected` while there is no line. */
  readonly client: EngineClient
  /** Subscribes to an event; the returned function ends it. */
  on<N extends EventName>(name: N, handler: EventHandler<N>): () => void
  /** Runs at every (re)connection, after which everything known before may be old. */
  onConnected(handler: () => void): () => void
  readonly connection: () => Connection
  readonly onConnectionChange: (handler: () => void) => () => void
  /** Tries now instead of at the end of the back-off. */
  readonly retry: () => void
  close(): void
}

interface SessionOptions {
  readonly link: EngineLink
  readonly clock?: Clock
}

const DOWN_AFTER_MS = 10_000

const createBus = <H extends (...args: never[]) => void>() => {
  const handlers = new Set<H>()
  const add = (handler: H): (() => void) => {
    handlers.add(handler)
    return () => void handlers.delete(handler)
  }
  return { add, each: (run: (handler: H) => void) => [...handlers].forEach(run) }
}

export const createEngineSession = ({ link, clock = systemClock }: SessionOptions): EngineSession => {
  const events = new Map<EventName, ReturnType<typeof createBus<(payload: never) => void>>>()
  const connected = createBus<() => void>()
  const changes = createBus<() => void>()
  let connection: Connection = { kind: 'connecting', sinceMs: clock.nowMs(), reason: null }
  let current: EngineClient | null = null
  let channel: Channel | null = null
  let closed = false
  let opening = false
  let failed = false
  let attempt = 0
  let lostAtMs = clock.nowMs()
  let cancelTimer: () => void = () => undefined

  const setConnection = (kind: Connection['kind'], reason: Failure | null): void => {
    connection = { kind, reason, sinceMs: connection.kind === kind ? connection.sinceMs : clock.nowMs() }
    changes.each((handler) => handler())
  }

  const listen = <N extends EventName>(name: N, payload: EngineEvents[N]): void => {
    events.get(name)?.each((handler) => (handler as EventHandler<N>)(payload))
  }

  /** The kind of a connection without a line. */
  const kindWithout = (): Connection['kind'] => {
    if (failed || connection.kind === 'down' || clock.nowMs() - lostAtMs >= DOWN_AFTER_MS) return 'down'
    return connection.kind === 'connecting' ? 'connecting' : 'reconnecting'
  }

  /** After a while without a line it is no hiccup any more, and the screens say so. */
  const startPatience = (): void => {
    lostAtMs = clock.nowMs()
    clock.after(DOWN_AFTER_MS, () => {
      if (current === null && !closed && connection.kind !== 'down' && connection.reason !== null) setConnection(kindWithout(), connection.reason)
    })
  }

  const lost = (reason: Failure): void => {
    current = null
    channel = null
    if (closed) return
    if (connection.kind === 'connected') startPatience()
    attempt += 1
    setConnection(kindWithout(), reason)
    cancelTimer = clock.after(backOffMs(attempt), () => void connect())
  }

  const connect = async (): Promise<void> => {
    if (closed || opening) return
    opening = true
    const opened = await link.open()
    opening = false
    if (!opened.ok) {
      lost(opened.error)
      return
    }
    const mine = opened.value
    const client = connectEngine(mine, listen)
    let over = false
    const end = (reason: Failure): void => {
      if (over) return
      over = true
      lost(reason)
    }
    mine.onClose(() => end({ code: 'engine-gone', message: 'The engine stopped.' }))
    channel = mine
    // A line that opens says nothing about the engine behind it; only an answer does.
    const status = await client.getStatus({})
    if (over) return
    if (!status.ok) {
      end(status.error)
      mine.close()
      return
    }
    current = client
    attempt = 0
    setConnection('connected', null)
    listen('statusChanged', status.value)
    connected.each((handler) => handler())
  }

  const noLine = (name: CallName): Result<never> => failure('disconnected', `The engine is not reachable; ${name} was not asked.`, { name })
  const callByName = (name: CallName, args: unknown): Promise<Result<unknown>> => {
    if (current === null) return Promise.resolve(noLine(name))
    return (current[name] as (args: unknown) => Promise<Result<unknown>>)(args)
  }
  const client = Object.fromEntries(CALL_NAMES.map((name) => [name, (args: unknown) => callByName(name, args)])) as unknown as EngineClient

  const tryNow = (): void => {
    if (channel !== null || closed) return
    cancelTimer()
    void connect()
  }
  link.onEngineState((state) => {
    failed = state.state === 'failed'
    const reason = stateFailure(state)
    if (reason === null) tryNow()
    else if (current === null) setConnection(kindWithout(), reason)
  })

  startPatience()
  void connect()
  return {
    client,
    on: (name, handler) => {
      const bus = events.get(name) ?? createBus<(payload: never) => void>()
      events.set(name, bus)
      return bus.add(handler)
    },
    onConnected: (handler) => connected.add(handler),
    connection: () => connection,
    onConnectionChange: (handler) => changes.add(handler),
    retry: () => {
      if (failed) link.retryEngine()
      tryNow()
    },
    close: () => {
      closed = true
      cancelTimer()
      channel?.close()
    },
  }
}
