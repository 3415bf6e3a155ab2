/** The building's time zone: how far it is from UTC, and moments as texts in it, without words of any language. */
import { tzOffset } from '@date-fns/tz'

/** Minutes that a time zone is ahead of UTC at a time. */
export const utcOffsetMinutes = (timeZone: string, atMs: number): number => tzOffset(timeZone, new Date(atMs))

/** `2026-11-27 22:10`. */
export const formatLocalTime = (atMs: number, timeZone: string): string => new Date(atMs + utcOffsetMinutes(timeZone, atMs) * 60_000).toISOString().slice(0, 16).replace('T', ' ')

/** `2026-11-27T22:10:05+01:00`. */
export const formatOffsetTime = (atMs: number, timeZone: string): string => {
  const minutes = utcOffsetMinutes(timeZone, atMs)
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`
  return `${new Date(atMs + minutes * 60_000).toISOString().slice(0, 19)}${offset}`
}
