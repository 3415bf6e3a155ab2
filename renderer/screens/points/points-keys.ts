/** The keys of the points screen that work wherever the focus is, but not while typing. */
import { isScreenKey, worksFocused } from '../../components/keys.ts'
import { useWindowKeys } from '../../components/window-keys.ts'

export interface PointsKeys {
  readonly search: () => void
  readonly trend: () => void
  readonly open: () => void
  /** The object behind the point. */
  readonly object: () => void
}

export const usePointsKeys = (keys: PointsKeys): void =>
  useWindowKeys((event) => {
    if (!isScreenKey(event)) return false
    if (event.key === '/') keys.search()
    else if (event.key.toLowerCase() === 't') keys.trend()
    else if (event.key.toLowerCase() === 'o') keys.object()
    else if (event.key === 'Enter' && !worksFocused(event)) keys.open()
    else return false
    return true
  })
