/** What is known of a device's change-of-value subscriptions, and how seldom a subscribed point is polled. */

/** `auto`: subscriptions where they cost less than polling. */
export type CovMode = 'auto' | 'off'

/**
 * Why a device has fewer subscriptions than would pay. `service`: it does not offer them. `objects`: it refuses its objects. `full`: its list has no
 * room. `silent`: it grants them, or leaves the request unanswered, and no notification ever comes.
 */
export type CovRefusal = 'service' | 'objects' | 'full' | 'silent'

export interface CovState {
  readonly deviceId: number
  /** Points whose changes arrive by themselves: subscribed, and proven by a notification. */
  readonly alive: number
  /** Subscriptions the device holds for this laptop, alive or not yet proven. */
  readonly granted: number
  /** Points that would pay. */
  readonly wanted: number
  readonly refusal: CovRefusal | null
  /** Subscriptions it was seen to hold at most, with a reserve left for others; null while no end was met. */
  readonly limit: number | null
  /** Notifications want acknowledgements. */
  readonly confirmed: boolean
  /** Of all its points, mean of the last ten seconds. */
  readonly notificationsPerSecond: number
  /** Subscriptions found dead by polling, since the start. */
  readonly foundDead: number
}

const VERIFY_FACTOR = 10
const VERIFY_MOST_MS = 300_000

const SILENT_INTERVALS = 3
const SILENT_CHECKS = 1.5

/** How long may lie between two kept readings of a point that is read, or subscribed and read slowly, at this interval, ms: longer, and it was not observed. */
export const observedWithinMs = (intervalMs: number): number => Math.max(SILENT_INTERVALS * intervalMs, intervalMs === 0 ? 0 : SILENT_CHECKS * verifyEveryMs(intervalMs))

/** How often a subscribed point is still polled, ms: what was promised is checked. */
export const verifyEveryMs = (intervalMs: number): number => Math.max(intervalMs, Math.min(VERIFY_FACTOR * intervalMs, VERIFY_MOST_MS))
