/** The building's time zone: how far it is from UTC, and moments as texts in it, without words of any language. */
import { tzOffset } from '@date-fns/tz'

/** Minutes that a time zone is ahead of UTC at a time. */
export const utcOffsetMinutes = (timeZone: string, atMs: number): number => tzOffset(timeZone, new Date(atMs))

/** `2026-11-27 22:10`. */
export const formatLocalTime = (atMs: number, timeZone: string): string => new Date(atMs + utcOffsetMinutes(timeZone, atMs) * 60_000).toISOString().slice(0, 16).replace('T', ' ')
