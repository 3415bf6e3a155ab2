/** Moments as texts in the building's time zone, without words of any language. */
import { utcOffsetMinutes } from './demo.ts'

/** `2026-11-27 22:10`. */
export const formatLocalTime = (atMs: number, timeZone: string): string => new Date(atMs + utcOffsetMinutes(timeZone, atMs) * 60_000).toISOString().slice(0, 16).replace('T', ' ')
