/** Minutes of a day as a clock shows them. Pure. */

/** `06:00` for 360; 1440 is `24:00`. */
export const clockOf = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** The inverse; null for what is no time of a day. */
export const minuteOf = (clock: string): number | null => {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(clock) ?? []
  const minute = Number(hours) * 60 + Number(minutes)
  return Number.isInteger(minute) && Number(minutes) < 60 && minute <= 1_440 ? minute : null
}
