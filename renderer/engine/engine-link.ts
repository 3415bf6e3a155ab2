/** The road to the engine, whichever host the page stands in. */
import type { EngineState, NavigationTarget } from '../../shared/host-link.ts'
import { failure, type Failure, type Result } from '../../shared/result.ts'
import type { Channel } from '../../shared/rpc.ts'

export interface EngineLink {
  /** A line to the running engine, or why there is none. A line lives no longer than the engine it was opened to. */
  open(): Promise<Result<Channel>>
  /** What the host says about its engine, now and on every change. */
  onEngineState(listen: (state: EngineState) => void): void
  /** The host wants the page to go somewhere: a notification or a menu entry was chosen. */
  onNavigate(listen: (target: NavigationTarget) => void): void
  /** Starts an engine that has failed once more. */
  retryEngine(): void
}

/** Why an engine in this state gives no line; null when it does. */
export const stateFailure = (state: EngineState): Failure | null => {
  switch (state.state) {
    case 'running':
      return null
    case 'failed':
      return state.failure
    case 'restarting':
      return { code: state.reason === 'hung' ? 'engine-hung' : 'engine-crashed', message: 'The engine stopped and is being started again.', detail: { restarts: state.restarts } }
    case 'stopped':
      return { code: 'engine-stopped', message: 'The engine was stopped.' }
    case 'starting':
      return { code: 'engine-starting', message: 'The engine is starting.' }
  }
}

export const noLine = (reason: Failure): { readonly ok: false; readonly error: Failure } => failure(reason.code, reason.message, reason.detail)
