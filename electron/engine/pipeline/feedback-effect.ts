/** What follows from feedback on an alert: how much less sensitive its point becomes, or what is expected of it when. Pure. */
import type { Alert } from '../../../shared/domain/alert.ts'
import { WIDEST_BAND, type DetectionException, type WouldFire } from '../../../shared/domain/detection.ts'
import { weekdayLocal, type Calendar } from '../analysis/calendar.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const DAY_MINUTES = 1_440
/** Steps of width that are tried, times the one that stands. */
const STEPS = [1.15, 1.3, 1.5, 1.75, 2, 2.5, 3, 4] as const
/** Times of an exception are rounded out to quarters of an hour, with one quarter of room. */
const QUARTER_MINUTES = 15
/** An episode longer than this is expected at any time of the day. */
const WHOLE_DAY_MS = 18 * 3_600_000
/** So many weekdays with alerts like it make every day. */
const EVERY_DAY_FROM = 5
/** Room beyond the values of the episode, as a share of their distance from what was expected. */
const VALUE_ROOM = 0.25

type Episode = Pick<Alert, 'startedAtMs' | 'clearedAtMs' | 'value' | 'worstValue' | 'expected'>

/** Band widths to try, ascending, at most 4; empty when the point is as insensitive as it can be. */
export const widthsToTry = (width: number): number[] => [...new Set(STEPS.map((step) => Math.min(WIDEST_BAND, Math.round(width * step * 100) / 100)))].filter((each) => each > width)

/** The least width tried with which nothing fires during the episode; null when none is wide enough, or when nothing fired there with what is set. `fires` is parallel to `widths`. */
export const widthThatSpares = (episode: Episode, now: readonly WouldFire[], widths: readonly number[], fires: readonly (readonly WouldFire[])[], nowMs: number): number | null => {
  const firesThere = (each: readonly WouldFire[] = []): boolean => each.some((fire) => overlaps(fire, episode, nowMs))
  return firesThere(now) ? (widths.find((_, i) => !firesThere(fires[i])) ?? null) : null
}

const overlaps = (fire: WouldFire, { startedAtMs, clearedAtMs }: Episode, nowMs: number): boolean => fire.startedAtMs < (clearedAtMs ?? nowMs) && (fire.clearedAtMs ?? nowMs) > startedAtMs

/**
 * When and where values like those of the episode are expected: its time of day with some room, on its weekday and on those with an alert like it in
 * `others`, its values with some room on the far side. Times local.
 */
export const exceptionFor = (episode: Episode, others: readonly WouldFire[], calendar: Calendar, nowMs: number, reason: string): Omit<DetectionException, 'id' | 'pointId'> => {
  const startMs = calendar.localMs(episode.startedAtMs)
  const endMs = calendar.localMs(episode.clearedAtMs ?? nowMs)
  const { low, high } = valuesOf(episode)
  const plain = { low, high, reason, untilMs: null }
  if (endMs - startMs > WHOLE_DAY_MS) return { ...plain, weekdays: [], fromMinute: 0, toMinute: DAY_MINUTES }
  const fromMinute = wrapped(Math.floor(minuteOf(startMs) / QUARTER_MINUTES) * QUARTER_MINUTES - QUARTER_MINUTES)
  const toMinute = wrapped(Math.ceil(minuteOf(endMs) / QUARTER_MINUTES) * QUARTER_MINUTES + QUARTER_MINUTES)
  /** The weekday to which a moment belongs, when the period may wrap over midnight. */
  const weekdayAt = (localMs: number): number => weekdayLocal(fromMinute > toMinute && minuteOf(localMs) < toMinute ? localMs - DAY_MS : localMs)
  const alike = others.filter((fire) => isLike(fire, episode) && within(minuteOf(calendar.localMs(fire.startedAtMs)), fromMinute, toMinute)).map(({ startedAtMs }) => weekdayAt(calendar.localMs(startedAtMs)))
  const weekdays = [...new Set([weekdayAt(startMs), ...alike])].sort((a, b) => a - b)
  return { ...plain, fromMinute, toMinute, weekdays: weekdays.length >= EVERY_DAY_FROM ? [] : weekdays }
}

const minuteOf = (localMs: number): number => (localMs - Math.floor(localMs / DAY_MS) * DAY_MS) / MINUTE_MS

const wrapped = (minute: number): number => (minute + DAY_MINUTES) % DAY_MINUTES

const within = (minute: number, from: number, to: number): boolean => (from <= to ? minute >= from && minute < to : minute >= from || minute < to)

/** On the same side of what was expected. */
const isLike = (fire: WouldFire, { expected, worstValue }: Episode): boolean =>
  expected === null || worstValue === null || fire.expected === null || fire.worstValue === null || Math.sign(fire.worstValue - fire.expected) === Math.sign(worstValue - expected)

/** Open on the side of what is expected anyway. */
const valuesOf = ({ expected, worstValue }: Episode): { readonly low: number | null; readonly high: number | null } => {
  if (expected === null || worstValue === null || worstValue === expected) return { low: null, high: null }
  const limit = rounded(worstValue + (worstValue - expected) * VALUE_ROOM)
  return worstValue > expected ? { low: null, high: limit } : { low: limit, high: null }
}

/** Three digits are enough for a limit that people read. */
const rounded = (value: number): number => Number(value.toPrecision(4))
