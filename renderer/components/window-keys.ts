/** Listens to the keys of the whole window while a screen is shown. */
import { useEffect, useEffectEvent } from 'react'

/** `take` answers whether the key was its own; then the browser does nothing more with it. Whose a key is: `keys.ts`. */
export const useWindowKeys = (take: (event: KeyboardEvent) => boolean): void => {
  const press = useEffectEvent((event: KeyboardEvent): void => {
    if (take(event)) event.preventDefault()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => press(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
