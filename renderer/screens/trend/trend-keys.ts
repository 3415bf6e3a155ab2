/** The keys of the trend screen. Typing into a field is never taken for one. */
import { useEffect, useEffectEvent } from 'react'

export interface TrendKeys {
  /** Shares of the span; negative = earlier. */
  readonly shift: (share: number) => void
  readonly zoom: (factor: number) => void
  readonly live: () => void
  readonly undo: () => void
  readonly search: () => void
  readonly readings: () => void
  readonly compare: () => void
  /** Takes back what is being looked at; false when there is nothing to take back, so that Esc goes up a level. */
  readonly escape: () => boolean
}

const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

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

export const useTrendKeys = (keys: TrendKeys): void => {
  const press = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented || inField(event.target)) return
    if (event.key === 'Escape') {
      if (!keys.escape()) return
      event.preventDefault()
      event.stopImmediatePropagation()
      return
    }
    const action = trendKeyAction(event, keys)
    if (action === undefined) return
    event.preventDefault()
    action()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => press(event)
    // Before the frame's own keys, so that Esc first takes back what this screen has open.
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [])
}
