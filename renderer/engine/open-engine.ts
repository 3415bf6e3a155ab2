/** Puts the engine's parts together for the page: the road of its host, the session, the live values, the cache. */
import type { QueryClient } from '@tanstack/react-query'
import type { EngineLink } from './engine-link.ts'
import { createEngineSession, type EngineSession } from './engine-session.ts'
import { createLiveStore, type LiveStore } from './live-store.ts'
import { createPortLink } from './port-link.ts'
import { createQueryClient, followEngine } from './query-cache.ts'
import { createSocketLink, socketAddress } from './socket-link.ts'

export interface OpenEngine {
  readonly link: EngineLink
  readonly session: EngineSession
  readonly live: LiveStore
  readonly queries: QueryClient
}

const linkOfHost = (): EngineLink =>
  window.plantroomHost === undefined ? createSocketLink(socketAddress(window.location)) : createPortLink(window.plantroomHost)

/** `link` takes the place of the host's, for development and tests. */
export const openEngine = (link: EngineLink = linkOfHost()): OpenEngine => {
  const session = createEngineSession({ link })
  const live = createLiveStore()
  const queries = createQueryClient()
  followEngine(session, queries, live)
  return { link, session, live, queries }
}
