/** Keys that work on every screen: digits and g+letter open screens, Esc and Backspace go up, ? shows the keys. */
import { useEffect, useRef } from 'react'
import { isScreenKey } from '../components/keys.ts'
import { useCrumbs } from '../components/screen-path.tsx'
import { HOME_DOOR } from '../doors.ts'
import { navigate } from '../hash-location.ts'
import { SCREENS } from './screens.ts'

/** The letter after `g` must come within this time, ms. */
const CHORD_MS = 1_200

/** Where "up" leads: the entry before the last of the path, else the overview. */
export const addressAbove = (crumbs: readonly { readonly to: string }[]): string => crumbs.at(-2)?.to ?? HOME_DOOR

export const useFrameKeys = (showHelp: () => void): void => {
  const crumbs = useCrumbs()
  const latest = useRef({ crumbs, showHelp })
  useEffect(() => {
    latest.current = { crumbs, showHelp }
  })
  useEffect(() => {
    let chordUntilMs = 0
    const onKey = (event: KeyboardEvent): void => {
      if (!isScreenKey(event)) return
      const inChord = event.timeStamp < chordUntilMs
      chordUntilMs = 0
      const screen = SCREENS.find(({ key, letter }) => (inChord ? event.key === letter : event.key === key))
      if (screen !== undefined) {
        event.preventDefault()
        event.stopImmediatePropagation()
        navigate(screen.to)
      } else if (event.key === 'g') chordUntilMs = event.timeStamp + CHORD_MS
      else if (event.key === '?') latest.current.showHelp()
      else if (event.key === 'Escape' || event.key === 'Backspace') {
        event.preventDefault()
        navigate(addressAbove(latest.current.crumbs))
      }
    }
    // Before the screens' own keys, so that the letter of a chord is not taken for one of theirs.
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [])
}
