/** Times typed into fields as the site's wall clock shows them. Pure. */
import { localToUtcMs, utcToLocalMs } from '../charts/site-clock.ts'

/** `2026-11-23 14:05:00`: the wall clock of the site, without a zone of its own. */
export const toLocalInput = (timeZone: string, timeMs: number): string => new Date(utcToLocalMs(timeZone, timeMs)).toISOString().slice(0, 19).replace('T', ' ')

/** The inverse; NaN for what is no time. */
export const fromLocalInput = (timeZone: string, text: string): number => localToUtcMs(timeZone, Date.parse(`${text.replace(' ', 'T')}Z`))

export const LOCAL_INPUT_FORMAT = 'ddd D MMM YYYY HH:mm'
