/** The instant under the pointer, shared by all parts of a chart and by tables beside it, without drawing the rest again. */
import { useSyncExternalStore } from 'react'

export interface ChartCursor {
  /** ms since the epoch; null = the pointer is elsewhere. */
  readonly get: () => number | null
  readonly set: (timeMs: number | null) => void
  readonly subscribe: (changed: () => void) => () => void
}

export const createChartCursor = (): ChartCursor => {
  let timeMs: number | null = null
  const listeners = new Set<() => void>()
  return {
    get: () => timeMs,
    set: (next) => {
      if (next === timeMs) return
      timeMs = next
      for (const changed of listeners) changed()
    },
    subscribe: (changed) => {
      listeners.add(changed)
      return () => void listeners.delete(changed)
    },
  }
}

export const useChartCursor = (cursor: ChartCursor): number | null => useSyncExternalStore(cursor.subscribe, cursor.get)
