/** What a meter usually does: how much an hour may be, and how its days run. From its own readings or its own hours. */
import { CONTEXT_COUNT, type Calendar } from '../../calendar.ts'

const HOUR_MS = 3_600_000
/** Nineteen of twenty hours are below this share; ten times as much is no hour of this meter. */
const HIGH_SHARE = 0.95
const FAR_ABOVE = 10
/** Where wrong readings are so many that they make the high share: no hour is a thousand times the usual one. */
const BEYOND_ALL = 1_000
/** Hours of one kind (hour of a working day, Saturday, Sunday) needed for a mean of its own. */
const LEAST_HOURS = 2

export interface MeterHabits {
  /** Highest consumption of an hour that is believed, kWh or m3; Infinity while nothing is known. */
  readonly mostPerHour: number
  /** Mean of each kind of hour (`Calendar.contextOf`), kWh or m3; null while nothing is known. */
  readonly profile: Float64Array | null
}

export const NO_HABITS: MeterHabits = { mostPerHour: Infinity, profile: null }

/** From the hours of a meter: those that were measured whole. */
export const habitsOf = (startsMs: Float64Array, energy: Float64Array, coverage: Float64Array, calendar: Calendar): MeterHabits => {
  const sums = new Float64Array(CONTEXT_COUNT)
  const counts = new Float64Array(CONTEXT_COUNT)
  const used: number[] = []
  for (let i = 0; i < startsMs.length; i++) {
    const value = energy[i] as number
    if (!((coverage[i] as number) >= 0.99) || !Number.isFinite(value)) continue
    const context = calendar.contextOf(startsMs[i] as number)
    sums[context] = (sums[context] as number) + value
    counts[context] = (counts[context] as number) + 1
    if (value > 0) used.push(value)
  }
  return { mostPerHour: mostOf(used), profile: used.length < 24 ? null : meansOf(sums, counts) }
}

const meansOf = (sums: Float64Array, counts: Float64Array): Float64Array => {
  let [sum, count] = [0, 0]
  for (let i = 0; i < sums.length; i++) [sum, count] = [sum + (sums[i] as number), count + (counts[i] as number)]
  return sums.map((own, context) => {
    if ((counts[context] as number) >= LEAST_HOURS) return own / (counts[context] as number)
    // Too few of this kind: the hour of any day, else of any hour.
    let [hourSum, hourCount] = [0, 0]
    for (let other = context % 24; other < sums.length; other += 24) [hourSum, hourCount] = [hourSum + (sums[other] as number), hourCount + (counts[other] as number)]
    return hourCount > 0 ? hourSum / hourCount : sum / Math.max(1, count)
  })
}

const mostOf = (used: number[]): number => {
  if (used.length === 0) return Infinity
  used.sort((a, b) => a - b)
  const high = used[Math.min(used.length - 1, Math.floor(used.length * HIGH_SHARE))] as number
  return Math.min(FAR_ABOVE * high, BEYOND_ALL * (used[used.length >> 1] as number))
}

/** The same limit from a counter's readings, before any hour is known: rises over an hour or more. In the unit of the readings. */
export const mostPerHourOfCounter = (timesMs: Float64Array, values: Float64Array): number => {
  const rises: number[] = []
  let at = 0
  for (let i = 1; i < timesMs.length; i++) {
    const hours = ((timesMs[i] as number) - (timesMs[at] as number)) / HOUR_MS
    if (hours < 1) continue
    const rise = ((values[i] as number) - (values[at] as number)) / hours
    if (rise > 0) rises.push(rise)
    at = i
  }
  return mostOf(rises)
}

/** The larger limit of two, and the newer profile where it is known. */
export const joinHabits = (older: MeterHabits, newer: MeterHabits): MeterHabits => ({
  mostPerHour: Number.isFinite(older.mostPerHour) && Number.isFinite(newer.mostPerHour) ? Math.max(older.mostPerHour, newer.mostPerHour) : Math.min(older.mostPerHour, newer.mostPerHour),
  profile: newer.profile ?? older.profile,
})
