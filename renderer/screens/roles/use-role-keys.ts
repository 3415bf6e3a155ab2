/** The keys of the review: arrows, Space, C confirms, R changes, U undoes, / searches. */
import { useEffect, useRef } from 'react'
import { isScreenKey, worksFocused } from '../../components/keys.ts'

export interface RoleKeyActions {
  readonly move: (step: number, extend: boolean) => void
  readonly toggle: () => void
  readonly chooseAll: () => void
  readonly confirm: () => void
  readonly change: () => void
  readonly undo: () => void
  readonly search: () => void
}

const PAGE = 12
const FAR = 1_000_000

const actionOf = (event: KeyboardEvent, actions: RoleKeyActions): (() => void) | null => {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: PAGE, PageUp: -PAGE, Home: -FAR, End: FAR }
  const step = steps[event.key]
  if (step !== undefined) return () => actions.move(step, event.shiftKey)
  switch (event.key) {
    case ' ':
    case 'x':
      return worksFocused(event) ? null : actions.toggle
    case 'Enter':
      return worksFocused(event) ? null : actions.change
    case 'c':
      return actions.confirm
    case 'r':
      return actions.change
    case 'u':
      return actions.undo
    case '/':
      return actions.search
    default:
      return null
  }
}

export const useRoleKeys = (actions: RoleKeyActions): void => {
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
