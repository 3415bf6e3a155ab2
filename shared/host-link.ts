/**
 * What a host tells its pages besides the contract: how the engine is, and where to go. Both hosts speak it, each over its own road:
 * the desktop through `window.plantroomHost` (declared here, made by `electron/preload.ts`), the web host as frames on the WebSocket
 * (described in `electron/host/web-socket-link.ts`).
 */
import type { Failure } from './result.ts'

/**
 *   starting ──> running <──> restarting (crashed or hung; a new one is on its way)
 *       │                         │
 *       └──────> failed <─────────┘   (cannot start: store from a newer version ...; stays so until asked to try again)
 */
export type EngineState =
  | { readonly state: 'starting' }
  /** `life` counts the engine processes of this host, from 1: a new number is a new engine, and everything asked of the former one is lost. */
  | { readonly state: 'running'; readonly life: number }
  | { readonly state: 'restarting'; readonly reason: 'crashed' | 'hung'; readonly restarts: number }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'stopped' }

/** Where the host wants the page to go: a notification or a menu entry was chosen. */
export type NavigationTarget = { readonly to: 'alert'; readonly alertId: number } | { readonly to: 'incident'; readonly incidentId: number } | { readonly to: 'alerts' } | { readonly to: 'overview' } | { readonly to: 'settings' }

/** From host to page, on a link that carries the contract as well. */
export interface HostMessage {
  readonly host: { readonly engine: EngineState }
}

/** From page to host: start a failed engine once more. */
export interface RetryMessage {
  readonly host: { readonly retry: true }
}

const holdsHost = (value: unknown): value is { readonly host: Readonly<Record<string, unknown>> } =>
  typeof value === 'object' && value !== null && 'host' in value && typeof value.host === 'object' && value.host !== null

export const isHostMessage = (value: unknown): value is HostMessage => holdsHost(value) && typeof value.host['engine'] === 'object'

export const isRetryMessage = (value: unknown): value is RetryMessage => holdsHost(value) && value.host['retry'] === true

/** What the desktop's preload script puts on `window.plantroomHost`; absent in the web host. */
export interface PlantroomHost {
  readonly kind: 'electron'
  /**
   * Asks for a link to the engine. It comes as a window `message` event with `data.type === 'engine-port'` and the port in `ports[0]`,
   * now or as soon as the engine runs, and again after every restart of the engine: the newest port replaces the former one.
   */
  requestPort(): void
  /** Called at once with the present state and on every change. */
  onEngineState(listener: (state: EngineState) => void): void
  onNavigate(listener: (target: NavigationTarget) => void): void
  /** Starts a failed engine once more. */
  retryEngine(): void
}

/** Names of the desktop's channels between a page's preload script and the shell. */
export const HOST_CHANNELS = {
  /** To the shell: a port is wanted. To the page: the port. */
  port: 'engine-port',
  /** To the shell: the present state is wanted. To the page: the state. */
  state: 'engine-state',
  /** To the shell. */
  retry: 'engine-retry',
  /** To the page. */
  navigate: 'navigate',
} as const
