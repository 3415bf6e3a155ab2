/** The engine for components: calls, cached answers, events, live values and the state of the connection. */
import { QueryClientProvider, useQuery, type QueryClient, type UseQueryResult } from '@tanstack/react-query'
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useSyncExternalStore, type ReactNode } from 'react'
import type { CallInput, CallName, CallValue, EngineClient, EventName } from '../../shared/contract.ts'
import type { Failure } from '../../shared/result.ts'
import type { Connection, EngineSession, EventHandler } from './engine-session.ts'
import type { LiveStore, LiveValue } from './live-store.ts'

interface EngineParts {
  readonly session: EngineSession
  readonly live: LiveStore
}

const EngineContext = createContext<EngineParts | null>(null)

interface EngineProviderProps extends EngineParts {
  readonly queries: QueryClient
  readonly children: ReactNode
}

/** Gives the engine to all components below. */
export const EngineProvider = ({ session, live, queries, children }: EngineProviderProps) => {
  const parts = useMemo<EngineParts>(() => ({ session, live }), [session, live])
  return (
    <EngineContext value={parts}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </EngineContext>
  )
}

const useParts = (): EngineParts => {
  const parts = useContext(EngineContext)
  if (parts === null) throw new Error('a component that uses the engine stands outside EngineProvider')
  return parts
}

/** Every call of the contract. Never rejects. For answers that are shown, `useCall` is better. */
export const useEngine = (): EngineClient => useParts().session.client

/** The line to the engine with its events, for what makes another engine of it. */
export const useSession = (): EngineSession => useParts().session

/** Asks now instead of at the end of the back-off. */
export const useRetry = (): (() => void) => useParts().session.retry

/** A failure of a call, as an error for TanStack Query. */
export class CallError extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}

/** Answers whose parts are compared by identity: typed arrays and lists of thousands. */
const LARGE: ReadonlySet<CallName> = new Set(['listPoints', 'getLiveValues', 'getSeries', 'getExpectedBand', 'listAlerts', 'listRoles'])

interface CallOptions {
  readonly enabled?: boolean
  /** Shows the answer to the last arguments until the one to the new ones has come. */
  readonly keepPrevious?: boolean
  /** Asks again every so many ms, for answers that no event follows. */
  readonly everyMs?: number
}

/**
 * The answer to a call, kept and shared between components, made true again by the engine's events and after every reconnection.
 * `getSeries`, `getExpectedBand` and `getCoverageGaps` are not followed by events: they are asked again on reconnection only.
 */
export const useCall = <N extends CallName>(name: N, args: CallInput<N>, { enabled = true, keepPrevious = false, everyMs }: CallOptions = {}): UseQueryResult<CallValue<N>, CallError> => {
  const client = useEngine()
  return useQuery<CallValue<N>, CallError>({
    queryKey: [name, args],
    queryFn: async () => {
      const answer = await client[name](args)
      if (answer.ok) return answer.value
      throw new CallError(answer.error)
    },
    enabled,
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
    ...(LARGE.has(name) ? { structuralSharing: false } : {}),
    ...(keepPrevious ? { placeholderData: (previous: CallValue<N> | undefined) => previous as never } : {}),
  })
}

/** Runs `handler` at every such event while the component stands. The latest handler is used. */
export const useEngineEvent = <N extends EventName>(name: N, handler: EventHandler<N>): void => {
  const { session } = useParts()
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => session.on(name, (payload) => latest.current(payload)), [session, name])
}

/** The line to the engine: connected, reconnecting, or down with the reason. */
export const useConnection = (): Connection => {
  const { session } = useParts()
  return useSyncExternalStore(session.onConnectionChange, session.connection)
}

/** All live values, for components that draw many points themselves. */
export const useLiveStore = (): LiveStore => useParts().live

/** The live value of one point; draws again only when that point changes. */
export const useLiveValue = (pointId: number): LiveValue | undefined => {
  const { live } = useParts()
  const subscribe = useCallback((changed: () => void) => live.subscribe(pointId, changed), [live, pointId])
  return useSyncExternalStore(subscribe, () => live.get(pointId))
}
