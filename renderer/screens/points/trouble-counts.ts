/** How many points of each device are in trouble, counted now and then. */
import { useEffect, useState } from 'react'
import type { Point } from '../../../shared/domain/point.ts'
import { useLiveStore } from '../../engine/engine-context.tsx'
import type { LiveStore } from '../../engine/live-store.ts'

export interface TroubleCounts {
  readonly dataProblem: number
  readonly stale: number
}

const EVERY_MS = 4_000

/** Devices without trouble are left out. */
export const countTroubles = (points: readonly Point[], stateOf: LiveStore['get']): Map<number, TroubleCounts> => {
  const counts = new Map<number, { dataProblem: number; stale: number }>()
  for (const { id, deviceId } of points) {
    const state = stateOf(id)?.state
    if (state !== 'dataProblem' && state !== 'stale') continue
    const count = counts.get(deviceId) ?? { dataProblem: 0, stale: 0 }
    count[state] += 1
    counts.set(deviceId, count)
  }
  return counts
}

export const useTroubleCounts = (points: readonly Point[]): ReadonlyMap<number, TroubleCounts> => {
  const live = useLiveStore()
  const [counts, setCounts] = useState<ReadonlyMap<number, TroubleCounts>>(new Map())
  useEffect(() => {
    const count = (): void => setCounts(countTroubles(points, (pointId) => live.get(pointId)))
    const first = setTimeout(count, 300)
    const timer = setInterval(count, EVERY_MS)
    return () => {
      clearTimeout(first)
      clearInterval(timer)
    }
  }, [points, live])
  return counts
}
