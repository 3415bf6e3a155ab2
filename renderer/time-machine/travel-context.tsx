/** Gives the frame the past it looks at, and wraps the parts of the page that show it. */
import { useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { MomentContext } from '../components/moment.ts'
import { EngineProvider, useCall, useSession } from '../engine/engine-context.tsx'
import { createPastEngine, type PastEngine, type PastView } from '../engine/past-engine.ts'
import { showsPast } from './past-screens.ts'
import { backToNow, useTravel } from './travel.ts'
import type { Travel } from './travel-address.ts'

export interface Travelling {
  readonly travel: Travel
  /** The past that is looked at; null = now. */
  readonly past: PastEngine | null
  /** The second one, to compare. */
  readonly versus: PastEngine | null
  /** Whether the present screen shows the past; others show now wherever one stands. */
  readonly shown: boolean
  /** Whether the time bar stands below the header. */
  readonly open: boolean
  readonly setOpen: (open: boolean) => void
}

const AT_HOME: Travelling = { travel: { atMs: null, versusMs: null }, past: null, versus: null, shown: false, open: false, setOpen: () => undefined }
const TravelContext = createContext<Travelling>(AT_HOME)

export const useTravelling = (): Travelling => useContext(TravelContext)

/** An engine of the past that follows `atMs`; null while that is. */
const usePastEngine = (atMs: number | null): PastEngine | null => {
  const session = useSession()
  const queries = useQueryClient()
  const on = atMs !== null
  const engine = useMemo(() => (on ? createPastEngine({ session, queries }) : null), [on, session, queries])
  useEffect(() => engine?.open(), [engine])
  useEffect(() => {
    if (atMs !== null) engine?.seek(atMs)
  }, [engine, atMs])
  return engine
}

/** Another site has another past. */
const useHomeOnOtherSite = (): void => {
  const folder = useCall('getStatus', {}).data?.siteFolder
  const before = useRef(folder)
  useEffect(() => {
    if (folder === undefined) return
    if (before.current !== undefined && before.current !== folder) backToNow()
    before.current = folder
  }, [folder])
}

export const TravelProvider = ({ children }: { readonly children: ReactNode }) => {
  const travel = useTravel()
  const [path] = useLocation()
  useHomeOnOtherSite()
  const past = usePastEngine(travel.atMs)
  const versus = usePastEngine(travel.versusMs)
  const [opened, setOpen] = useState(false)
  const open = opened || travel.atMs !== null
  const shown = travel.atMs !== null && showsPast(path)
  const travelling = useMemo<Travelling>(() => ({ travel, past, versus, shown, open, setOpen }), [travel, past, versus, shown, open])
  return <TravelContext value={travelling}>{children}</TravelContext>
}

const NOTHING: PastView = { state: null, problem: null }
const never = () => () => undefined
const nothing = (): PastView => NOTHING

/** What an engine of the past shows. */
export const usePastView = (engine: PastEngine | null): PastView => useSyncExternalStore(engine?.subscribe ?? never, engine?.view ?? nothing)

interface PastScopeProps {
  readonly engine: PastEngine | null
  /** Stands in place of the children until the first state has come. */
  readonly waiting: ReactNode
  readonly children: ReactNode
}

/** The children with the engine as it was. */
export const PastScope = ({ engine, waiting, children }: PastScopeProps) => {
  const view = usePastView(engine)
  if (engine === null || view.state === null) return waiting
  return (
    <MomentContext value={view.state.atMs}>
      <EngineProvider session={engine.session} live={engine.live} queries={engine.queries}>
        {children}
      </EngineProvider>
    </MomentContext>
  )
}

/** The children in the time of the screen: small parts of the frame that go with it. Nothing until that is known. */
export const InScreenTime = ({ children }: { readonly children: ReactNode }) => {
  const { past, shown } = useTravelling()
  if (!shown) return children
  return (
    <PastScope engine={past} waiting={null}>
      {children}
    </PastScope>
  )
}
