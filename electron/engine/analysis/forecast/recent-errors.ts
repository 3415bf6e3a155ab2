/**
 * What the members of a forecast missed on the last weeks, each day forecast before it began: a combination learns from it day by day, between two comparisons too, when trees stay as they were grown.
 *
 * Weights: 1 / WAPE^4 of the days before, each counting half as much for every three weeks it is older (after Bates and Granger 1969, who weigh the newest errors most; the power tells near equals apart).
 * Correction of an hour: `SHRINKAGE` times the mean miss of the combination on the days before, weighed by half for every four days, less for the other kind of day, and towards none by one day without a miss
 * (simple exponential smoothing of errors, Brown 1959). It fades by itself further ahead, as all days known are then older.
 */
import { HOURS_A_DAY, type DayMatrix } from './day-matrix.ts'
import { kindOfDay } from './error-paths.ts'
import type { MethodId } from './forecast-types.ts'

/** Days that are remembered. */
export const RECENT_DAYS = 56
const WEIGHT_HALF_LIFE_DAYS = 21
const WEIGHT_POWER = 4
const CORRECTION_HALF_LIFE_DAYS = 4
const CORRECTION_DAYS = 4 * CORRECTION_HALF_LIFE_DAYS
const SHRINKAGE = 0.4
/** What a day counts for a day of the other kind (working day or weekend). */
const OTHER_KIND = 0.3
const LEAST_MEASURED_HOURS = 18

/** Serialisable. */
export interface RecentForecasts {
  /** Local date of the first day, as whole days since 1970; days follow each other. */
  readonly firstDay: number
  /** 24 values a day, all of one length. */
  readonly members: readonly { readonly method: MethodId; readonly values: Float32Array }[]
}

const daysOf = ({ members }: RecentForecasts): number => (members[0]?.values.length ?? 0) / HOURS_A_DAY

/** With the days that came since, the newest `RECENT_DAYS` of all. @param values of each member, parallel to `members` */
export const withDays = (recent: RecentForecasts, values: readonly Float32Array[]): RecentForecasts => {
  const spare = Math.max(0, daysOf(recent) + (values[0]?.length ?? 0) / HOURS_A_DAY - RECENT_DAYS)
  return {
    firstDay: recent.firstDay + spare,
    members: recent.members.map(({ method, values: before }, member) => ({ method, values: Float32Array.of(...before, ...values[member]!).slice(spare * HOURS_A_DAY) })),
  }
}

const halved = (days: number, halfLifeDays: number): number => 0.5 ** (days / halfLifeDays)

/** Weights of the members, which sum to 1, in their order; equal where nothing was measured. */
export const recentWeights = (recent: RecentForecasts, { firstDay, days, values, measured }: DayMatrix): number[] => {
  const count = daysOf(recent)
  const misses = recent.members.map(() => 0)
  let size = 0
  for (let index = 0; index < count; index += 1) {
    const day = recent.firstDay + index - firstDay
    if (day < 0 || day >= days) continue
    const share = halved(count - index, WEIGHT_HALF_LIFE_DAYS)
    for (let hour = 0; hour < HOURS_A_DAY; hour += 1) {
      const i = day * HOURS_A_DAY + hour
      if (measured[i] !== 1) continue
      size += share * Math.abs(values[i]!)
      for (const [member, { values: forecast }] of recent.members.entries()) misses[member] = misses[member]! + share * Math.abs(values[i]! - forecast[index * HOURS_A_DAY + hour]!)
    }
  }
  const raw = misses.map((miss) => (size === 0 ? 1 : (miss / size + 1e-6) ** -WEIGHT_POWER))
  const total = raw.reduce((sum, each) => sum + each, 0)
  return raw.map((each) => each / total)
}

const isKnown = (measured: Uint8Array, day: number): boolean => {
  let hours = 0
  for (let hour = 0; hour < HOURS_A_DAY; hour += 1) hours += measured[day * HOURS_A_DAY + hour]!
  return hours >= LEAST_MEASURED_HOURS
}

/**
 * What is to be added to the combination's forecast of a day, by the hour.
 * @param weights of the members, in their order @param target local date as whole days since 1970, after all days that are remembered
 */
export const correctionOf = (recent: RecentForecasts, weights: readonly number[], { firstDay, days, values, measured }: DayMatrix, target: number): Float64Array => {
  const count = daysOf(recent)
  const sums = new Float64Array(HOURS_A_DAY)
  // One day without a miss.
  let total = 1
  for (let index = Math.max(0, target - CORRECTION_DAYS - recent.firstDay); index < count; index += 1) {
    const date = recent.firstDay + index
    const day = date - firstDay
    if (day < 0 || day >= days || date >= target || !isKnown(measured, day)) continue
    const share = halved(target - date, CORRECTION_HALF_LIFE_DAYS) * (kindOfDay(date) === kindOfDay(target) ? 1 : OTHER_KIND)
    total += share
    for (let hour = 0; hour < HOURS_A_DAY; hour += 1) {
      const i = day * HOURS_A_DAY + hour
      if (measured[i] !== 1) continue
      let forecast = 0
      for (const [member, { values: own }] of recent.members.entries()) forecast += weights[member]! * own[index * HOURS_A_DAY + hour]!
      sums[hour] = sums[hour]! + share * (values[i]! - forecast)
    }
  }
  const at = (hour: number): number => sums[Math.max(0, Math.min(HOURS_A_DAY - 1, hour))]! / total
  return sums.map((_, hour) => SHRINKAGE * (at(hour - 1) / 4 + at(hour) / 2 + at(hour + 1) / 4))
}
