/** Hours and days of a site's time zone as they follow each other: 23, 24 or 25 hours a day, hours that begin at half past of UTC. */
import type { Calendar } from '../../calendar.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const QUARTER_MS = HOUR_MS / 4

/** Start of the local day that holds `timeMs`. */
export const dayStartOf = (timeMs: number, calendar: Calendar): number => {
  const day = calendar.dayOf(timeMs)
  // Clocks change by less than three hours: from the same wall time yesterday, quarter by quarter.
  let startMs = Math.floor(timeMs / QUARTER_MS) * QUARTER_MS
  startMs -= Math.floor((calendar.localMs(startMs) - day * DAY_MS) / QUARTER_MS) * QUARTER_MS
  while (calendar.dayOf(startMs) >= day) startMs -= QUARTER_MS
  while (calendar.dayOf(startMs) < day) startMs += QUARTER_MS
  return startMs
}

/** Start of the local day after the one that holds `timeMs`. */
export const nextDayOf = (timeMs: number, calendar: Calendar): number => {
  const day = calendar.dayOf(timeMs)
  let startMs = dayStartOf(timeMs, calendar) + 22 * HOUR_MS
  while (calendar.dayOf(startMs) <= day) startMs += QUARTER_MS
  return startMs
}

/** Starts of the local hours in [fromMs, toMs), `fromMs` being one; a quarter-hour that clocks leap over or repeat begins an hour of its own. */
export const hourStartsOf = (fromMs: number, toMs: number, calendar: Calendar): number[] => {
  const starts: number[] = []
  let before = Number.NaN
  for (let timeMs = fromMs; timeMs < toMs; timeMs += QUARTER_MS) {
    const local = calendar.localMs(timeMs)
    if (local % HOUR_MS === 0 || Math.floor(local / HOUR_MS) !== before || timeMs === fromMs) starts.push(timeMs)
    before = Math.floor(local / HOUR_MS)
  }
  return starts
}
