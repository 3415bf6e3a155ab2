/** A period in as few words as say it, in the site's wall clock: `Mon 23 Nov 08:00 – 16:00`. Pure. */
import { DAY_MS, utcToLocalMs } from '../charts/site-clock.ts'
import { spanMs, type TimeRange } from '../charts/time-range.ts'
import { axisDay } from '../charts/time-ticks.ts'
import { clockTime, clockTimeSeconds } from './format-time.ts'

const SECONDS_BELOW_MS = 10 * 60_000

export const periodText = ({ fromMs, toMs }: TimeRange, timeZone: string): string => {
  const clock = spanMs({ fromMs, toMs }) < SECONDS_BELOW_MS ? clockTimeSeconds : clockTime
  const localDay = (timeMs: number): number => Math.floor(utcToLocalMs(timeZone, timeMs) / DAY_MS)
  const from = `${axisDay(fromMs, timeZone)} ${clock(fromMs, timeZone)}`
  const to = clock(toMs, timeZone)
  return localDay(fromMs) === localDay(toMs) ? `${from} – ${to}` : `${from} – ${axisDay(toMs, timeZone)} ${to}`
}
