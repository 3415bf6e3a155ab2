/** Where the reader is, kept in the address behind `#` with its query: `#/trend?points=1,2`. Works the same for both hosts. */
import { useSyncExternalStore } from 'react'
import type { BaseLocationHook, BaseSearchHook } from 'wouter'

const subscribe = (changed: () => void): (() => void) => {
  window.addEventListener('hashchange', changed)
  window.addEventListener('popstate', changed)
  return () => {
    window.removeEventListener('hashchange', changed)
    window.removeEventListener('popstate', changed)
  }
}

const whole = (): string => `/${window.location.hash.replace(/^#?\/?/, '')}`
const path = (): string => whole().split('?', 1)[0] ?? '/'
const search = (): string => {
  const at = whole().indexOf('?')
  return at < 0 ? '' : whole().slice(at + 1)
}

export interface NavigateOptions {
  /** Takes the place of the present entry of the history. */
  readonly replace?: boolean
}

/** Goes to an address made in `doors.ts`. */
export const navigate = (to: string, { replace = false }: NavigateOptions = {}): void => {
  const target = `#${to.startsWith('/') ? to : `/${to}`}`
  if (target === window.location.hash) return
  if (replace) window.history.replaceState(null, '', target)
  else window.history.pushState(null, '', target)
  window.dispatchEvent(new HashChangeEvent('hashchange'))
}

const useLocationInHash = (): [string, typeof navigate] => [useSyncExternalStore(subscribe, path), navigate]
useLocationInHash.hrefs = (href: string): string => `#${href}`

export const useHashLocation: BaseLocationHook & { hrefs: (href: string) => string } = useLocationInHash

/** The query part of the address, without `?`. */
export const useHashSearch: BaseSearchHook = () => useSyncExternalStore(subscribe, search)
