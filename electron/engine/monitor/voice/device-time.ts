/** Device time as UTC: of clocks, of events, of the last restart. Pure. */
import type { DeviceClock } from '../../../../shared/domain/device-voice.ts'
import { clockUtcMs, type ClockReading } from '../../bacnet/device-clock.ts'
import { localMs, type TimeStamp } from '../../bacnet/time-stamp.ts'
import { utcOffsetMinutes } from '../local-time.ts'

const MINUTE_MS = 60_000

/** The clock as the contract tells it; null for one that shows no whole date and time. `timeZone`: the building's, IANA. */
export const clockOf = (reading: ClockReading, timeZone: string): DeviceClock | null => {
  const deviceMs = clockUtcMs(reading, utcOffsetMinutes(timeZone, reading.atMs))
  if (deviceMs === undefined) return null
  const readAtMs = Math.round(reading.atMs)
  return { deviceMs, readAtMs, driftMs: Math.round(deviceMs - reading.atMs), utcOffsetMinutes: reading.utcOffsetMinutes }
}

/** Minutes the device's local time is ahead of UTC, as its clock showed them just now. */
export const aheadMinutes = (reading: ClockReading, timeZone: string): number | undefined => {
  const deviceMs = clockUtcMs(reading, utcOffsetMinutes(timeZone, reading.atMs))
  const local = localMs(reading.date, reading.time)
  return deviceMs === undefined || local === undefined ? undefined : (local - deviceMs) / MINUTE_MS
}

/**
 * A time stamp as UTC, ms since the epoch; null for a time of day, a sequence number or an open date. `ahead`: of the device's clock now; undefined when unknown.
 * A device that keeps the building's time kept it at the stamp's time too, with or without daylight saving.
 */
export const stampMs = (stamp: TimeStamp | null | undefined, timeZone: string, ahead: number | undefined, nowMs: number): number | null => {
  const local = stamp?.kind === 'dateTime' ? localMs(stamp.date, stamp.time) : undefined
  if (local === undefined) return null
  if (ahead !== undefined && ahead !== utcOffsetMinutes(timeZone, nowMs)) return local - ahead * MINUTE_MS
  const guess = local - utcOffsetMinutes(timeZone, local) * MINUTE_MS
  return local - utcOffsetMinutes(timeZone, guess) * MINUTE_MS
}
