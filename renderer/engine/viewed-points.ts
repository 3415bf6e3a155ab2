/** The points a screen shows are told to the engine, so that they are read first. */
import { useEffect } from 'react'
import { useEngine } from './engine-context.tsx'
import { watchViewed, type PageVisibility } from './watch-viewed.ts'

const MOST = 2_000

const thisPage: PageVisibility = {
  hidden: () => document.visibilityState === 'hidden',
  onChange: (listen) => {
    document.addEventListener('visibilitychange', listen)
    return () => document.removeEventListener('visibilitychange', listen)
  },
}

export const useViewedPoints = (pointIds: readonly number[]): void => {
  const engine = useEngine()
  const key = pointIds.slice(0, MOST).join(',')
  useEffect(() => {
    if (key === '') return undefined
    return watchViewed(key.split(',').map(Number), thisPage, (ids) => void engine.setViewedPoints({ pointIds: [...ids] }))
  }, [engine, key])
}
