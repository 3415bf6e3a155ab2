/** The links to windows and pages that an engine process serves the contract on. */
import type { EngineEvents, EventName, Handlers } from '../../shared/contract.ts'
import { serveEngine, type Channel } from '../../shared/rpc.ts'
import type { EnginePort, ParentLink } from './parent-link.ts'

interface Client {
  readonly push: <N extends EventName>(name: N, payload: EngineEvents[N]) => void
  readonly receive: (data: unknown) => void
  readonly close: () => void
  slow: boolean
  /** Live values were left out: the client needs them all once it has caught up. */
  missed: boolean
}

export interface EngineClients {
  openLink(id: number): void
  openPort(id: number, port: EnginePort): void
  receive(id: number, data: unknown): void
  setSlow(id: number, slow: boolean): void
  close(id: number): void
  broadcast<N extends EventName>(name: N, payload: EngineEvents[N]): void
}

/** A channel whose incoming side is fed by `receive`. */
const fedChannel = (post: (data: unknown) => void, end: () => void) => {
  const listeners: ((data: unknown) => void)[] = []
  const closers: (() => void)[] = []
  const close = (): void => {
    for (const closer of closers.splice(0)) closer()
    end()
  }
  const channel: Channel = {
    post,
    onMessage: (listen) => {
      listeners.push(listen)
    },
    onClose: (listen) => {
      closers.push(listen)
    },
    close,
  }
  // The protocol above takes objects for granted; anything else is not from our client and would be a rejected promise in it.
  const receive = (data: unknown): void => {
    if (typeof data === 'object' && data !== null) for (const listen of listeners) listen(data)
  }
  return { channel, receive, close }
}

export const serveClients = (handlers: Handlers, parent: ParentLink): EngineClients => {
  const clients = new Map<number, Client>()

  const open = (id: number, post: (data: unknown) => void, end: () => void): Client => {
    const { channel, receive, close } = fedChannel(post, end)
    const client: Client = { push: serveEngine(handlers, channel), receive, close, slow: false, missed: false }
    clients.set(id, client)
    return client
  }
  const drop = (id: number): void => {
    const client = clients.get(id)
    clients.delete(id)
    client?.close()
  }
  const catchUp = async (client: Client): Promise<void> => {
    client.missed = false
    const values = await handlers.getLiveValues({})
    if (values.ok) client.push('liveValues', values.value)
  }

  return {
    openLink(id) {
      open(id, (data) => parent.send({ type: 'client-data', client: id, data }), () => {})
    },
    openPort(id, port) {
      const client = open(id, (data) => port.postMessage(data), () => port.close())
      port.on('message', ({ data }) => client.receive(data))
      port.on('close', () => drop(id))
      port.start()
    },
    receive(id, data) {
      clients.get(id)?.receive(data)
    },
    setSlow(id, slow) {
      const client = clients.get(id)
      if (client === undefined) return
      client.slow = slow
      if (!slow && client.missed) void catchUp(client)
    },
    close: drop,
    broadcast(name, payload) {
      for (const client of clients.values()) {
        const leaveOut = name === 'liveValues' && (client.slow || parent.congested())
        if (leaveOut) client.missed = true
        else if (client.missed && name === 'liveValues') void catchUp(client)
        else client.push(name, payload)
      }
    },
  }
}
