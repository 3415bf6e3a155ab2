/** The live value of an item: drawn with the next frames, some items in each, so that 500 values that change at once stop nothing. */
import { useCallback, useSyncExternalStore } from 'react'
import { useLiveStore } from '../../engine/engine-context.tsx'
import type { LiveValue } from '../../engine/live-store.ts'
import { createFrameTurns } from './frame-turns.ts'

/** 500 items have their values within a fifth of a second. */
const VALUES_A_FRAME = 40

const turns = createFrameTurns(VALUES_A_FRAME, (run) => void requestAnimationFrame(run))

export const useItemValue = (pointId: number): LiveValue | undefined => {
  const live = useLiveStore()
  const subscribe = useCallback(
    (changed: () => void) => {
      const unsubscribe = live.subscribe(pointId, () => turns.ask(changed))
      return () => {
        unsubscribe()
        turns.forget(changed)
      }
    },
    [live, pointId],
  )
  return useSyncExternalStore(subscribe, () => live.get(pointId))
}
