/** The holidays of the site: entered, learnt from history, and recognised on the day itself. Asked for every reading, so answers are remembered by day. */
import { dateOfDay, entryOfDay, type HolidayEntry, type HolidayReport, type LearntHoliday } from '../../../shared/domain/holidays.ts'
import { weekdayLocal, type Calendar } from '../analysis/calendar.ts'
import type { HolidaySign, SignOfHistory } from '../analysis/detect/holiday-signs.ts'
import { createDayVotes, learntHolidays } from '../analysis/detect/holiday-votes.ts'
import type { KnownHolidays } from './replay-holidays.ts'
import type { Log } from '../log.ts'
import type { WritableStore } from '../store/store-types.ts'

/** Key in the store's `meta`. */
const KEPT_KEY = 'pipeline.holidays'
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Older learnt days interest no model and no comparison with the year before. */
const KEPT_DAYS = 800

interface Kept {
  readonly signs: readonly HolidaySign[]
  readonly learnt: readonly LearntHoliday[]
}

export interface HolidayKeeper {
  /** True for a local day that is judged and learnt as a Sunday. */
  readonly isHoliday: (day: number) => boolean
  /** Holidays among these local days, both included. */
  daysBetween(fromDay: number, toDay: number): number[]
  /** As `daysBetween`, apart: those entered and those learnt, with the points that tell. */
  known(fromDay: number, toDay: number): KnownHolidays
  enter(entries: readonly HolidayEntry[]): void
  /** One trusted reading. */
  take(pointId: number, timeMs: number, value: number, calendar: Calendar): void
  /** Looks how today stands; meant for every second. */
  turn(): void
  /** What the history up to (not including) `today` says. */
  learn(votes: readonly SignOfHistory[], fromDay: number, today: number): void
  report(today: number): HolidayReport
}

export const createHolidayKeeper = (store: Pick<WritableStore, 'meta' | 'setMeta'>, log: Log): HolidayKeeper => {
  const kept = readKept(store, log)
  let entries: readonly HolidayEntry[] = []
  let signs = kept.signs
  let signIds = new Set(signs.map(({ pointId }) => pointId))
  const learnt = new Map(kept.learnt.map((each) => [each.day, each]))
  let votes = createDayVotes(signs)
  let seemsDay = Number.NaN
  let answers = new Map<number, boolean>()
  let lastDay = Number.NaN
  let lastAnswer = false

  const forget = (): void => {
    answers = new Map()
    lastDay = Number.NaN
  }
  const decide = (day: number): boolean => {
    const entry = entryOfDay(entries, day)
    return entry === undefined ? learnt.has(day) || day === seemsDay : !entry.works
  }
  const isHoliday = (day: number): boolean => {
    if (day === lastDay) return lastAnswer
    let answer = answers.get(day)
    if (answer === undefined) answers.set(day, (answer = decide(day)))
    lastDay = day
    return (lastAnswer = answer)
  }
  const keep = (): void => {
    try {
      store.setMeta(KEPT_KEY, JSON.stringify({ signs, learnt: [...learnt.values()].sort((a, b) => a.day - b.day) } satisfies Kept))
    } catch (error) {
      log.warn('learnt holidays not kept', String(error))
    }
  }

  return {
    isHoliday,
    daysBetween: (fromDay, toDay) => Array.from({ length: Math.max(0, toDay - fromDay + 1) }, (_, i) => fromDay + i).filter(decide),
    known: (fromDay, toDay) => {
      const days = Array.from({ length: Math.max(0, toDay - fromDay + 1) }, (_, i) => fromDay + i)
      const entered = days.filter((day) => entryOfDay(entries, day)?.works === false)
      return { entered, learnt: days.filter((day) => entryOfDay(entries, day) === undefined && decide(day)), signs }
    },
    enter: (next) => {
      entries = next
      forget()
    },
    take: (pointId, timeMs, value, calendar) => {
      if (!signIds.has(pointId)) return
      const local = calendar.localMs(timeMs)
      if (weekdayLocal(local) > 4) return
      const day = Math.floor(local / DAY_MS)
      votes.take(pointId, timeMs, value, day, Math.floor((local - day * DAY_MS) / HOUR_MS))
    },
    turn: () => {
      if (signs.length === 0) return
      const { day, kind, points, resting } = votes.today()
      const seems = kind === 'working' ? Number.NaN : day
      const isKnown = learnt.has(day)
      if (kind === 'known' && !isKnown) {
        learnt.set(day, { day, points, resting })
        log.info('this day is taken as a holiday', { date: dateOfDay(day), points, resting })
      } else if (kind === 'working' && isKnown && points >= (learnt.get(day)?.points ?? 0)) learnt.delete(day)
      if (learnt.has(day) !== isKnown) keep()
      else if (Object.is(seems, seemsDay)) return
      seemsDay = seems
      forget()
    },
    learn: (found, fromDay, today) => {
      signs = found.map(({ sign }) => sign)
      signIds = new Set(signs.map(({ pointId }) => pointId))
      for (const day of learnt.keys()) if ((day >= fromDay && day < today) || day < today - KEPT_DAYS) learnt.delete(day)
      for (const holiday of learntHolidays(found)) if (holiday.day < today) learnt.set(holiday.day, holiday)
      const next = createDayVotes(signs)
      votes = next
      keep()
      forget()
    },
    report: (today) => {
      const entry = entryOfDay(entries, today)
      const known = learnt.get(today)
      const now = votes.today()
      const own = known ?? (now.day === today ? now : { points: 0, resting: 0 })
      const kind = entry !== undefined && !entry.works ? 'entered' : entry !== undefined ? 'working' : known !== undefined ? 'learnt' : seemsDay === today ? 'seems' : weekdayLocal(today * DAY_MS) > 4 ? 'weekend' : 'working'
      return {
        today: { date: dateOfDay(today), kind, name: entry?.name ?? '', points: own.points, resting: own.resting },
        learnt: [...learnt.values()].sort((a, b) => b.day - a.day).map(({ day, points, resting }) => ({ date: dateOfDay(day), points, resting, refused: entryOfDay(entries, day)?.works === true })),
        signs: signs.length,
      }
    },
  }
}

const readKept = (store: Pick<WritableStore, 'meta'>, log: Log): Kept => {
  const text = store.meta(KEPT_KEY)
  if (text === undefined) return { signs: [], learnt: [] }
  try {
    return JSON.parse(text) as Kept
  } catch (error) {
    log.warn('learnt holidays are unreadable', String(error))
    return { signs: [], learnt: [] }
  }
}
