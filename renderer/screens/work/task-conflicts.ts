/** What speaks against the day that work is planned for: people in the building, more than a day's work, a day that has passed. Pure. */
import { entryOfDay, type HolidayEntry } from '../../../shared/domain/holidays.ts'
import { daysBetween, weekdayOf } from '../../../shared/domain/local-day.ts'
import type { Task } from '../../../shared/domain/task.ts'

export type TaskConflict = 'occupied' | 'full' | 'overdue'

/** Ordinary hours of use; work that disturbs is better done before or after. */
const BUSY_FROM_HOUR = 7
const BUSY_TO_HOUR = 18
/** Planned work of one day, h, that one person can do. */
const DAY_HOURS = 8
const SATURDAY = 5
const EPOCH = '1970-01-01'

/** A day on which the building is used: Monday to Friday, unless entered as a holiday; days entered as working days. */
export const isWorkingDay = (day: string, holidays: readonly HolidayEntry[]): boolean => {
  const entry = entryOfDay(holidays, daysBetween(EPOCH, day))
  return entry === undefined ? weekdayOf(day) < SATURDAY : entry.works
}

const isBusy = ({ plannedHour, durationHours }: Task): boolean => plannedHour === null || (plannedHour < BUSY_TO_HOUR && plannedHour + durationHours > BUSY_FROM_HOUR)

/** Conflicts of an open task on its day. @param hoursOfDay planned work of each day, see `hoursByDay` */
export const conflictsOf = (task: Task, today: string, holidays: readonly HolidayEntry[], hoursOfDay: ReadonlyMap<string, number>): readonly TaskConflict[] => {
  const day = task.plannedFor
  if (day === null || task.state !== 'open') return []
  const found: TaskConflict[] = []
  if (daysBetween(today, day) < 0) found.push('overdue')
  if (task.disturbs && isWorkingDay(day, holidays) && isBusy(task)) found.push('occupied')
  if ((hoursOfDay.get(day) ?? 0) > DAY_HOURS) found.push('full')
  return found
}

/** Planned hours of each day. */
export const hoursByDay = (tasks: readonly Task[]): ReadonlyMap<string, number> => {
  const hours = new Map<string, number>()
  for (const { state, plannedFor, durationHours } of tasks) if (state === 'open' && plannedFor !== null) hours.set(plannedFor, (hours.get(plannedFor) ?? 0) + durationHours)
  return hours
}
