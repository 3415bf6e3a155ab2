/** What the desktop remembers of itself on this machine; settings of a site are in the site. */
import Store from 'electron-store'
import type { Bounds } from './window-bounds.ts'

export interface Preferences {
  bounds?: Bounds
  maximized?: boolean
  /** Goes on monitoring, with the tray as its sign, when the window is closed. */
  keepRunning?: boolean
}

export type PreferenceStore = Pick<Store<Preferences>, 'get' | 'set'>

/** A damaged file is replaced by defaults: nothing in it is worth a program that does not start. */
export const openPreferences = (): PreferenceStore => new Store<Preferences>({ name: 'desktop', clearInvalidConfig: true })
