/** What one calendar or schedule told of its days, made of its answers and kept as JSON. Pure. */
import type { Message } from '../../../../shared/message.ts'
import { message } from '../../../../shared/message.ts'
import { decodeDateList, decodeExceptions, decodeWeek, type CalendarEntry, type SpecialEvent } from '../../bacnet/schedule.ts'
import type { PropertyResult } from '../../bacnet/property-reader.ts'
import { wholeDayOf, type WholeDay } from '../../bacnet/whole-days.ts'

export const CALENDAR_TYPE = 6
export const SCHEDULE_TYPE = 17

/** A calendar of a building holds dozens; more than this is no list of holidays. */
const MOST_ENTRIES = 1_000

export type Told =
  | { readonly kind: 'calendar'; readonly entries: readonly CalendarEntry[] }
  /** The exceptions that stand for whole days; others are left out. */
  | { readonly kind: 'schedule'; readonly days: readonly { readonly period: SpecialEvent['period']; readonly does: WholeDay }[] }
  | { readonly kind: 'unread'; readonly problem: Message }

const unread = (problem: Message): Told => ({ kind: 'unread', problem })
const refused = (result: PropertyResult & { ok: false }): Told => unread(message('holidays.refused', { reason: result.text }))

/** Of a calendar's date list. */
export const toldByCalendar = (dateList: PropertyResult): Told => {
  if (!dateList.ok) return refused(dateList)
  const entries = decodeDateList(dateList.values)
  if (entries === undefined) return unread(message('holidays.malformed'))
  return entries.length > MOST_ENTRIES ? unread(message('holidays.tooLong', { entries: entries.length, most: MOST_ENTRIES })) : { kind: 'calendar', entries }
}

/** Of a schedule's exceptions, understood by its week. A schedule without exceptions tells nothing. */
export const toldBySchedule = (exceptions: PropertyResult, week: PropertyResult): Told => {
  if (!exceptions.ok) return exceptions.kind === 'error' ? { kind: 'schedule', days: [] } : refused(exceptions)
  const events = decodeExceptions(exceptions.values)
  if (events === undefined) return unread(message('holidays.malformed'))
  if (events.length > MOST_ENTRIES) return unread(message('holidays.tooLong', { entries: events.length, most: MOST_ENTRIES }))
  const days = (week.ok ? decodeWeek(week.values) : undefined) ?? []
  return {
    kind: 'schedule',
    days: events.flatMap((event) => {
      const does = wholeDayOf(event, days)
      return does === undefined ? [] : [{ period: event.period, does }]
    }),
  }
}
