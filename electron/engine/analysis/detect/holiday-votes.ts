/**
 * Whether the site as a whole rests on a working day: the signs of `holiday-signs.ts` vote, one vote each.
 *
 * In history a working day was a holiday where at least three signs, and four of five of those that could be told, were at rest. On the day itself it seems to be one
 * as soon as its telling hours begin with every sign at rest, or after 20 minutes with four of five; it is known as one after two hours. Until then everything may
 * still begin: with the first plant that starts within those 20 minutes, or more than a fifth later, it is a working day again.
 */
import { isResting, type HolidaySign, type SignOfHistory } from './holiday-signs.ts'
import type { LearntHoliday } from '../../../../shared/domain/holidays.ts'

const LEAST_SIGNS = 3
const LEAST_SHARE = 0.8
const MINUTE_MS = 60_000
const SEEMS_AFTER_MS = 20 * MINUTE_MS
const KNOWN_AFTER_MS = 120 * MINUTE_MS
/** A value stands for so long at most. */
const STANDS_MS = 30 * MINUTE_MS
/** More holidays than this share of the working days are none: the building has another habit. */
const MOST_HOLIDAYS = 0.25

/** The holidays of a history. */
export const learntHolidays = (votes: readonly SignOfHistory[]): LearntHoliday[] => {
  const told = new Map<number, { points: number; resting: number }>()
  for (const { toldDays, restingDays } of votes) {
    for (const day of toldDays) {
      const of = told.get(day) ?? { points: 0, resting: 0 }
      of.points += 1
      told.set(day, of)
    }
    for (const day of restingDays) (told.get(day) as { resting: number }).resting += 1
  }
  const found = [...told].filter(([, of]) => rests(of)).map(([day, of]) => ({ day, ...of }))
  return found.length > told.size * MOST_HOLIDAYS ? [] : found.sort((a, b) => a.day - b.day)
}

const rests = ({ points, resting }: { readonly points: number; readonly resting: number }): boolean => points >= LEAST_SIGNS && resting >= points * LEAST_SHARE

/** What one sign showed today. */
interface Watched {
  readonly sign: HolidaySign
  toldMs: number
  restingMs: number
  lastMs: number
  lastResting: boolean
  /** It was read in a telling hour of today. */
  isTold: boolean
}

export interface DayVotes {
  /** One trusted reading of a sign, at a local hour 0..23 of a local day. Others are ignored. */
  take(pointId: number, timeMs: number, value: number, day: number, hour: number): void
  /** How today looks: `resting` of `points` signs that were watched long enough. */
  today(): { readonly day: number; readonly kind: 'working' | 'seems' | 'known'; readonly points: number; readonly resting: number }
}

/** Follows one day after the other. */
export const createDayVotes = (signs: readonly HolidaySign[]): DayVotes => {
  const watched = new Map<number, Watched>(signs.map((sign) => [sign.pointId, { sign, toldMs: 0, restingMs: 0, lastMs: Number.NaN, lastResting: false, isTold: false }]))
  let today = Number.NaN
  const begin = (day: number): void => {
    today = day
    for (const each of watched.values()) Object.assign(each, { toldMs: 0, restingMs: 0, lastMs: Number.NaN, isTold: false })
  }
  const count = (leastMs: number): { points: number; resting: number } => {
    const sum = { points: 0, resting: 0 }
    for (const { toldMs, restingMs, lastResting, isTold } of watched.values()) {
      if (!isTold || toldMs < leastMs) continue
      sum.points += 1
      if (lastResting && restingMs >= toldMs * LEAST_SHARE) sum.resting += 1
    }
    return sum
  }
  return {
    take: (pointId, timeMs, value, day, hour) => {
      const each = watched.get(pointId)
      if (each === undefined) return
      if (day !== today) begin(day)
      const index = each.sign.hours.indexOf(hour)
      if (index < 0) {
        each.lastMs = Number.NaN
        return
      }
      const elapsedMs = timeMs - each.lastMs
      if (elapsedMs > 0 && elapsedMs <= STANDS_MS) {
        each.toldMs += elapsedMs
        if (each.lastResting) each.restingMs += elapsedMs
      }
      each.isTold = true
      each.lastMs = timeMs
      each.lastResting = isResting(each.sign, index, value)
    },
    today: () => {
      const known = count(KNOWN_AFTER_MS)
      if (rests(known) && rests(count(SEEMS_AFTER_MS)) && rests(count(0))) return { day: today, kind: 'known', ...known }
      const seen = count(SEEMS_AFTER_MS)
      if (rests(seen)) return { day: today, kind: 'seems', ...seen }
      const first = count(0)
      const isQuiet = first.points >= LEAST_SIGNS && first.resting === first.points
      return { day: today, kind: isQuiet ? 'seems' : 'working', ...first }
    },
  }
}
