/** The live value of an item: drawn with the next frames, some items in each, so that 500 values that change at once stop nothing. */
import { useCallback, useSyncExternalStore } from 'react'
import { useLiveStore } from '../../engine/engine-context.tsx'
import type { LiveValue } from '../../engine/live-store.ts'
import type { FrameTurns } from './frame-turns.ts'

export const useItemValue = (turns: FrameTurns, pointId: number): LiveValue | undefined => {
  const live = useLiveStore()
  const subscribe = useCallback(
    (changed: () => void) => {
      const unsubscribe = live.subscribe(pointId, () => turns.ask(changed))
      return () => {
        unsubscribe()
        turns.forget(changed)
      }
    },
    [live, pointId, turns],
  )
  return useSyncExternalStore(subscribe, () => live.get(pointId))
}
