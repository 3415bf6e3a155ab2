/**
 * Where the reader is, kept in the address behind `#` with its query: `#/trend?points=1,2`. Works the same for both hosts.
 * The time that is looked at (`at=..`) stands in the address too, goes along from screen to screen, and is hidden from the screens.
 */
import { useSyncExternalStore } from 'react'
import type { BaseLocationHook, BaseSearchHook } from 'wouter'
import { NOW, namesTime, parseTravel, withoutTravel, withTravel, type Travel } from './time-machine/travel-address.ts'

export const onAddressChange = (changed: () => void): (() => void) => {
  window.addEventListener('hashchange', changed)
  window.addEventListener('popstate', changed)
  return () => {
    window.removeEventListener('hashchange', changed)
    window.removeEventListener('popstate', changed)
  }
}

const whole = (): string => `/${window.location.hash.replace(/^#?\/?/, '')}`
const path = (): string => whole().split('?', 1)[0] ?? '/'
const query = (): string => {
  const at = whole().indexOf('?')
  return at < 0 ? '' : whole().slice(at + 1)
}
const search = (): string => withoutTravel(query())

/** The time the address says. */
export const addressTravel = (): Travel => parseTravel(query())

/** Path and query of the screen, without the time. */
export const screenAddress = (): string => (search() === '' ? path() : `${path()}?${search()}`)

export interface NavigateOptions {
  /** Takes the place of the present entry of the history. */
  readonly replace?: boolean
}

const go = (to: string, replace: boolean): void => {
  const target = `#${to.startsWith('/') ? to : `/${to}`}`
  if (target === window.location.hash) return
  if (replace) window.history.replaceState(null, '', target)
  else window.history.pushState(null, '', target)
  window.dispatchEvent(new HashChangeEvent('hashchange'))
}

/** The address with the time that is looked at, unless it names one. */
const inTime = (to: string): string => (namesTime(to) ? to : withTravel(to, addressTravel()))

/** Goes to an address made in `doors.ts`, at the time that is looked at. */
export const navigate = (to: string, { replace = false }: NavigateOptions = {}): void => go(inTime(to), replace)

/** Goes to an address as it is now: what happens now was chosen, e.g. a notification. */
export const navigateNow = (to: string): void => go(withTravel(to, NOW), false)

/** Opens an address as it stands, with its own time or none: a saved one. With or without `#`. */
export const goTo = (address: string): void => go(address.replace(/^#/, ''), false)

/** The same screen at another time. */
export const travelTo = (travel: Travel, { replace = false }: NavigateOptions = {}): void => go(withTravel(screenAddress(), travel), replace)

const useLocationInHash = (): [string, typeof navigate] => [useSyncExternalStore(onAddressChange, path), navigate]
useLocationInHash.hrefs = (href: string): string => `#${inTime(href)}`

export const useHashLocation: BaseLocationHook & { hrefs: (href: string) => string } = useLocationInHash

/** The query part of the address, without `?` and without the time. */
export const useHashSearch: BaseSearchHook = () => useSyncExternalStore(onAddressChange, search)
