/** Times as text: relative near, absolute far, in the site's time zone. Pure; the words come from `t`. */
import type { TFunction } from 'i18next'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const formats = new Map<string, Intl.DateTimeFormat>()

const formatOf = (timeZone: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${timeZone} ${name}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', ...options })
  formats.set(key, made)
  return made
}

/** `14:05`. */
export const clockTime = (atMs: number, timeZone: string): string => formatOf(timeZone, 'clock', { hour: '2-digit', minute: '2-digit' }).format(atMs)

/** `14:05:09`. */
export const clockTimeSeconds = (atMs: number, timeZone: string): string =>
  formatOf(timeZone, 'seconds', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(atMs)

/** `14:05` today, else `22 Nov 14:05`; with the year when it is not this one. */
export const dayTime = (atMs: number, timeZone: string, nowMs: number): string => {
  const day = formatOf(timeZone, 'date', { day: 'numeric', month: 'numeric', year: 'numeric' })
  if (day.format(atMs) === day.format(nowMs)) return clockTime(atMs, timeZone)
  const year = formatOf(timeZone, 'year', { year: 'numeric' })
  const sameYear = year.format(atMs) === year.format(nowMs)
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }
  return formatOf(timeZone, sameYear ? 'day' : 'dayYear', sameYear ? options : { ...options, year: 'numeric' }).format(atMs).replace(',', '')
}

/** `Mon 23 November 2026, 14:05:09 CET`: everything, for hover. */
export const fullTime = (atMs: number, timeZone: string): string =>
  formatOf(timeZone, 'full', {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(atMs)

/** A length of time in its two largest units: `45 s`, `12 min`, `3 h 20 min`, `2 d 5 h`. `lengthMs` >= 0. */
export const duration = (t: TFunction, lengthMs: number): string => {
  const length = Math.max(0, lengthMs)
  if (length < MINUTE) return t('time.seconds', { n: Math.floor(length / SECOND) })
  if (length < HOUR) return t('time.minutes', { n: Math.floor(length / MINUTE) })
  if (length < DAY) return pair(t, 'time.hours', Math.floor(length / HOUR), 'time.minutes', Math.floor((length % HOUR) / MINUTE))
  return pair(t, 'time.days', Math.floor(length / DAY), 'time.hours', Math.floor((length % DAY) / HOUR))
}

const pair = (t: TFunction, largeKey: string, large: number, smallKey: string, small: number): string =>
  small === 0 ? t(largeKey, { n: large }) : `${t(largeKey, { n: large })} ${t(smallKey, { n: small })}`

/** `just now`, `12 min ago`, `3 h 20 min ago`, then `23 Nov 14:05` from one day on. */
export const relativeTime = (t: TFunction, atMs: number, nowMs: number, timeZone: string): string => {
  const age = nowMs - atMs
  if (age >= DAY || age < -MINUTE) return dayTime(atMs, timeZone, nowMs)
  if (age < 5 * SECOND) return t('time.justNow')
  return t('time.ago', { length: duration(t, age) })
}
