/** Keys of the time machine: H opens and leaves it on every screen; the others work while it is open. */
import { isOutsideFields } from '../components/keys.ts'
import { useWindowKeys } from '../components/window-keys.ts'
import type { StepUnit } from './time-windows.ts'

export interface TravelKeys {
  readonly toggle: () => void
  readonly play: () => void
  readonly alert: (direction: 'next' | 'previous') => void
  readonly step: (unit: StepUnit, sign: 1 | -1) => void
}

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>

/** What a key press does; null for keys that mean nothing here. Comma and full stop are meant by where they lie, because Shift and Alt change their signs. */
export const travelKeyAction = (event: Pressed, open: boolean, keys: TravelKeys): (() => void) | null => {
  if (event.ctrlKey || event.metaKey) return null
  const sign = event.code === 'Comma' ? -1 : event.code === 'Period' ? 1 : null
  if (open && sign !== null) return () => keys.step(event.altKey ? 'day' : event.shiftKey ? 'hour' : 'minute', sign)
  if (event.altKey || event.shiftKey) return null
  if (event.key === 'h') return keys.toggle
  if (!open) return null
  if (event.key === 'p') return keys.play
  if (event.key === 'b') return () => keys.alert('previous')
  return event.key === 'f' ? () => keys.alert('next') : null
}

export const useTravelKeys = (open: boolean, keys: TravelKeys): void =>
  useWindowKeys((event) => {
    const action = isOutsideFields(event) ? travelKeyAction(event, open, keys) : null
    action?.()
    return action !== null
  })
