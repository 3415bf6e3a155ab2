/** Hands the engine's events to whoever listens; one bad listener never keeps the others from hearing. */
import type { EngineEvents, EventName } from '../../../shared/contract.ts'
import type { EventListener } from '../../../shared/rpc.ts'
import type { Log } from '../log.ts'

export interface EventHub {
  emit<N extends EventName>(name: N, payload: EngineEvents[N]): void
  /** The returned function ends the subscription. */
  subscribe(listener: EventListener): () => void
}

export const createEventHub = (log: Log): EventHub => {
  const listeners = new Set<EventListener>()
  return {
    emit: (name, payload) => {
      for (const listener of listeners) {
        try {
          listener(name, payload)
        } catch (error) {
          log.error(`a listener failed on event ${name}`, error)
        }
      }
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
