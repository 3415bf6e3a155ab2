/** A day of a point in a few numbers: levels of eight blocks of three hours, roughness, standstill and zeros. Slow faults are judged from days, never from single readings. */
import type { Calendar } from '../calendar.ts'

const HOUR_MS = 3_600_000

export const BLOCKS_A_DAY = 8
const BLOCK_HOURS = 3
/** A block needs two of its three hours, a day this many hours, to be judged. */
const LEAST_BLOCK_HOURS = 2
export const LEAST_DAY_HOURS = 12
/** An hour without a reading has the value of the last one if that is not older: devices report changes only. */
const HOLD_HOURS = 3

export interface DaySummary {
  /** Local days since the epoch. */
  readonly day: number
  /** Means of three hours each from local midnight on, in the point's unit; NaN where fewer than two of them were observed. */
  readonly blocks: readonly number[]
  /** Hours observed, 0..24. */
  readonly hours: number
  /** Median absolute second difference of the hourly means, in the point's unit; NaN below the least hours of a day. */
  readonly roughness: number
  /** Share of hours whose mean is exactly that of the hour before, 0..1. */
  readonly still: number
  /** Share of hours that are exactly 0, 0..1. */
  readonly zeros: number
}

/**
 * Local days of a series of readings in ascending order of time. Values that are not finite are left out.
 * @param leastHours of a day, to be one
 */
export const summariseDays = (timesMs: Float64Array, values: Float64Array, calendar: Pick<Calendar, 'localMs'>, leastHours = LEAST_DAY_HOURS): DaySummary[] => {
  const hours = hourlyMeans(timesMs, values, calendar)
  if (hours.means.length === 0) return []
  const days: DaySummary[] = []
  const firstDay = Math.floor(hours.firstHour / 24)
  const lastDay = Math.floor((hours.firstHour + hours.means.length - 1) / 24)
  for (let day = firstDay; day <= lastDay; day++) {
    const summary = summariseDay(day, hours, leastHours)
    if (summary !== null) days.push(summary)
  }
  return days
}

interface Hours {
  /** Local hours since the epoch of the first mean. */
  readonly firstHour: number
  /** NaN where nothing was observed. */
  readonly means: Float64Array
}

interface HourSum {
  sum: number
  count: number
  last: number
}

/** Means of each local hour; an hour with no reading holds the last value for up to three hours. */
const hourlyMeans = (timesMs: Float64Array, values: Float64Array, calendar: Pick<Calendar, 'localMs'>): Hours => {
  const sums = new Map<number, HourSum>()
  let firstHour = Infinity
  let lastHour = -Infinity
  // Readings of one hour follow each other, but where clocks are put back.
  let at = Number.NaN
  let own: HourSum = { sum: 0, count: 0, last: Number.NaN }
  for (let i = 0; i < timesMs.length; i++) {
    const value = values[i] as number
    if (!Number.isFinite(value)) continue
    const hour = Math.floor(calendar.localMs(timesMs[i] as number) / HOUR_MS)
    if (hour !== at) {
      at = hour
      own = sums.get(hour) ?? { sum: 0, count: 0, last: Number.NaN }
      sums.set(hour, own)
      firstHour = Math.min(firstHour, hour)
      lastHour = Math.max(lastHour, hour)
    }
    own.sum += value
    own.count += 1
    own.last = value
  }
  if (sums.size === 0) return { firstHour: 0, means: new Float64Array(0) }
  const means = new Float64Array(lastHour - firstHour + 1).fill(Number.NaN)
  let held = Number.NaN
  let heldSince = -Infinity
  for (let i = 0; i < means.length; i++) {
    const known = sums.get(firstHour + i)
    if (known !== undefined) {
      means[i] = known.sum / known.count
      held = known.last
      heldSince = i
    } else if (i - heldSince <= HOLD_HOURS) means[i] = held
  }
  return { firstHour, means }
}

const summariseDay = (day: number, { firstHour, means }: Hours, leastHours: number): DaySummary | null => {
  const at = (hour: number): number => means[day * 24 + hour - firstHour] ?? Number.NaN
  const observed: number[] = []
  let still = 0
  let pairs = 0
  let zeros = 0
  for (let hour = 0; hour < 24; hour++) {
    const value = at(hour)
    if (Number.isNaN(value)) continue
    observed.push(value)
    if (value === 0) zeros += 1
    const before = at(hour - 1)
    if (Number.isNaN(before)) continue
    pairs += 1
    if (value === before) still += 1
  }
  if (observed.length < leastHours) return null
  return {
    day, blocks: Array.from({ length: BLOCKS_A_DAY }, (_, block) => blockMean(block, at)), hours: observed.length, roughness: roughnessOf(at, leastHours - 2),
    still: pairs === 0 ? 0 : still / pairs, zeros: zeros / observed.length,
  }
}

const blockMean = (block: number, at: (hour: number) => number): number => {
  let sum = 0
  let count = 0
  for (let hour = block * BLOCK_HOURS; hour < (block + 1) * BLOCK_HOURS; hour++) {
    const value = at(hour)
    if (Number.isNaN(value)) continue
    sum += value
    count += 1
  }
  return count >= LEAST_BLOCK_HOURS ? sum / count : Number.NaN
}

/** Second differences remove level and trend: what is left is how jagged the day was. */
const roughnessOf = (at: (hour: number) => number, least: number): number => {
  const bends: number[] = []
  for (let hour = 1; hour < 23; hour++) {
    const bend = at(hour - 1) - 2 * at(hour) + at(hour + 1)
    if (!Number.isNaN(bend)) bends.push(Math.abs(bend))
  }
  if (bends.length < least) return Number.NaN
  bends.sort((a, b) => a - b)
  return (bends[bends.length >> 1] as number)
}

/** Monday to Friday, by the day count. */
export const isWorkingDay = (day: number): boolean => (((day + 3) % 7) + 7) % 7 < 5

/** Day of year 0..365.24, by the mean year: enough for seasons. */
export const dayOfYear = (day: number): number => ((day % 365.2425) + 365.2425) % 365.2425


/** Mean of the blocks of a day, in the point's unit; NaN where none was observed. */
export const dayMean = (summary: DaySummary | undefined): number => {
  let sum = 0
  let count = 0
  for (const block of summary?.blocks ?? []) {
    if (!Number.isFinite(block)) continue
    sum += block
    count += 1
  }
  return count === 0 ? Number.NaN : sum / count
}
