/** Local time of a site: which hour and kind of day a moment belongs to. Offsets are cached, so that a reading costs nanoseconds. */

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Time zones change their offset on quarter hours only (IANA time zone database, all zones since 1972). */
const OFFSET_STEP_MS = 900_000
const CACHE_LIMIT = 50_000

const QUARTER_MS = HOUR_MS / 4
export const SLOTS_A_DAY = 96

/** Kinds of days: Monday to Friday, Saturday, Sunday. */
export const DAY_KINDS = 3
/** Contexts: 24 hours of a working day, then of a Saturday, then of a Sunday. */
export const CONTEXT_COUNT = DAY_KINDS * 24
export const SLOT_COUNT = DAY_KINDS * SLOTS_A_DAY
const SUNDAY_SLOT = 2 * SLOTS_A_DAY

export interface Calendar {
  readonly timeZone: string
  /** The moment as if local wall time were UTC, ms. Not continuous where clocks change. */
  localMs(timeMs: number): number
  /** Hour of day 0..23 of a working day, 24..47 of a Saturday, 48..71 of a Sunday or holiday. */
  contextOf(timeMs: number): number
  /** Quarter of an hour 0..95 of a working day, 96..191 of a Saturday, 192..287 of a Sunday or holiday. Four slots make a context. */
  slotOf(timeMs: number): number
  /** Whole local days since the epoch. */
  dayOf(timeMs: number): number
}

/**
 * `isHoliday` says of a local day whether it is like a Sunday; asked anew for each moment, so that it may learn.
 * @throws RangeError when `timeZone` is not a name of the IANA database.
 */
export const createCalendar = (timeZone: string, isHoliday?: (day: number) => boolean): Calendar => {
  const offsetOf = cachedOffset(timeZone)
  const localMs = (timeMs: number): number => timeMs + offsetOf(timeMs)
  const slotOf = (timeMs: number): number => {
    const local = localMs(timeMs)
    const slot = slotOfLocal(local)
    return isHoliday !== undefined && isHoliday(Math.floor(local / DAY_MS)) ? (slot % SLOTS_A_DAY) + SUNDAY_SLOT : slot
  }
  return {
    timeZone,
    localMs,
    contextOf: (timeMs) => slotOf(timeMs) >> 2,
    slotOf,
    dayOf: (timeMs) => Math.floor(localMs(timeMs) / DAY_MS),
  }
}

/** Day of week with Monday 0; the epoch was a Thursday. */
export const weekdayLocal = (localMs: number): number => (((Math.floor(localMs / DAY_MS) + 3) % 7) + 7) % 7

const slotOfLocal = (localMs: number): number => {
  const inDay = localMs - Math.floor(localMs / DAY_MS) * DAY_MS
  return Math.floor(inDay / QUARTER_MS) + Math.max(0, weekdayLocal(localMs) - 4) * SLOTS_A_DAY
}

/** A program looks at one zone, or a few in tests: what one calendar of a zone found out, all others of it know. */
const ZONES_LIMIT = 16
const offsets = new Map<string, (timeMs: number) => number>()

const cachedOffset = (timeZone: string): ((timeMs: number) => number) => {
  const cached = offsets.get(timeZone)
  if (cached !== undefined) return cached
  const made = offsetsOf(timeZone)
  if (offsets.size >= ZONES_LIMIT) offsets.clear()
  offsets.set(timeZone, made)
  return made
}

const offsetsOf = (timeZone: string): ((timeMs: number) => number) => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric', era: 'short',
  })
  const known = new Map<number, number>()
  const wholeDayOf = wholeDayOffset(format)
  let wholeDay = Number.NaN
  let wholeOffset = 0
  let lastStep = Number.NaN
  let lastOffset = 0
  return (timeMs) => {
    const day = Math.floor(timeMs / DAY_MS)
    if (day === wholeDay) return wholeOffset
    const whole = wholeDayOf(day)
    if (whole !== null) {
      wholeDay = day
      return (wholeOffset = whole)
    }
    const step = Math.floor(timeMs / OFFSET_STEP_MS)
    if (step === lastStep) return lastOffset
    lastStep = step
    const cached = known.get(step)
    if (cached !== undefined) return (lastOffset = cached)
    if (known.size >= CACHE_LIMIT) known.clear()
    lastOffset = offsetAt(format, step * OFFSET_STEP_MS)
    known.set(step, lastOffset)
    return lastOffset
  }
}

/** The offset of a UTC day that has the same one at both ends; null on days on which clocks change. No zone changes its clocks there and back within a day. */
const wholeDayOffset = (format: Intl.DateTimeFormat): ((day: number) => number | null) => {
  const starts = new Map<number, number>()
  const startOf = (day: number): number => {
    const cached = starts.get(day)
    if (cached !== undefined) return cached
    if (starts.size >= CACHE_LIMIT) starts.clear()
    const offset = offsetAt(format, day * DAY_MS)
    starts.set(day, offset)
    return offset
  }
  return (day) => (startOf(day) === startOf(day + 1) ? startOf(day) : null)
}

const offsetAt = (format: Intl.DateTimeFormat, timeMs: number): number => {
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(timeMs)) part[type] = Number(value)
  return Date.UTC(part['year'] ?? 1970, (part['month'] ?? 1) - 1, part['day'], part['hour'], part['minute'], part['second']) - Math.floor(timeMs / 1_000) * 1_000
}
