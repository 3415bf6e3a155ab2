/** When a task is due, in words. Pure. */
import type { TFunction } from 'i18next'
import type { RunHoursDue, TaskView } from '../../../shared/domain/task.ts'

/** `6 400`: whole, thousands apart. */
export const amountText = (amount: number): string => Math.round(amount).toLocaleString('en').replaceAll(',', ' ')

/** `24 Dec` of a local day, with the year when it is not this one. */
export const dayText = (day: string, today: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short', ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }) }).format(new Date(`${day}T00:00:00Z`))

/** `24 Dec 2026` of an instant, by the day: a forecast is no minute. */
export const dateText = (atMs: number, timeZone: string): string => new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'short', year: 'numeric' }).format(atMs)

export const plannedText = (t: TFunction, { plannedFor, plannedHour }: Pick<TaskView, 'plannedFor' | 'plannedHour'>, today: string): string => {
  if (plannedFor === null) return t('work.unplanned')
  return plannedHour === null ? dayText(plannedFor, today) : `${dayText(plannedFor, today)}, ${String(plannedHour).padStart(2, '0')}:00`
}

/** Hours run of those at which it is due, and the day at which they are likely reached with its 95 % interval. */
export const runHoursText = (t: TFunction, due: RunHoursDue, timeZone: string): string => {
  const hours = t('work.due.hours', { used: amountText(due.usedHours), of: amountText(due.ofHours) })
  if (due.usedHours >= due.ofHours) return `${hours} · ${t('work.due.now')}`
  if (due.likelyMs === null || due.earliestMs === null) return `${hours} · ${t('work.due.unknown', { count: due.days })}`
  const interval = due.latestMs === null ? t('work.due.from', { from: dateText(due.earliestMs, timeZone) }) : t('work.due.between', { from: dateText(due.earliestMs, timeZone), to: dateText(due.latestMs, timeZone) })
  return `${hours} · ${t('work.due.likely', { date: dateText(due.likelyMs, timeZone) })} (${interval})`
}
