/** What supervision needs of an engine; `createEngine` gives more than this. */
import type { Handlers } from '../../shared/contract.ts'
import type { Result } from '../../shared/result.ts'
import type { EventListener } from '../../shared/rpc.ts'
import type { EngineInit } from './engine-protocol.ts'

export interface SupervisedEngine {
  readonly handlers: Handlers
  subscribe(listener: EventListener): () => void
  /** Opens store and network. A failure is final: the process ends with it. */
  start(): Promise<Result<void>>
  /** Resolves when the last batch is on disk. */
  stop(): Promise<void>
  suspend(): void
  resume(): void
}

export type MakeEngine = (init: EngineInit) => SupervisedEngine
