/** Takes the usual course of day and week off a series, so that what is left moves by itself and not by the clock or the sun. */
import { SLOT_COUNT, SLOTS_A_DAY, type Calendar } from '../calendar.ts'

/** A common grid in time: entry i stands for [startMs + i * stepMs, startMs + (i + 1) * stepMs). */
export interface TimeGrid {
  readonly startMs: number
  readonly stepMs: number
  readonly length: number
}

/** A usual value needs so many days; a quarter of an hour with fewer days of its kind borrows from the same quarter of all days. */
export const LEAST_SEASON_DAYS = 3

/** What the mean of equal values is off by, as a share of them. */
const ROUNDING = 1e-12

/** Where each step of a grid stands in day and week. */
export interface SeasonSlots {
  /** Quarter of an hour by kind of day, 0..287 (`calendar.ts`). */
  readonly slots: Uint16Array
  /** Local day of each step. */
  readonly days: Int32Array
}

export const seasonSlots = ({ startMs, stepMs, length }: TimeGrid, calendar: Calendar): SeasonSlots => {
  const slots = new Uint16Array(length)
  const days = new Int32Array(length)
  for (let i = 0; i < length; i++) {
    const timeMs = startMs + i * stepMs
    slots[i] = calendar.slotOf(timeMs)
    days[i] = calendar.dayOf(timeMs)
  }
  return { slots, days }
}

/**
 * Values less the mean of their quarter of an hour on the same kind of day (working day, Saturday, Sunday or holiday), in the values' unit.
 * NaN stays NaN; a step whose quarter was seen on fewer than three days of any kind becomes NaN, because nothing says what is usual then.
 */
export const withoutSeason = (values: Float64Array, { slots, days }: SeasonSlots): Float64Array => {
  const byKind = createMeans(SLOT_COUNT)
  const byDay = createMeans(SLOTS_A_DAY)
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (Number.isNaN(value)) continue
    byKind.add(slots[i] as number, value, days[i] as number)
    byDay.add((slots[i] as number) % SLOTS_A_DAY, value, days[i] as number)
  }
  return values.map((value, i) => {
    const slot = slots[i] as number
    const ofKind = byKind.mean(slot)
    const rest = value - (Number.isNaN(ofKind) ? byDay.mean(slot % SLOTS_A_DAY) : ofKind)
    return Math.abs(rest) <= ROUNDING * Math.abs(value) ? 0 : rest
  })
}

interface Means {
  add(at: number, value: number, day: number): void
  /** NaN with too few days. */
  mean(at: number): number
}

const createMeans = (size: number): Means => {
  const sums = new Float64Array(size)
  const counts = new Uint32Array(size)
  const dayCounts = new Uint32Array(size)
  const lastDays = new Int32Array(size).fill(-2_147_483_648)
  return {
    add: (at, value, day) => {
      sums[at] = (sums[at] as number) + value
      counts[at] = (counts[at] as number) + 1
      if (lastDays[at] === day) return
      lastDays[at] = day
      dayCounts[at] = (dayCounts[at] as number) + 1
    },
    mean: (at) => ((dayCounts[at] as number) < LEAST_SEASON_DAYS ? Number.NaN : (sums[at] as number) / (counts[at] as number)),
  }
}
