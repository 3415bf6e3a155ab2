/** One engine process as the supervisor sees it; each host brings its own way to start one. */
import type { FromEngine, ToEngine } from './engine-protocol.ts'

export interface EngineProcessHandle {
  /** Silently nothing when the process is gone. `transfer`: ports that go with the message, where the launcher can transfer any. */
  send(message: ToEngine, transfer?: readonly object[]): void
  onMessage(listener: (message: FromEngine) => void): void
  /** Called once. `code` is null when a signal ended it. */
  onExit(listener: (code: number | null) => void): void
  /** Ends it at once, however busy it is. */
  kill(): void
}

export type LaunchEngine = () => EngineProcessHandle
