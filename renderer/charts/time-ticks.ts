/** Ticks of a time axis at round local times of the site, with their labels. Pure. */
import { DAY_MS, HOUR_MS, localToUtcMs, utcToLocalMs } from './site-clock.ts'
import { spanMs, type TimeRange } from './time-range.ts'

export interface TimeTick {
  readonly atMs: number
  readonly label: string
  /** Starts a local day (or month, on long axes): drawn stronger. */
  readonly major: boolean
}

const SECOND_MS = 1_000
const MINUTE_MS = 60_000

const STEPS_MS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR_MS),
  ...[1, 2, 7, 14].map((n) => n * DAY_MS),
]

/** Monday 1970-01-05: weeks are counted from a Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS

const format = (language: string, options: Intl.DateTimeFormatOptions): ((localMs: number) => string) => {
  const formatter = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC', hourCycle: 'h23' })
  return (localMs) => formatter.format(localMs)
}

const formatters = new Map<string, ReturnType<typeof makeFormatters>>()

const makeFormatters = (language: string) => ({
  second: format(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
  minute: format(language, { hour: '2-digit', minute: '2-digit' }),
  day: format(language, { weekday: 'short', day: 'numeric', month: 'short' }),
  date: format(language, { day: 'numeric', month: 'short' }),
  month: format(language, { month: 'short', year: 'numeric' }),
})

const formattersOf = (language: string) => {
  const known = formatters.get(language) ?? makeFormatters(language)
  formatters.set(language, known)
  return known
}

/**
 * At most `most` ticks (2 or more), ascending, inside the range. Round in the site's wall clock, so that midnight stays
 * midnight over a clock change. `language` is a BCP 47 tag that decides the words.
 */
export const timeTicks = (range: TimeRange, timeZone: string, most: number, language: string): TimeTick[] => {
  const wanted = spanMs(range) / Math.max(2, most)
  const step = STEPS_MS.find((candidate) => candidate >= wanted)
  return step === undefined ? monthTicks(range, timeZone, wanted, language) : evenTicks(range, timeZone, step, language)
}

const evenTicks = (range: TimeRange, timeZone: string, step: number, language: string): TimeTick[] => {
  const words = formattersOf(language)
  const origin = step >= 7 * DAY_MS ? FIRST_MONDAY_MS : 0
  const first = Math.ceil((utcToLocalMs(timeZone, range.fromMs) - origin) / step) * step + origin
  const end = utcToLocalMs(timeZone, range.toMs) + HOUR_MS
  const ticks: TimeTick[] = []
  for (let local = first; local <= end; local += step) {
    const atMs = localToUtcMs(timeZone, local)
    const midnight = local % DAY_MS === 0
    const label = step >= DAY_MS ? (step === DAY_MS ? words.day : words.date)(local) : midnight ? words.day(local) : (step < MINUTE_MS ? words.second : words.minute)(local)
    const last = ticks.at(-1)
    if (atMs >= range.fromMs && atMs < range.toMs && (!last || atMs > last.atMs)) ticks.push({ atMs, label, major: step < DAY_MS && midnight })
  }
  return ticks
}

const monthTicks = (range: TimeRange, timeZone: string, wantedMs: number, language: string): TimeTick[] => {
  const words = formattersOf(language)
  const every = [1, 2, 3, 6, 12].find((months) => months * 30 * DAY_MS >= wantedMs) ?? 12
  const start = new Date(utcToLocalMs(timeZone, range.fromMs))
  const ticks: TimeTick[] = []
  for (let month = Math.floor(start.getUTCMonth() / every) * every; ; month += every) {
    const local = Date.UTC(start.getUTCFullYear(), month, 1)
    const atMs = localToUtcMs(timeZone, local)
    if (atMs >= range.toMs) return ticks
    if (atMs >= range.fromMs) ticks.push({ atMs, label: words.month(local), major: new Date(local).getUTCMonth() === 0 })
  }
}

/** `Mon 23 Nov` in the site's wall clock. */
export const axisDay = (atMs: number, timeZone: string, language = 'en-GB'): string => formattersOf(language).day(utcToLocalMs(timeZone, atMs))
