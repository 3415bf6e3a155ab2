/** The engine's only door: opens a site, monitors it, answers the contract's calls and pushes its events. Free of Electron. */
import type { Handlers } from '../../shared/contract.ts'
import type { EngineStatus } from '../../shared/domain/engine-status.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { EventListener } from '../../shared/rpc.ts'
import { createEventHub } from './monitor/event-hub.ts'
import { createHandlers } from './monitor/handlers/handlers.ts'
import type { SessionDeps, SiteSession } from './monitor/session-types.ts'
import { openSession } from './monitor/site-session.ts'

export interface EngineDeps extends Omit<SessionDeps, 'hub'> {
  /** Folder of the technician's own site. */
  readonly siteFolder: string
  /** Folder of the demo site; never the same. */
  readonly demoFolder: string
  /** Starts in the demo site. */
  readonly demo: boolean
}

export interface Engine {
  readonly handlers: Handlers
  /** The returned function ends the subscription. */
  subscribe(listener: EventListener): () => void
  /** Opens the site. Fails when its store cannot be opened (`store-newer`, `store-damaged`, `store-locked`, `folder-unwritable`, `disk-full`). */
  start(): Promise<Result<void>>
  /** Stops everything; when it resolves, what was taken in is on disk. */
  stop(): Promise<void>
  /** The machine goes to sleep, and woke up. */
  suspend(): void
  resume(): void
}

export const createEngine = (deps: EngineDeps): Engine => {
  const hub = createEventHub(deps.log)
  const startedAtMs = deps.clock.nowMs()
  let session: Result<SiteSession> = failure('engine-starting', 'The engine is still starting.')

  const status = (): EngineStatus => {
    const open = session.ok ? session.value : null
    return {
      version: deps.appVersion,
      startedAtMs,
      siteName: open?.context.store.settings().siteName ?? '',
      siteFolder: open?.siteFolder ?? deps.siteFolder,
      demo: open !== null && open.demo !== null,
      firstRun: open !== null && open.context.registry.list().length === 0,
      transport: open?.transport.state() ?? { open: false, port: 0, problem: null },
      storeBytes: open?.context.store.bytes() ?? 0,
      readings: open?.context.store.readingCount() ?? 0,
      notices: open?.context.notices.list() ?? [],
    }
  }
  const statusChanged = (): void => {
    if (session.ok) hub.emit('statusChanged', status())
  }

  const close = async (): Promise<void> => {
    const open = session
    session = failure('engine-starting', 'Another site is being opened.')
    if (open.ok) await open.value.close()
  }
  const open = async (demo: boolean): Promise<Result<SiteSession>> => {
    session = await openSession({ ...deps, hub }, { siteFolder: demo ? deps.demoFolder : deps.siteFolder, demo, statusChanged })
    statusChanged()
    return session
  }
  /** Closes the open site and opens the other; where that fails, the former one comes back. */
  const switchTo = async (demo: boolean): Promise<Result<SiteSession>> => {
    if (!session.ok) return session
    if ((session.value.demo !== null) === demo) return session
    await close()
    const opened = await open(demo)
    if (!opened.ok) await open(!demo)
    return opened
  }

  return {
    handlers: createHandlers({ session: () => session, status, openDemo: () => switchTo(true), leaveDemo: () => switchTo(false) }),
    subscribe: (listener) => hub.subscribe(listener),
    start: async () => {
      const opened = await open(deps.demo)
      return opened.ok ? ok(undefined) : opened
    },
    stop: close,
    suspend: () => {
      if (session.ok) session.value.suspend()
    },
    resume: () => {
      if (session.ok) session.value.resume()
    },
  }
}
