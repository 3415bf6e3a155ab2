/** Which days a view of the calendar shows, in rows of seven from Monday on; and what stands on each. Pure. */
import { addDays, monthStart, weekdayOf } from '../../../shared/domain/local-day.ts'
import type { TaskView } from '../../../shared/domain/task.ts'

export const CALENDAR_VIEWS = ['month', 'week', 'agenda'] as const
export type CalendarView = (typeof CALENDAR_VIEWS)[number]

const WEEK = 7

const mondayOf = (day: string): string => addDays(day, -weekdayOf(day))

const run = (first: string, count: number): string[] => Array.from({ length: count }, (_, i) => addDays(first, i))

/** All days of the weeks that the month touches. */
export const monthDays = (day: string): string[] => {
  const first = mondayOf(monthStart(day))
  const last = addDays(monthStart(day, 1), -1)
  let count = WEEK
  while (addDays(first, count) <= last) count += WEEK
  return run(first, count)
}

export const weekDays = (day: string): string[] => run(mondayOf(day), WEEK)

/** The day that the view one step on shows. */
export const stepOn = (day: string, view: CalendarView, steps: number): string => (view === 'week' ? addDays(day, steps * WEEK) : monthStart(day, steps))

/** Open tasks by their day, by hour; the all-day ones first. */
export const tasksByDay = (tasks: readonly TaskView[]): ReadonlyMap<string, readonly TaskView[]> => {
  const days = new Map<string, TaskView[]>()
  for (const task of tasks) {
    if (task.state !== 'open' || task.plannedFor === null) continue
    const list = days.get(task.plannedFor)
    if (list === undefined) days.set(task.plannedFor, [task])
    else list.push(task)
  }
  for (const list of days.values()) list.sort((a, b) => (a.plannedHour ?? -1) - (b.plannedHour ?? -1) || a.id - b.id)
  return days
}
