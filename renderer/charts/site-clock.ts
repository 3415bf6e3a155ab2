/** Local time of the site: conversions between UTC milliseconds and the site's wall clock, whatever the laptop's own zone is. */
import { tzOffset } from '@date-fns/tz'

const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

const offsetMs = (timeZone: string, utcMs: number): number => {
  const minutes = tzOffset(timeZone, new Date(utcMs))
  return Number.isNaN(minutes) ? 0 : minutes * MINUTE_MS
}

/** Wall-clock time as milliseconds that read right through the UTC accessors of `Date`. Unknown zones count as UTC. */
export const utcToLocalMs = (timeZone: string, utcMs: number): number => utcMs + offsetMs(timeZone, utcMs)

/** The inverse of `utcToLocalMs`. A wall-clock time that a clock change skips gives the instant after the change; one that comes twice gives one of the two. */
export const localToUtcMs = (timeZone: string, localMs: number): number => {
  const guess = localMs - offsetMs(timeZone, localMs)
  const found = localMs - offsetMs(timeZone, guess)
  // West of Greenwich a skipped time would be found before the change.
  return utcToLocalMs(timeZone, found) < localMs ? guess : found
}

/** Start of the local day that holds `utcMs`, UTC ms. */
export const startOfLocalDayMs = (timeZone: string, utcMs: number): number => {
  const local = utcToLocalMs(timeZone, utcMs)
  return localToUtcMs(timeZone, Math.floor(local / DAY_MS) * DAY_MS)
}
