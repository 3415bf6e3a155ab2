/**
 * Keeps one engine process alive for a host: starts it, watches it, restarts it with back-off, and gives every client a link to the new one.
 * Free of Electron: the desktop launches a utility process, the web host forks Node, and both behave alike.
 */
import type { Clock } from '../../shared/clock.ts'
import type { EngineState } from '../../shared/host-link.ts'
import type { EngineProcessHandle, LaunchEngine } from './engine-process-handle.ts'
import { NOTHING_STANDS, RELINQUISH_DEADLINE_MS, STOP_DEADLINE_MS, type Attention, type EngineInit, type FromEngine, type StandingValues } from './engine-protocol.ts'
import { HEALTHY_AFTER_MS, restartDelayMs } from './restart-delay.ts'
import { watch, type Watchdog } from './watchdog.ts'

/** Opening a large store with a migration blocks the engine; it may take this long before it is ready. */
const STARTING_SILENCE_MS = 180_000
const RUNNING_SILENCE_MS = 15_000

/** Failures that may pass by themselves: another Plantroom that is just closing still holds the store. */
const PASSING_FAILURES: ReadonlySet<string> = new Set(['store-locked'])
const PASSING_TRIES = 6

/** A client's way into one life of the engine. */
export interface EngineLink {
  send(data: unknown): void
  /** For launchers that can transfer ports: the client talks to the engine directly from then on. */
  transferPort(port: object): void
  /** See `client-pace` of the protocol. */
  setSlow(slow: boolean): void
}

/** A window or page. */
export interface EngineClientEnd {
  /** The engine runs: called at once when it does already, and again for each new life. */
  attached(link: EngineLink): void
  /** What the engine sends. Left out by clients that talk over a port. */
  received?(data: unknown): void
}

export interface EngineSupervisor {
  start(): void
  state(): EngineState
  /** Called on every change. The returned function ends it. */
  onState(listener: (state: EngineState) => void): () => void
  onAttention(listener: (attention: Attention) => void): () => void
  /** The returned function detaches. */
  attach(client: EngineClientEnd): () => void
  suspend(): void
  resume(): void
  /** What was written to devices from here and still stands, as far as the engine told. */
  standing(): StandingValues
  /** Gives it back. Resolves with what still stands when that is over, at the latest after two minutes; at once when there is no engine to do it. */
  relinquish(): Promise<StandingValues>
  /** Starts an engine that failed once more; nothing in any other state. */
  retry(): void
  /** Resolves when the engine has written its last batch and is gone, at the latest after ten seconds. */
  stop(): Promise<void>
}

export interface SupervisorDeps {
  readonly launch: LaunchEngine
  readonly clock: Clock
  readonly init: EngineInit
  /** One line for the log. */
  readonly log: (text: string) => void
}

/** One engine process. */
interface Life {
  readonly process: EngineProcessHandle
  readonly watchdog: Watchdog
  readyAtMs: number | null
  hung: boolean
  failure: Extract<FromEngine, { type: 'fatal' }>['failure'] | null
}

