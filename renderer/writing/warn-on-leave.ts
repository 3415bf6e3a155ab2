/** While values written from here stand, leaving the page is asked about. The desktop asks by itself when it ends. */
import { useEffect } from 'react'

export const useWarnOnLeave = (standing: boolean): void => {
  useEffect(() => {
    if (!standing) return undefined
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [standing])
}
