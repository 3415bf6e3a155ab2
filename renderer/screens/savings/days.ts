/** Local days as date fields hold them: the first and the last day of a period, both in it. Pure. */
import { DAY_MS, startOfLocalDayMs } from '../../charts/site-clock.ts'
import type { TimeRange } from '../../charts/time-range.ts'
import { fromLocalInput, toLocalInput } from '../../components/local-input.ts'

export interface DayRange {
  /** `2026-01-31`; empty while it is typed. */
  readonly first: string
  readonly last: string
}

const dayText = (timeZone: string, timeMs: number): string => toLocalInput(timeZone, timeMs).slice(0, 10)

/** `toMs` is exclusive. */
export const dayRangeOf = (timeZone: string, { fromMs, toMs }: TimeRange): DayRange => ({ first: dayText(timeZone, fromMs), last: dayText(timeZone, toMs - 1) })

/** null where a day is missing or the last is before the first. */
export const rangeOfDays = (timeZone: string, { first, last }: DayRange): TimeRange | null => {
  const [fromMs, lastMs] = [first, last].map((text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? fromLocalInput(timeZone, `${text} 00:00:00`) : Number.NaN)) as [number, number]
  if (Number.isNaN(fromMs) || Number.isNaN(lastMs) || lastMs < fromMs) return null
  // Half a day on from the next midnight of 24 hours lies in the next day, whether the last had 23, 24 or 25.
  return { fromMs, toMs: startOfLocalDayMs(timeZone, lastMs + 1.5 * DAY_MS) }
}

/** A period before now to begin with: the last whole calendar year, or what is known where that is later. */
export const lastYear = (timeZone: string, nowMs: number, knownFromMs: number | null): DayRange => {
  const year = Number(dayText(timeZone, nowMs).slice(0, 4)) - 1
  const first = `${year}-01-01`
  const known = knownFromMs === null ? first : dayText(timeZone, knownFromMs)
  const last = `${year}-12-31`
  return known > last ? { first: known, last: dayText(timeZone, nowMs - DAY_MS) } : { first: known > first ? known : first, last }
}
