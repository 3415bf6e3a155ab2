/** The letters of what can be done with alerts. Pure. */
import type { CareAction } from './care-due.ts'

/** The letter of each action, the same on every screen with alerts. */
export const CARE_KEYS: Readonly<Record<CareAction, string>> = { acknowledge: 'a', confirm: 'c', shelve: 's', unshelve: 'u', maintenance: 'm', note: 'n' }
const CARE_ACTIONS = Object.keys(CARE_KEYS) as readonly CareAction[]

/** The action of a pressed letter, or null. */
export const careOfKey = (key: string): CareAction | null => CARE_ACTIONS.find((action) => CARE_KEYS[action] === key) ?? null
