/** Tells the engine which points are on the screen, so that they are read first: after a moment's rest, again while they stay, and that there are none when the window is hidden. */
import { useEffect } from 'react'
import { useEngine } from './engine-context.tsx'

const REST_MS = 1_000
/** The engine forgets what is not said again within half a minute. */
const AGAIN_MS = 15_000
const MOST = 2_000

export const useViewedPoints = (pointIds: readonly number[]): void => {
  const engine = useEngine()
  const key = pointIds.slice(0, MOST).join(',')
  useEffect(() => {
    if (key === '') return undefined
    const ids = key.split(',').map(Number)
    const tell = (): void => void engine.setViewedPoints({ pointIds: document.visibilityState === 'hidden' ? [] : ids })
    const first = setTimeout(tell, REST_MS)
    const again = setInterval(tell, AGAIN_MS)
    document.addEventListener('visibilitychange', tell)
    return () => {
      clearTimeout(first)
      clearInterval(again)
      document.removeEventListener('visibilitychange', tell)
    }
  }, [engine, key])
}
