/** Schedules and calendars (135, 12.24 and 12.9) from decoded values: strict, so that a cut-off list is told as such and never half believed. Pure. */
import type { BacnetDate, BacnetTime, BacnetValue } from './bacnet-value.ts'
import { bacnetDate } from './bacnet-value.ts'
import { PLAIN_WORDS, dateText, timeText, valueText, WEEKDAYS, type ValueWords } from './value-text.ts'
import { numberIn } from './bacnet-value.ts'
import { objectIdOf } from './values.ts'
import { objectLabel } from '../../../shared/domain/object-type.ts'
import { propertyName } from './property-names.ts'

export interface TimeValue {
  readonly time: BacnetTime
  readonly value: BacnetValue
}

export type CalendarEntry =
  | { readonly kind: 'date'; readonly date: BacnetDate }
  | { readonly kind: 'range'; readonly from: BacnetDate; readonly to: BacnetDate }
  /** null = any. `week` 1 to 5 count from the 1st, 6 is the last seven days, 7 to 9 the weeks before. */
  | { readonly kind: 'weekNDay'; readonly month: number | null; readonly week: number | null; readonly weekday: number | null }

export interface SpecialEvent {
  readonly period: CalendarEntry | { readonly kind: 'calendar'; readonly type: number; readonly instance: number }
  readonly times: readonly TimeValue[]
  readonly priority: number
}

const DAYS = 7
/** More than any schedule holds; a device that sends more is broken or hostile. */
const MOST_ENTRIES = 10_000
const ANY = 255

const inner = (value: BacnetValue | undefined, tag: number): readonly BacnetValue[] | undefined => (value?.kind === 'construct' && value.tag === tag ? value.values : undefined)

/** Pairs of time and value; undefined where something else stands among them. */
const timeValues = (values: readonly BacnetValue[]): readonly TimeValue[] | undefined => {
  if (values.length % 2 !== 0 || values.length > MOST_ENTRIES) return undefined
  const pairs: TimeValue[] = []
  for (let at = 0; at < values.length; at += 2) {
    const [time, value] = [values[at]!, values[at + 1]!]
    if (time.kind !== 'time' || value.kind === 'context' || value.kind === 'construct') return undefined
    pairs.push({ time, value })
  }
  return pairs
}

/** Weekly schedule: seven days, Monday first. */
export const decodeWeek = (values: readonly BacnetValue[]): readonly (readonly TimeValue[])[] | undefined => {
  if (values.length !== DAYS) return undefined
  const days = values.map((day) => {
    const times = inner(day, 0)
    return times && timeValues(times)
  })
  return days.every((day) => day !== undefined) ? days : undefined
}

const rangeOf = (values: readonly BacnetValue[]): { readonly from: BacnetDate; readonly to: BacnetDate } | undefined => {
  const [from, to] = values
  return values.length === 2 && from?.kind === 'date' && to?.kind === 'date' ? { from, to } : undefined
}

const orAny = (octet: number): number | null => (octet === ANY ? null : octet)

/** BACnetCalendarEntry: date [0], date range [1], week and day [2]. */
const decodeEntry = (value: BacnetValue): CalendarEntry | undefined => {
  const range = inner(value, 1)
  if (range !== undefined) {
    const dates = rangeOf(range)
    return dates && { kind: 'range', ...dates }
  }
  if (value.kind !== 'context') return undefined
  const { tag, bytes } = value
  if (tag === 0 && bytes.length === 4) return { kind: 'date', date: bacnetDate(bytes, 0) }
  return tag === 2 && bytes.length === 3 ? { kind: 'weekNDay', month: orAny(bytes[0]!), week: orAny(bytes[1]!), weekday: orAny(bytes[2]!) } : undefined
}

/** A calendar's date list. */
export const decodeDateList = (values: readonly BacnetValue[]): readonly CalendarEntry[] | undefined => {
  if (values.length > MOST_ENTRIES) return undefined
  const entries = values.map(decodeEntry)
  return entries.every((entry) => entry !== undefined) ? entries : undefined
}

const unsignedIn = (value: BacnetValue | undefined, tag: number): number | undefined =>
  value?.kind === 'context' && value.tag === tag && value.bytes.length >= 1 && value.bytes.length <= 4 ? value.bytes.readUIntBE(0, value.bytes.length) : undefined