export const superviseEngine = ({ launch, clock, init, log }: SupervisorDeps): EngineSupervisor => {
  const stateListeners = new Set<(state: EngineState) => void>()
  const attentionListeners = new Set<(attention: Attention) => void>()
  const clients = new Map<number, EngineClientEnd>()
  let state: EngineState = { state: 'starting' }
  let life: Life | null = null
  let lives = 0
  let lastClient = 0
  let crashes = 0
  let restarts = 0
  let demo = init.demo
  let asleep = false
  let stopping = false
  let cancelRestart: (() => void) | null = null
  let gone: () => void = () => {}
  let standing = NOTHING_STANDS
  let relinquished: (() => void) | null = null

  const setState = (next: EngineState): void => {
    state = next
    for (const listener of stateListeners) listener(next)
  }

  const linkTo = (process: EngineProcessHandle, client: number): EngineLink => ({
    send: (data) => process.send({ type: 'client-data', client, data }),
    transferPort: (port) => process.send({ type: 'client-port', client }, [port]),
    setSlow: (slow) => process.send({ type: 'client-pace', client, slow }),
  })
  const connect = (process: EngineProcessHandle, id: number, client: EngineClientEnd): void => {
    if (client.received !== undefined) process.send({ type: 'client-open', client: id })
    client.attached(linkTo(process, id))
  }

  const becomeReady = (own: Life): void => {
    own.readyAtMs = clock.monotonicMs()
    own.watchdog.allow(RUNNING_SILENCE_MS)
    setState({ state: 'running', life: lives })
    for (const [id, client] of clients) connect(own.process, id, client)
  }

  const take = (own: Life, message: FromEngine): void => {
    if (own !== life) return
    own.watchdog.beat()
    switch (message.type) {
      case 'ready':
        if (!stopping) becomeReady(own)
        return
      case 'fatal':
        own.failure = message.failure
        return
      case 'client-data':
        clients.get(message.client)?.received?.(message.data)
        return
      case 'attention':
        for (const listener of attentionListeners) listener(message.attention)
        return
      case 'site':
        demo = message.demo
        return
      case 'standing':
        standing = message.standing
        return
      case 'relinquished':
        standing = message.standing
        relinquished?.()
        return
      case 'heartbeat':
        return
    }
  }

  const launchLife = (): void => {
    cancelRestart = null
    lives += 1
    const process = launch()
    const own: Life = {
      process,
      watchdog: watch(clock, STARTING_SILENCE_MS, () => {
        own.hung = true
        log('The engine gives no sign of life and is ended.')
        process.kill()
      }),
      readyAtMs: null,
      hung: false,
      failure: null,
    }
    life = own
    if (asleep) own.watchdog.sleep()
    process.onMessage((message) => take(own, message))
    process.onExit((code) => ended(own, code))
    process.send({ type: 'init', ...init, demo })
  }

  const ended = (own: Life, code: number | null): void => {
    own.watchdog.stop()
    if (life === own) life = null
    relinquished?.()
    if (stopping) return gone()
    const healthy = own.readyAtMs !== null && clock.monotonicMs() - own.readyAtMs >= HEALTHY_AFTER_MS
    crashes = healthy ? 1 : crashes + 1
    if (own.failure !== null && !(PASSING_FAILURES.has(own.failure.code) && crashes <= PASSING_TRIES)) {
      log(`The engine cannot run: ${own.failure.message}`)
      return setState({ state: 'failed', failure: own.failure })
    }
    restart(own, code)
  }

  const restart = (own: Life, code: number | null): void => {
    const delayMs = restartDelayMs(crashes, own.readyAtMs !== null)
    const why = own.failure?.message ?? (own.hung ? 'it hung' : `it ended with ${code === null ? 'a signal' : `code ${code}`}`)
    log(`The engine is started again in ${delayMs} ms: ${why}`)
    restarts += 1
    setState({ state: 'restarting', reason: own.hung ? 'hung' : 'crashed', restarts })
    cancelRestart = clock.after(delayMs, launchLife)
  }

  return {
    start: launchLife,
    state: () => state,
    onState(listener) {
      stateListeners.add(listener)
      return () => stateListeners.delete(listener)
    },
    onAttention(listener) {
      attentionListeners.add(listener)
      return () => attentionListeners.delete(listener)
    },
    attach(client) {
      lastClient += 1
      const id = lastClient
      clients.set(id, client)
      if (life !== null && state.state === 'running') connect(life.process, id, client)
      return () => {
        if (clients.delete(id)) life?.process.send({ type: 'client-close', client: id })
      }
    },
    suspend() {
      asleep = true
      life?.watchdog.sleep()
      life?.process.send({ type: 'suspend' })
    },
    resume() {
      asleep = false
      life?.watchdog.wake()
      life?.process.send({ type: 'resume' })
    },
    standing: () => standing,
    async relinquish() {
      const own = life
      if (own?.readyAtMs === null || own === null) return standing
      await new Promise<void>((resolve) => {
        const cancel = clock.after(RELINQUISH_DEADLINE_MS, resolve)
        relinquished = () => {
          cancel()
          resolve()
        }
        own.process.send({ type: 'relinquish' })
      })
      relinquished = null
      return standing
    },
    retry() {
      if (state.state !== 'failed') return
      crashes = 0
      setState({ state: 'starting' })
      launchLife()
    },
    async stop() {
      stopping = true
      cancelRestart?.()
      const last = life
      if (last !== null) await endLife(last, clock, (resolve) => { gone = resolve }, log)
      setState({ state: 'stopped' })
    },
  }
}

/** Asks for the last batch, and ends a process that does not come to an end. */
const endLife = (last: Life, clock: Clock, whenGone: (resolve: () => void) => void, log: (text: string) => void): Promise<void> =>
  new Promise((resolve) => {
    const cancelDeadline = clock.after(STOP_DEADLINE_MS, () => {
      log('The engine did not stop in time and is ended.')
      last.process.kill()
    })
    whenGone(() => {
      cancelDeadline()
      resolve()
    })
    last.watchdog.sleep()
    last.process.send({ type: 'stop' })
  })
