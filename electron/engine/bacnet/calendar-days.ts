/** Which days an entry of a calendar means (135, 12.9 and 21: BACnetCalendarEntry): strict, whatever octets a device sends. Pure. */
import type { BacnetDate } from './bacnet-value.ts'
import type { CalendarEntry } from './schedule.ts'

const DAY_MS = 86_400_000
const ODD_MONTHS = 13
const EVEN_MONTHS = 14
const LAST_DAY = 32
const ODD_DAYS = 33
const EVEN_DAYS = 34
/** A year has at most 366 days; nobody looks further than some years. */
const MOST_DAYS = 4_000

/** A local day since the epoch, in the parts that entries speak of. */
interface DayParts {
  readonly day: number
  readonly year: number
  /** 1..12. */
  readonly month: number
  /** 1..31. */
  readonly date: number
  /** 1 = Monday .. 7 = Sunday. */
  readonly weekday: number
  readonly daysInMonth: number
}

type Test = (parts: DayParts) => boolean

const partsOf = (day: number): DayParts => {
  const at = new Date(day * DAY_MS)
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()]
  return { day, year, month: month + 1, date: at.getUTCDate(), weekday: at.getUTCDay() || 7, daysInMonth: new Date(Date.UTC(year, month + 1, 0)).getUTCDate() }
}

const within = (value: number | null, low: number, high: number): boolean => value === null || (value >= low && value <= high)

const monthFits = (month: number | null, parts: DayParts): boolean =>
  month === null || (month === ODD_MONTHS ? parts.month % 2 === 1 : month === EVEN_MONTHS ? parts.month % 2 === 0 : parts.month === month)

const dateFits = (day: number | null, parts: DayParts): boolean =>
  day === null || (day === LAST_DAY ? parts.date === parts.daysInMonth : day === ODD_DAYS ? parts.date % 2 === 1 : day === EVEN_DAYS ? parts.date % 2 === 0 : parts.date === day)

/** A date with wildcards; undefined where an octet means nothing. */
const dateTest = ({ year, month, day, weekday }: BacnetDate): Test | undefined => {
  if (!within(month, 1, EVEN_MONTHS) || !within(day, 1, EVEN_DAYS) || !within(weekday, 1, 7)) return undefined
  return (parts) => (year === null || parts.year === year) && monthFits(month, parts) && dateFits(day, parts) && (weekday === null || parts.weekday === weekday)
}

/** `week` 1 to 5 count from the 1st, 6 is the last seven days of the month, 7 to 9 the three weeks before these. */
const weekTest = ({ month, week, weekday }: { readonly month: number | null; readonly week: number | null; readonly weekday: number | null }): Test | undefined => {
  if (!within(month, 1, EVEN_MONTHS) || !within(week, 1, 9) || !within(weekday, 1, 7)) return undefined
  const weekFits = ({ date, daysInMonth }: DayParts): boolean => week === null || (week <= 5 ? Math.ceil(date / 7) === week : Math.ceil((daysInMonth - date + 1) / 7) === week - 5)
  return (parts) => monthFits(month, parts) && weekFits(parts) && (weekday === null || parts.weekday === weekday)
}

const isOpen = ({ year, month, day }: BacnetDate): boolean => year === null && month === null && day === null
/** A month and a day that exist, in whatever year. */
const isDate = ({ month, day }: BacnetDate): boolean => month !== null && day !== null && month >= 1 && month <= 12 && day >= 1 && day <= 31

/** From one day to another, both included; an open end has no limit. Ends without a year return every year, also over New Year. */
const rangeTest = (from: BacnetDate, to: BacnetDate): Test | undefined => {
  const ends = [from, to].filter((end) => !isOpen(end))
  if (ends.length === 0 || !ends.every(isDate)) return undefined
  if (ends.some(({ year }) => year === null)) {
    if (ends.length < 2 || !ends.every(({ year }) => year === null)) return undefined
    const [first, last] = [from.month! * 100 + from.day!, to.month! * 100 + to.day!]
    return ({ month, date }) => {
      const at = month * 100 + date
      return first <= last ? at >= first && at <= last : at >= first || at <= last
    }
  }
  const dayOf = ({ year, month, day }: BacnetDate): number => Date.UTC(year!, month! - 1, day!) / DAY_MS
  const first = isOpen(from) ? -Infinity : dayOf(from)
  const last = isOpen(to) ? Infinity : dayOf(to)
  return ({ day }) => day >= first && day <= last
}

const testOf = (entry: CalendarEntry): Test | undefined => {
  switch (entry.kind) {
    case 'date':
      return dateTest(entry.date)
    case 'range':
      return rangeTest(entry.from, entry.to)
    case 'weekNDay':
      return weekTest(entry)
  }
}

/** The days of a stretch, taken apart once for any number of entries. */
export type DayList = readonly DayParts[]

/** Local days since the epoch, both included; at most some 10 years. */
export const dayList = (fromDay: number, toDay: number): DayList => Array.from({ length: Math.max(0, Math.min(MOST_DAYS, toDay - fromDay + 1)) }, (_, at) => partsOf(fromDay + at))

/** The days that an entry means, ascending; undefined where it means nothing (a month 15, a range between wildcards). */
export const daysOfEntry = (entry: CalendarEntry, days: DayList): readonly number[] | undefined => {
  const fits = testOf(entry)
  return fits && days.filter(fits).map(({ day }) => day)
}

/** `12-25` of an entry that is one day of every year; undefined of others. */
export const yearlyDay = (entry: CalendarEntry): string | undefined => {
  if (entry.kind !== 'date' || entry.date.year !== null || entry.date.weekday !== null || !isDate(entry.date)) return undefined
  const two = (value: number | null): string => `${value}`.padStart(2, '0')
  return `${two(entry.date.month)}-${two(entry.date.day)}`
}
