/** The keys of an alert list: arrows, Shift+arrows, Space, Enter, Ctrl+A, and a letter for each thing that can be done. */
import { useEffect, useRef } from 'react'
import type { CareAction } from '../../alert-care/care-due.ts'
import { careOfKey } from '../../alert-care/care-keys.ts'
import { isScreenKey, worksFocused } from '../../components/keys.ts'

export interface AlertKeyActions {
  readonly move: (step: number, extend: boolean) => void
  readonly toggle: () => void
  readonly chooseAll: () => void
  readonly open: () => void
  readonly care: (action: CareAction) => void
  readonly trend: () => void
}

const PAGE = 12

const actionOf = (event: KeyboardEvent, actions: AlertKeyActions): (() => void) | null => {
  switch (event.key) {
    case 'ArrowDown':
    case 'j':
      return () => actions.move(1, event.shiftKey)
    case 'ArrowUp':
    case 'k':
      return () => actions.move(-1, event.shiftKey)
    case 'PageDown':
      return () => actions.move(PAGE, event.shiftKey)
    case 'PageUp':
      return () => actions.move(-PAGE, event.shiftKey)
    case 'Home':
      return () => actions.move(-100_000, event.shiftKey)
    case 'End':
      return () => actions.move(100_000, event.shiftKey)
    case ' ':
    case 'x':
      return worksFocused(event) ? null : actions.toggle
    case 'Enter':
      return worksFocused(event) ? null : actions.open
    case 't':
      return actions.trend
    default: {
      const care = careOfKey(event.key)
      return care === null ? null : () => actions.care(care)
    }
  }
}

export const useAlertKeys = (actions: AlertKeyActions): void => {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key === 'a' && !(event.target instanceof Element && event.target.closest('input, textarea, [role=dialog]') !== null)) {
        event.preventDefault()
        latest.current.chooseAll()
        return
      }
      if (!isScreenKey(event)) return
      const act = actionOf(event, latest.current)
      if (act === null) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
