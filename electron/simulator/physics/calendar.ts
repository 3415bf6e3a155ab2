/** Local day, hour and holidays of a site with a fixed offset from UTC. */

const DAY_MS = 86_400_000

const FIXED_HOLIDAYS = new Set(['1-1', '5-1', '12-24', '12-25', '12-26', '12-31'])

/** Fixed feasts, the last Monday of May, the first Monday of September, the fourth Thursday of November. */
const isHolidayDate = (at: Date): boolean => {
  const month = at.getUTCMonth() + 1
  const day = at.getUTCDate()
  const weekday = at.getUTCDay()
  if (FIXED_HOLIDAYS.has(`${month}-${day}`)) return true
  if (month === 5 && weekday === 1 && day > 24) return true
  if (month === 9 && weekday === 1 && day <= 7) return true
  return month === 11 && weekday === 4 && day > 21 && day <= 28
}

export class Calendar {
  /** Days since 1970-01-01, local. */
  dayIndex = Number.NaN
  /** 0 .. 24, local, with its fraction. */
  hour = 0
  /** 0 = Sunday. */
  weekday = 0
  /** 0 .. 366 with its fraction. */
  dayOfYear = 0
  holiday = false
  private readonly offsetMs: number
  private wholeDayOfYear = 0

  constructor(utcOffsetMinutes: number) {
    this.offsetMs = utcOffsetMinutes * 60_000
  }

  /** Sets all fields for a moment, ms since the epoch, UTC. */
  update(timeMs: number): void {
    const localMs = timeMs + this.offsetMs
    const day = Math.floor(localMs / DAY_MS)
    if (day !== this.dayIndex) this.newDay(day)
    this.hour = (localMs - day * DAY_MS) / 3_600_000
    this.dayOfYear = this.wholeDayOfYear + this.hour / 24
  }

  private newDay(day: number): void {
    const at = new Date(day * DAY_MS)
    this.dayIndex = day
    this.weekday = at.getUTCDay()
    this.wholeDayOfYear = day - Date.UTC(at.getUTCFullYear(), 0, 1) / DAY_MS
    this.holiday = isHolidayDate(at)
  }
}
