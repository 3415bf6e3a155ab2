/** Days of a list of holidays in words. Pure. */
import type { TFunction } from 'i18next'

const LEAP_YEAR = 2024

/** `12-25` is "25 December, every year", `2026-05-15` is "15 May 2026". */
export const dayWords = (on: string, t: TFunction): string => {
  const yearly = on.length === 5
  const [year, month, day] = (yearly ? `${LEAP_YEAR}-${on}` : on).split('-').map(Number)
  const options: Intl.DateTimeFormatOptions = yearly ? { day: 'numeric', month: 'long' } : { day: 'numeric', month: 'short', year: 'numeric' }
  const date = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(Date.UTC(year ?? 0, (month ?? 1) - 1, day))
  return yearly ? t('settings.calendars.everyYear', { date }) : date
}

/** The first `most` days, and how many more there are. */
export const daysWords = (days: readonly string[], most: number, t: TFunction): string => {
  const shown = days.slice(0, most).map((on) => dayWords(on, t))
  const more = days.length - shown.length
  return more > 0 ? t('settings.calendars.daysAndMore', { days: shown.join(', '), count: more }) : shown.join(', ')
}
