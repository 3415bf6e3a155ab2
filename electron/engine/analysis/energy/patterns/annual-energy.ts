/**
 * A year's energy from what was measured: each calendar month's mean day times its days, months that were never measured as the mean of the others. The interval counts what is not known:
 * missing days of a known month scatter as its other days do; months that were never measured may all err together by as much as months differ, and by what the mean of so few months does.
 */
import type { AnnualEnergy } from '../../../../../shared/domain/efficiency.ts'
import { studentHalfWidth } from '../baseline/student.ts'

export interface DailyEnergy {
  /** Local dates, whole days since the epoch. */
  readonly day: readonly number[]
  /** kWh or m3; NaN = not known. */
  readonly energy: Float64Array
  /** Share measured, 0..1. */
  readonly coverage: Float64Array
}

const CONFIDENCE = 0.9
const DAYS_OF_MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const
const DAY_MS = 86_400_000
const LEAST_COVERAGE = 0.9
const LEAST_DAYS_OF_MONTH = 10
const LEAST_MONTHS = 3
/** A month that is missing altogether differs from others by a fifth at least, where few are known to tell. */
const LEAST_SEASON = 0.2

/** null for fewer than three calendar months of ten days that were measured. Days are of one year, or of several taken together. */
export const annualEnergyOf = ({ day, energy, coverage }: DailyEnergy): AnnualEnergy | null => {
  const byMonth = Array.from({ length: 12 }, (): number[] => [])
  for (const [i, each] of day.entries()) {
    if ((coverage[i] as number) >= LEAST_COVERAGE && !Number.isNaN(energy[i])) byMonth[new Date(each * DAY_MS).getUTCMonth()]?.push(energy[i] as number)
  }
  const known = byMonth.flatMap((days, month) => (days.length >= LEAST_DAYS_OF_MONTH ? [{ days, length: DAYS_OF_MONTHS[month] as number, ...meanOf(days) }] : []))
  if (known.length < LEAST_MONTHS) return null
  const between = meanOf(known.map(({ mean }) => mean))
  const measuredDays = known.reduce((sum, { length }) => sum + length, 0)
  const missingDays = 365 - measuredDays
  const within = known.reduce((sum, { days, length, variance }) => {
    const missing = Math.max(0, length - days.length)
    return sum + variance * (missing + missing ** 2 / days.length)
  }, 0)
  const season = missingDays === 0 ? 0 : missingDays ** 2 * Math.max(between.variance, (LEAST_SEASON * between.mean) ** 2) * (1 + 1 / known.length)
  const freedom = season > within ? known.length - 1 : Math.max(1, known.reduce((sum, { days }) => sum + days.length - 1, 0))
  return {
    energy: known.reduce((sum, { mean, length }) => sum + mean * length, 0) + missingDays * between.mean,
    uncertainty: within + season === 0 ? 0 : studentHalfWidth(CONFIDENCE, freedom) * Math.sqrt(within + season),
    days: known.reduce((sum, { days }) => sum + days.length, 0), months: known.length,
  }
}

const meanOf = (values: readonly number[]): { readonly mean: number; readonly variance: number } => {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length
  return { mean, variance: values.length < 2 ? 0 : values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (values.length - 1) }
}
