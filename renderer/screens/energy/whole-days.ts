/** Periods of whole local days: bars of days and the figures beside them are of the same time. Pure. */
import { DAY_MS, startOfLocalDayMs } from '../../charts/site-clock.ts'
import type { TimeRange } from '../../charts/time-range.ts'

const HALF_DAY_MS = DAY_MS / 2

/** Midnight of the local day that is `days` after the one that holds `atMs`; days have 23 to 25 hours. */
const midnight = (timeZone: string, atMs: number, days: number): number => startOfLocalDayMs(timeZone, startOfLocalDayMs(timeZone, atMs) + days * DAY_MS + HALF_DAY_MS)

/** The `days` days that end with today, or `back` times so many days earlier. */
export const wholeDays = (timeZone: string, nowMs: number, days: number, back: number): TimeRange => ({ fromMs: midnight(timeZone, nowMs, 1 - (back + 1) * days), toMs: midnight(timeZone, nowMs, 1 - back * days) })