const decodePeriod = (value: BacnetValue | undefined): SpecialEvent['period'] | undefined => {
  const entry = inner(value, 0)
  if (entry !== undefined) return entry.length === 1 ? decodeEntry(entry[0]!) : undefined
  const reference = unsignedIn(value, 1)
  return reference === undefined || value?.kind !== 'context' || value.bytes.length !== 4 ? undefined : { kind: 'calendar', ...objectIdOf(reference) }
}

/** Exception schedule: BACnetSpecialEvents, each a period ([0] calendar entry or [1] reference), a list of time values [2], a priority [3]. */
export const decodeExceptions = (values: readonly BacnetValue[]): readonly SpecialEvent[] | undefined => {
  if (values.length % 3 !== 0 || values.length > 3 * MOST_ENTRIES) return undefined
  const events: SpecialEvent[] = []
  for (let at = 0; at < values.length; at += 3) {
    const period = decodePeriod(values[at])
    const list = inner(values[at + 1], 2)
    const times = list && timeValues(list)
    const priority = unsignedIn(values[at + 2], 3)
    if (period === undefined || times === undefined || priority === undefined || priority < 1 || priority > 16) return undefined
    events.push({ period, times, priority })
  }
  return events
}

/** Effective period: two dates. */
export const decodePeriodDates = (values: readonly BacnetValue[]): { readonly from: BacnetDate; readonly to: BacnetDate } | undefined => rangeOf(values)

/** BACnetDeviceObjectPropertyReferences, one after the other: object [0], property [1], array index [2], device [3]. */
export const decodeReferences = (values: readonly BacnetValue[]): readonly string[] | undefined => {
  if (values.length > MOST_ENTRIES) return undefined
  const texts: string[] = []
  for (const value of values) {
    if (value.kind !== 'context') return undefined
    const number = unsignedIn(value, value.tag)
    if (number === undefined) return undefined
    if (value.tag === 0) texts.push(objectLabel(objectIdOf(number).type, objectIdOf(number).instance))
    else if (texts.length === 0) return undefined
    else if (value.tag === 1) texts[texts.length - 1] += ` ${propertyName(number)}`
    else if (value.tag === 2) texts[texts.length - 1] += `[${number}]`
    else if (value.tag === 3) texts[texts.length - 1] += ` @ ${objectLabel(objectIdOf(number).type, objectIdOf(number).instance)}`
    else return undefined
  }
  return texts
}

const WEEKS = ['1-7', '8-14', '15-21', '22-28', '29-31', 'last 7', 'last 14-8', 'last 21-15', 'last 28-22']

/** `2026-12-24`, `2026-12-24 .. 2027-01-06`, `*-12 days 1-7 Mon`, `CAL 1`. */
export const periodText = (period: SpecialEvent['period']): string => {
  switch (period.kind) {
    case 'date':
      return dateText(period.date)
    case 'range':
      return `${dateText(period.from)} .. ${dateText(period.to)}`
    case 'calendar':
      return objectLabel(period.type, period.instance)
    case 'weekNDay': {
      const { month, week, weekday } = period
      const days = week === null ? '' : ` days ${WEEKS[week - 1] ?? week}`
      const monthText = month === 13 ? 'odd' : month === 14 ? 'even' : month === null ? '*' : `${month}`.padStart(2, '0')
      return `*-${monthText}${days}${weekday === null ? '' : ` ${WEEKDAYS[weekday - 1] ?? weekday}`}`
    }
  }
}

/** `06:00 On, 18:00 Off`. */
export const timesText = (times: readonly TimeValue[], words: ValueWords = PLAIN_WORDS): string => times.map(({ time, value }) => `${timeText(time)} ${valueText(value, words)}`).join(', ')

/** Minutes after midnight; an open hour or minute counts as 0. */
export const minuteOf = ({ hour, minute }: BacnetTime): number => (hour ?? 0) * 60 + (minute ?? 0)

export const scheduledNumber = (value: BacnetValue): number | null => (value.kind === 'null' ? null : (numberIn(value) ?? null))
