/** Whether a part of the page shows now, or a time of the past. */
import { createContext, useContext } from 'react'

/** The past time that everything below shows, ms; null = now. */
export const MomentContext = createContext<number | null>(null)

/** The past time that is shown here; null = now. */
export const usePastMoment = (): number | null => useContext(MomentContext)

/** Whether the past is shown here, where nothing can be done. */
export const useInPast = (): boolean => useContext(MomentContext) !== null
