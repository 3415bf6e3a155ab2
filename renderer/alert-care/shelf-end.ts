/** How long alerts can be set aside, in the periods people ask for. Pure. */
import { DAY_MS, HOUR_MS, localToUtcMs, utcToLocalMs } from '../charts/site-clock.ts'

export const SHELF_CHOICES = ['1h', '4h', '8h', 'tomorrow', 'custom', 'clears'] as const
export type ShelfChoice = (typeof SHELF_CHOICES)[number]

const HOURS: Partial<Record<ShelfChoice, number>> = { '1h': 1, '4h': 4, '8h': 8 }
/** When the morning's shift comes, hours after midnight of the site. */
const MORNING_HOURS = 6

/** When a shelf of this choice ends, ms; null = when the alert clears. `tomorrow` is 06:00 of the site's next day, across clock changes. */
export const shelfEnd = (choice: ShelfChoice, nowMs: number, timeZone: string, customMs: number): number | null => {
  if (choice === 'clears') return null
  if (choice === 'custom') return customMs
  if (choice === 'tomorrow') return localToUtcMs(timeZone, (Math.floor(utcToLocalMs(timeZone, nowMs) / DAY_MS) + 1) * DAY_MS + MORNING_HOURS * HOUR_MS)
  return nowMs + (HOURS[choice] ?? 1) * HOUR_MS
}
