/** Windows of the time bar and the steps within them, in the site's calendar. Pure. */
import { DAY_MS, HOUR_MS, localToUtcMs, startOfLocalDayMs, utcToLocalMs } from '../charts/site-clock.ts'
import type { TimeRange } from '../charts/time-range.ts'

export const WINDOW_IDS = ['day', 'week', 'month', 'all'] as const
export type WindowId = (typeof WINDOW_IDS)[number]

const MINUTE_MS = 60_000
const DAYS: Readonly<Record<Exclude<WindowId, 'all'>, number>> = { day: 1, week: 7, month: 30 }

/** Whole local days later or earlier, at the same wall clock; over a clock change the day has 23 or 25 hours. */
export const addLocalDays = (timeZone: string, atMs: number, days: number): number => localToUtcMs(timeZone, utcToLocalMs(timeZone, atMs) + days * DAY_MS)

/**
 * The period of a window, UTC ms. It holds still while one moves within it: the local day of `atMs`, or a run of 7 or 30 local days that holds
 * `atMs` and ends today or whole runs before it. `all`: from the first reading on. Never beyond `nowMs`, except for a whole local day.
 */
export const windowRange = (id: WindowId, atMs: number, { nowMs, firstMs, timeZone }: { readonly nowMs: number; readonly firstMs: number | null; readonly timeZone: string }): TimeRange => {
  const endMs = addLocalDays(timeZone, startOfLocalDayMs(timeZone, nowMs), 1)
  if (id === 'all') {
    const fromMs = startOfLocalDayMs(timeZone, Math.min(firstMs ?? nowMs, nowMs))
    return { fromMs, toMs: Math.max(endMs, fromMs + DAY_MS) }
  }
  const days = DAYS[id]
  // Counted in wall-clock days, so that runs stay whole over clock changes.
  const localEnd = utcToLocalMs(timeZone, endMs)
  const back = Math.max(0, Math.ceil((localEnd - utcToLocalMs(timeZone, atMs)) / (days * DAY_MS)) - 1)
  return { fromMs: addLocalDays(timeZone, endMs, -(back + 1) * days), toMs: addLocalDays(timeZone, endMs, -back * days) }
}

/** The smallest window that goes back to `atMs` from now. */
export const windowFor = (atMs: number, nowMs: number): WindowId => (nowMs - atMs < DAY_MS ? 'day' : nowMs - atMs < 7 * DAY_MS ? 'week' : nowMs - atMs < 30 * DAY_MS ? 'month' : 'all')

/** What an arrow key moves on the slider: about a two-hundredth of the window, round. */
export const sliderStepMs = ({ fromMs, toMs }: TimeRange): number => {
  const wanted = (toMs - fromMs) / 200
  return [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, DAY_MS].find((step) => step >= wanted) ?? 7 * DAY_MS
}

export type StepUnit = 'minute' | 'hour' | 'day'

/** One step on or back. A day is one of the site's calendar. */
export const stepTime = (atMs: number, unit: StepUnit, sign: 1 | -1, timeZone: string): number =>
  unit === 'day' ? addLocalDays(timeZone, atMs, sign) : atMs + sign * (unit === 'hour' ? HOUR_MS : MINUTE_MS)
