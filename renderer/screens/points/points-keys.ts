/** The keys of the points screen that work wherever the focus is, but not while typing. */
import { useEffect, useEffectEvent } from 'react'

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
  const press = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('[role="dialog"]') !== null) return
    if (event.key === 'Escape') {
      if (!keys.escape()) return
      event.stopImmediatePropagation()
    } else if (event.key === '/') keys.search()
    else if (event.key.toLowerCase() === 't') keys.trend()
    else if (event.key === 'Enter' && !pressable(event.target)) keys.open()
    else return
    event.preventDefault()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => press(event)
    // Before the frame's own keys, so that Esc first takes back what this screen has open.
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [])
}
