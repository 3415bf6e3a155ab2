/** The life of an engine inside its own process: started, served to clients, watched over by a heartbeat and stopped by the host. */
import type { Clock } from '../../shared/clock.ts'
import type { EngineEvents } from '../../shared/contract.ts'
import { trackAttention } from './attention-tracker.ts'
import { serveClients, type EngineClients } from './engine-clients.ts'
import { HEARTBEAT_INTERVAL_MS, STOP_DEADLINE_MS, type EngineInit, type ToEngine } from './engine-protocol.ts'
import type { EnginePort, ParentLink } from './parent-link.ts'
import { trackStanding, type StandingTracker } from './standing-tracker.ts'
import type { MakeEngine, SupervisedEngine } from './supervised-engine.ts'

export interface EngineRunnerDeps {
  readonly parent: ParentLink
  readonly makeEngine: MakeEngine
  readonly clock: Clock
  /** Ends this process. */
  readonly exit: (code: number) => void
}

interface Running {
  readonly engine: SupervisedEngine
  readonly clients: EngineClients
  readonly standing: StandingTracker
  /** Resolves when the start is over, well or not. */
  readonly started: Promise<void>
}

/** Serves the host until it says stop or is gone. Call it once in a process. */
export const runEngine = ({ parent, makeEngine, clock, exit }: EngineRunnerDeps): void => {
  let running: Running | undefined
  let stopping = false

  const start = (init: EngineInit): Running => {
    const engine = makeEngine(init)
    const clients = serveClients(engine.handlers, parent)
    const attention = trackAttention(engine.handlers, (value) => parent.send({ type: 'attention', attention: value }), clock)
    const standing = trackStanding(engine.handlers, (message) => parent.send(message))
    engine.subscribe((name, payload) => {
      clients.broadcast(name, payload)
      attention.take(name, payload)
      standing.take(name, payload)
      if (name === 'statusChanged') parent.send({ type: 'site', demo: (payload as EngineEvents['statusChanged']).demo })
    })
    const begin = async (): Promise<void> => {
      const result = await engine.start()
      if (!result.ok) {
        await parent.sendLast({ type: 'fatal', failure: result.error })
        return exit(1)
      }
      parent.send({ type: 'ready' })
      await attention.begin()
      await standing.begin()
    }
    return { engine, clients, standing, started: begin() }
  }

  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    // A host that is gone cannot end a process that does not come to an end.
    clock.after(STOP_DEADLINE_MS, () => exit(1))
    await running?.started
    await running?.engine.stop()
    exit(0)
  }

  const take = (message: ToEngine, ports: readonly EnginePort[]): void => {
    if (message.type === 'init') running ??= start(message)
    else if (message.type === 'stop') void stop()
    else if (running !== undefined) passOn(running, message, ports)
  }

  parent.onMessage(take)
  // Nobody is left to show anything to, and the site must be free for the next start.
  parent.onLost(() => void stop())
  clock.every(HEARTBEAT_INTERVAL_MS, () => parent.send({ type: 'heartbeat' }))
}

type ClientMessage = Exclude<ToEngine, { type: 'init' } | { type: 'stop' }>

const passOn = ({ engine, clients, standing }: Running, message: ClientMessage, ports: readonly EnginePort[]): void => {
  switch (message.type) {
    case 'client-port': {
      const port = ports[0]
      if (port !== undefined) clients.openPort(message.client, port)
      return
    }
    case 'client-open':
      return clients.openLink(message.client)
    case 'client-data':
      return clients.receive(message.client, message.data)
    case 'client-close':
      return clients.close(message.client)
    case 'client-pace':
      return clients.setSlow(message.client, message.slow)
    case 'suspend':
      return engine.suspend()
    case 'resume':
      return engine.resume()
    case 'relinquish':
      return void standing.relinquish()
  }
}
