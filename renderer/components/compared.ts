/** What is another at the second of two times that are shown side by side. */
import { createContext, useContext } from 'react'

/** Points that changed, with how much: 1 the most, near 0 the least. null = nothing is compared here. */
export const ComparedContext = createContext<ReadonlyMap<number, number> | null>(null)

export const useComparedChanges = (): ReadonlyMap<number, number> | null => useContext(ComparedContext)
