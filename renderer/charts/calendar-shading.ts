/** Nights and weekends of the site as spans of a chart, for quiet shading behind the lines. Pure. */
import { DAY_MS, HOUR_MS, localToUtcMs, utcToLocalMs } from './site-clock.ts'
import { spanMs, type TimeRange } from './time-range.ts'

export interface ShadedSpan extends TimeRange {
  readonly kind: 'night' | 'weekend'
}

/** Local hours that count as night: from 18:00 to 06:00, when most buildings run unoccupied. */
const NIGHT_FROM_HOUR = 18
const NIGHT_TO_HOUR = 6
/** Above this length nights are thinner than a few pixels: only weekends are shaded; above the second not even they. */
const MOST_FOR_NIGHTS_MS = 16 * DAY_MS
const MOST_FOR_WEEKENDS_MS = 130 * DAY_MS

const isWeekend = (localDayMs: number): boolean => {
  const day = new Date(localDayMs).getUTCDay()
  return day === 0 || day === 6
}

const clipped = (span: ShadedSpan, range: TimeRange): ShadedSpan => ({
  kind: span.kind,
  fromMs: Math.max(span.fromMs, range.fromMs),
  toMs: Math.min(span.toMs, range.toMs),
})

/** Spans within `range`, ascending, not overlapping: a weekend is shaded whole, a weekday from evening to morning. */
export const calendarShading = (range: TimeRange, timeZone: string): ShadedSpan[] => {
  if (spanMs(range) > MOST_FOR_WEEKENDS_MS) return []
  const withNights = spanMs(range) <= MOST_FOR_NIGHTS_MS
  const spans: ShadedSpan[] = []
  const add = (kind: ShadedSpan['kind'], localFrom: number, localTo: number): void => {
    spans.push({ kind, fromMs: localToUtcMs(timeZone, localFrom), toMs: localToUtcMs(timeZone, localTo) })
  }
  const firstDay = Math.floor(utcToLocalMs(timeZone, range.fromMs) / DAY_MS) * DAY_MS
  const end = utcToLocalMs(timeZone, range.toMs)
  for (let day = firstDay; day < end; day += DAY_MS) {
    if (isWeekend(day)) add('weekend', day, day + DAY_MS)
    else if (withNights) {
      add('night', day, day + NIGHT_TO_HOUR * HOUR_MS)
      add('night', day + NIGHT_FROM_HOUR * HOUR_MS, day + DAY_MS)
    }
  }
  return merged(spans.map((span) => clipped(span, range)).filter((span) => span.toMs > span.fromMs))
}

const merged = (spans: readonly ShadedSpan[]): ShadedSpan[] => {
  const out: ShadedSpan[] = []
  for (const span of spans) {
    const last = out.at(-1)
    if (last && last.kind === span.kind && last.toMs === span.fromMs) out[out.length - 1] = { ...last, toMs: span.toMs }
    else out.push(span)
  }
  return out
}
