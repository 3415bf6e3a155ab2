/** Holidays as they were known at each moment of a replay: those entered from midnight on, those learnt as late as live sees them on the day itself. */
import type { Series } from '../../../shared/domain/series.ts'
import { isTrusted } from '../../../shared/domain/quality.ts'
import { createCalendar } from '../analysis/calendar.ts'
import type { HolidaySign } from '../analysis/detect/holiday-signs.ts'
import { createDayVotes } from '../analysis/detect/holiday-votes.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Votes are looked at so often; live does each second. */
const LOOK_MS = 60_000

/** What the site knows of its holidays. Local days, whole days since the epoch. */
export interface KnownHolidays {
  readonly entered: readonly number[]
  readonly learnt: readonly number[]
  /** Points that tell a working day from a Sunday. */
  readonly signs: readonly HolidaySign[]
}

export const NO_HOLIDAYS: KnownHolidays = { entered: [], learnt: [], signs: [] }

export interface HolidayView {
  /** Whether a local day was taken for a holiday at a moment. */
  isHoliday(day: number, atMs: number): boolean
  /** What is learnt from up to a moment: days that are over, and this one where it was taken for one already. */
  knownAt(atMs: number): readonly number[]
}

/** Times at which a learnt day was taken for a holiday, and no longer: in turn, ascending. */
type Turns = readonly number[]

/** `read` gives the stored readings of a sign. A learnt day whose signs have none is one from midnight on. */
export const createHolidayView = ({ entered, learnt, signs }: KnownHolidays, timeZone: string, fromMs: number, toMs: number, read: (pointId: number, fromMs: number, toMs: number) => Series): HolidayView => {
  const calendar = createCalendar(timeZone)
  const [firstDay, lastDay] = [calendar.dayOf(fromMs), calendar.dayOf(toMs)]
  const whole = new Set(entered)
  const turns = new Map<number, Turns>()
  for (const day of learnt) {
    if (whole.has(day)) continue
    const found = day < firstDay || day > lastDay || signs.length === 0 ? null : turnsOf(day, signs, calendar, read)
    if (found === null) whole.add(day)
    else turns.set(day, found)
  }
  const isHoliday = (day: number, atMs: number): boolean => {
    if (whole.has(day)) return true
    const own = turns.get(day)
    return own !== undefined && own.filter((turnMs) => turnMs <= atMs).length % 2 === 1
  }
  return {
    isHoliday,
    knownAt: (atMs) => {
      const today = calendar.dayOf(atMs)
      return [...whole, ...turns.keys()].filter((day) => day < today || isHoliday(day, atMs)).sort((a, b) => a - b)
    },
  }
}

/** null without any reading. */
const turnsOf = (day: number, signs: readonly HolidaySign[], calendar: ReturnType<typeof createCalendar>, read: (pointId: number, fromMs: number, toMs: number) => Series): Turns | null => {
  const roughMs = day * DAY_MS
  const readings = signs.flatMap(({ pointId }) => {
    const { timesMs, values, qualities } = read(pointId, roughMs - DAY_MS, roughMs + 2 * DAY_MS)
    return Array.from(timesMs.keys()).filter((i) => calendar.dayOf(timesMs[i] as number) === day && isTrusted(qualities[i] as number)).map((i) => ({ pointId, timeMs: timesMs[i] as number, value: values[i] as number }))
  })
  if (readings.length === 0) return null
  readings.sort((a, b) => a.timeMs - b.timeMs)
  const votes = createDayVotes(signs)
  const turns: number[] = []
  let lookMs = readings[0]?.timeMs ?? 0
  for (const { pointId, timeMs, value } of readings) {
    for (; lookMs < timeMs; lookMs = Math.max(lookMs + LOOK_MS, timeMs)) {
      const is = votes.today().kind !== 'working'
      if (is !== (turns.length % 2 === 1)) turns.push(lookMs)
    }
    const local = calendar.localMs(timeMs)
    votes.take(pointId, timeMs, value, day, Math.floor((local - day * DAY_MS) / HOUR_MS))
  }
  return turns
}
