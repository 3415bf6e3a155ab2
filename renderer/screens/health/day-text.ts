/** Days and hours as the health screens write them, in the site's zone. Pure. */

const formats = new Map<string, Intl.DateTimeFormat>()

const format = (timeZone: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${timeZone} ${name}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', ...options })
  formats.set(key, known)
  return known
}

/** `Mon 23 Nov`. */
export const dayText = (atMs: number, timeZone: string): string => format(timeZone, 'day', { weekday: 'short', day: 'numeric', month: 'short' }).format(atMs).replace(',', '')

/** `23 Nov`. */
export const shortDay = (atMs: number, timeZone: string): string => format(timeZone, 'short', { day: 'numeric', month: 'short' }).format(atMs)

/** `Nov 26`: month and year. */
export const monthOf = (atMs: number, timeZone: string): string => format(timeZone, 'month', { month: 'short', year: '2-digit' }).format(atMs)

/** Day of the month. */
export const dayOfMonth = (atMs: number, timeZone: string): number => Number(format(timeZone, 'dayOfMonth', { day: 'numeric' }).format(atMs))

/** Hour of day 0..23. */
export const hourOf = (atMs: number, timeZone: string): number => Number(format(timeZone, 'hour', { hour: '2-digit' }).format(atMs))
