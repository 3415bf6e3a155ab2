/** Keys of a list that fills a screen: what each does is looked up at the moment it is pressed; Ctrl+A chooses all. */
import { useEffect, useRef } from 'react'
import { isScreenKey } from './keys.ts'

/** The rows a page key moves by. */
const PAGE = 12
/** Beyond any list. */
const FAR = 1_000_000

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: PAGE, PageUp: -PAGE, Home: -FAR, End: FAR }

export interface ListKeyActions {
  readonly move: (step: number, extend: boolean) => void
  readonly chooseAll: () => void
}

/** `actionOf`: what a key other than those that move does; null = nothing. */
export const useListKeys = <A extends ListKeyActions>(actions: A, actionOf: (event: KeyboardEvent, actions: A) => (() => void) | null): void => {
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
      const step = STEPS[event.key]
      const act = step === undefined ? actionOf(event, latest.current) : () => latest.current.move(step, event.shiftKey)
      if (act === null) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [actionOf])
}
