/** The keys of the points screen that work wherever the focus is, but not while typing. */
import { useEffect, useRef } from 'react'

export interface PointsKeys {
  readonly search: () => void
  readonly trend: () => void
  readonly open: () => void
  /** Takes back what is marked or searched; false when there is nothing, so that Esc goes up a level. */
  readonly escape: () => boolean
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** Buttons, links and menus use Enter themselves. */
const pressable = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.closest('button, a, [role="menuitem"], [role="dialog"]') !== null

export const usePointsKeys = (keys: PointsKeys): void => {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('[role="dialog"]') !== null) return
      const now = latest.current
      if (event.key === 'Escape') {
        if (!now.escape()) return
        event.stopImmediatePropagation()
      } else if (event.key === '/') now.search()
      else if (event.key.toLowerCase() === 't') now.trend()
      else if (event.key === 'Enter' && !pressable(event.target)) now.open()
      else return
      event.preventDefault()
    }
    // Before the frame's own keys, so that Esc first takes back what this screen has open.
    window.addEventListener('keydown', press, { capture: true })
    return () => window.removeEventListener('keydown', press, { capture: true })
  }, [])
}
