/** The calendar of work as its address says: which view, and around which day. What is not said, or not understood, is the month of today. */
import { isLocalDay } from '../../../shared/domain/local-day.ts'
import { calendarDoor } from '../../doors.ts'
import { CALENDAR_VIEWS, type CalendarView } from './calendar-days.ts'

export interface CalendarAddress {
  readonly view: CalendarView
  /** Local day that is shown with its week or month. */
  readonly day: string
}

/** @param today local day of the site */
export const parseCalendar = (search: string, today: string): CalendarAddress => {
  const query = new URLSearchParams(search)
  const day = query.get('day') ?? ''
  return { view: CALENDAR_VIEWS.find((view) => view === query.get('view')) ?? 'month', day: isLocalDay(day) ? day : today }
}

/** Today and the month are left out: tomorrow the same address shows tomorrow. */
export const calendarAddress = ({ view, day }: CalendarAddress, today: string): string =>
  calendarDoor({ view: view === 'month' ? undefined : view, day: day === today ? undefined : day })
