/** Local days as text, `2026-12-24`, and arithmetic on them. A local day has no time zone: the site's is meant. */

const DAY_MS = 86_400_000
const PATTERN = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

const fromDate = (date: Date): string => date.toISOString().slice(0, 10)
const toDate = (day: string): Date => new Date(`${day}T00:00:00Z`)

export const isLocalDay = (text: string): boolean => PATTERN.test(text) && !Number.isNaN(toDate(text).getTime()) && fromDate(toDate(text)) === text

/** The day `days` later; earlier where negative. */
export const addDays = (day: string, days: number): string => fromDate(new Date(toDate(day).getTime() + days * DAY_MS))

/** Whole days from one day to another. */
export const daysBetween = (from: string, to: string): number => Math.round((toDate(to).getTime() - toDate(from).getTime()) / DAY_MS)

/** 0 = Monday ... 6 = Sunday. */
export const weekdayOf = (day: string): number => (toDate(day).getUTCDay() + 6) % 7

/** First day of the month that is `months` after the month of `day`. */
export const monthStart = (day: string, months = 0): string => {
  const date = toDate(day)
  return fromDate(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)))
}

/** The local day of an instant in a time zone (IANA). */
export const localDayOf = (timeMs: number, timeZone: string): string => new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(timeMs)
