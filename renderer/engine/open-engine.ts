/** Puts the engine's parts together for the page: the right kind of line, the session, the live values, the cache. */
import type { QueryClient } from '@tanstack/react-query'
import type { Channel } from '../../shared/rpc.ts'
import type { Result } from '../../shared/result.ts'
import { createEngineSession, type EngineSession } from './engine-session.ts'
import { plantroomHost } from './host-bridge.ts'
import { createLiveStore, type LiveStore } from './live-store.ts'
import { createPortOpener } from './port-channel.ts'
import { createQueryClient, followEngine } from './query-cache.ts'
import { openSocketChannel, socketAddress } from './socket-channel.ts'

export interface OpenEngine {
  readonly session: EngineSession
  readonly live: LiveStore
  readonly queries: QueryClient
}

const openerOfHost = (): (() => Promise<Result<Channel>>) => {
  const host = plantroomHost()
  return host === undefined ? () => openSocketChannel(socketAddress(window.location)) : createPortOpener(host)
}

/** `open` takes the place of the host's line, for development and tests. */
export const openEngine = (open: () => Promise<Result<Channel>> = openerOfHost()): OpenEngine => {
  const session = createEngineSession({ open })
  const live = createLiveStore()
  const queries = createQueryClient()
  followEngine(session, queries, live)
  return { session, live, queries }
}
