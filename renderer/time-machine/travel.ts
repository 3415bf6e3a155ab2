/** Which time the screens show, at once for those that draw it; the address follows a moment later while a slider is dragged. */
import { useSyncExternalStore } from 'react'
import { addressTravel, onAddressChange, travelTo } from '../hash-location.ts'
import { NOW, sameTravel, type Travel } from './travel-address.ts'

/** Browsers refuse more than some 200 changes of the address in 10 s. */
const WRITE_EVERY_MS = 250

let current: Travel = NOW
let writing: ReturnType<typeof setTimeout> | null = null
let following: (() => void) | null = null
const listeners = new Set<() => void>()

const set = (next: Travel): void => {
  if (sameTravel(current, next)) return
  current = next
  for (const changed of listeners) changed()
}

/** An address that changed while one is still to be written only changed its screen: the time in it is the older one. */
const follow = (): void => {
  if (writing === null) set(addressTravel())
}

const write = (): void => {
  writing = null
  travelTo(current, { replace: true })
}

const subscribe = (changed: () => void): (() => void) => {
  if (listeners.size === 0) {
    follow()
    following ??= onAddressChange(follow)
  }
  listeners.add(changed)
  return () => void listeners.delete(changed)
}

/** The time at this moment, for handlers. */
export const travelNow = (): Travel => current

/** Goes to a time as one step that Back takes back. */
export const jumpTo = (next: Travel): void => {
  if (writing !== null) clearTimeout(writing)
  writing = null
  set(next)
  travelTo(next)
}

/** Moves on within the present step: dragging, playing, a key held down. */
export const moveTo = (atMs: number): void => {
  const entering = current.atMs === null
  const next = { ...current, atMs: Math.round(atMs) }
  if (entering) {
    jumpTo(next)
    return
  }
  set(next)
  writing ??= setTimeout(write, WRITE_EVERY_MS)
}

/** The second time, within the present step. */
export const moveVersus = (versusMs: number): void => {
  set({ ...current, versusMs: Math.round(versusMs) })
  writing ??= setTimeout(write, WRITE_EVERY_MS)
}

export const backToNow = (): void => jumpTo(NOW)

/** The time that is looked at; changes at once. */
export const useTravel = (): Travel => useSyncExternalStore(subscribe, travelNow)
