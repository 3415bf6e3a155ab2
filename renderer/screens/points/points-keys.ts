/** The keys of the points screen that work wherever the focus is, but not while typing. */
import { useEffect, useEffectEvent } from 'react'
import { isScreenKey, worksFocused } from '../../components/keys.ts'

export interface PointsKeys {
  readonly search: () => void
  readonly trend: () => void
  readonly open: () => void
  /** The object behind the point. */
  readonly object: () => void
}

export const usePointsKeys = (keys: PointsKeys): void => {
  const press = useEffectEvent((event: KeyboardEvent): void => {
    if (!isScreenKey(event)) return
    if (event.key === '/') keys.search()
    else if (event.key.toLowerCase() === 't') keys.trend()
    else if (event.key.toLowerCase() === 'o') keys.object()
    else if (event.key === 'Enter' && !worksFocused(event)) keys.open()
    else return
    event.preventDefault()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => press(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
