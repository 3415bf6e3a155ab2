/** The keys of the trend screen. Typing into a field is never taken for one. */
import { isScreenKey } from '../../components/keys.ts'
import { useWindowKeys } from '../../components/window-keys.ts'

export interface TrendKeys {
  /** Shares of the span; negative = earlier. */
  readonly shift: (share: number) => void
  readonly zoom: (factor: number) => void
  readonly live: () => void
  readonly undo: () => void
  readonly search: () => void
  readonly readings: () => void
  readonly compare: () => void
}

const STEP = 0.25
const ZOOM_STEP = 1.5

/** What a key press does; undefined for keys that mean nothing here. */
export const trendKeyAction = (event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>, keys: TrendKeys): (() => void) | undefined => {
  const { key } = event
  if (event.altKey) return undefined
  if (event.ctrlKey || event.metaKey) return key.toLowerCase() === 'z' ? keys.undo : undefined
  const share = event.shiftKey ? 1 : STEP
  switch (key) {
    case 'ArrowLeft':
      return () => keys.shift(-share)
    case 'ArrowRight':
      return () => keys.shift(share)
    case '+':
    case '=':
      return () => keys.zoom(1 / ZOOM_STEP)
    case '-':
      return () => keys.zoom(ZOOM_STEP)
    case 'l':
    case 'L':
      return keys.live
    case 'z':
    case 'Z':
      return keys.undo
    case '/':
      return keys.search
    case 'r':
    case 'R':
      return keys.readings
    case 'w':
    case 'W':
      return keys.compare
    default:
      return undefined
  }
}

export const useTrendKeys = (keys: TrendKeys): void =>
  useWindowKeys((event) => {
    const undoes = (event.ctrlKey || event.metaKey) && !(event.target instanceof HTMLInputElement)
    const action = undoes || isScreenKey(event) ? trendKeyAction(event, keys) : undefined
    action?.()
    return action !== undefined
  })
