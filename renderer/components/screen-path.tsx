/** The path shown above every screen, and the way up: `Site / Devices & points / AHU-1`. */
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'

export interface Crumb {
  readonly label: string
  /** Address from `doors.ts`. */
  readonly to: string
}

interface PathState {
  readonly crumbs: readonly Crumb[]
}

const CrumbsContext = createContext<PathState>({ crumbs: [] })
const SetCrumbsContext = createContext<(crumbs: readonly Crumb[]) => void>(() => undefined)

export const ScreenPathProvider = ({ children }: { readonly children: ReactNode }) => {
  const [crumbs, setCrumbs] = useState<readonly Crumb[]>([])
  const state = useMemo(() => ({ crumbs }), [crumbs])
  return (
    <SetCrumbsContext value={setCrumbs}>
      <CrumbsContext value={state}>{children}</CrumbsContext>
    </SetCrumbsContext>
  )
}

/** The path as the screens have set it, below the site, top first; the last entry is where the reader is. */
export const useCrumbs = (): readonly Crumb[] => useContext(CrumbsContext).crumbs

/** Called by a screen with its own path below the site. Esc and Backspace go to the entry before the last (to the overview from the first). */
export const useScreenPath = (crumbs: readonly Crumb[]): void => {
  const set = useContext(SetCrumbsContext)
  const key = JSON.stringify(crumbs)
  useEffect(() => {
    set(JSON.parse(key) as readonly Crumb[])
  }, [set, key])
}
