/**
 * Whether what a meter draws at its quietest rises or falls over months: weekly medians of the daily base load on time, with heating and cooling degrees of the week where outdoor temperatures
 * are known (without them less than two years say nothing of a trend, as summer and winter differ), by least squares with Huber's weights (Huber 1981; asymptotic covariance of M-estimators). Weeks that follow each other are alike: the standard error counts n (1 - r) / (1 + r) weeks
 * as independent, r the residuals' autocorrelation one week apart (Santer et al. 2000). The mean of a year's weeks scatters about the line by the residuals' deviation over the root of as many as count of it.
 */
import type { BaseLoadDrift } from '../../../../../shared/domain/energy-patterns.ts'
import { medianSorted } from '../../order-statistics.ts'
import { fitRobust, dot } from '../../drift/robust-regression.ts'
import { studentHalfWidth, twoSidedProbability } from '../baseline/student.ts'

export interface BaseLoadDays {
  /** Whole local days since the epoch, ascending. */
  readonly day: readonly number[]
  /** Base load, kW or m3/h; NaN = not known. */
  readonly base: Float64Array
  /** °C; NaN = not known. */
  readonly temperature: Float64Array
}

const CONFIDENCE = 0.9
const HEATING_BASE = 15
const COOLING_BASE = 18
const LEAST_WEEKS = 16
const LEAST_WEEKS_WITHOUT_WEATHER = 104
const WEEKS_A_YEAR = 365.25 / 7
const LEAST_DAYS_OF_WEEK = 4
/** Of least squares at 95 % efficiency (Huber's 1.345). */
const EFFICIENCY = 0.95

/** null where fewer than 16 weeks are known, or fewer than 104 without outdoor temperatures. */
export const baseLoadDriftOf = (days: BaseLoadDays): BaseLoadDrift | null => {
  const weeks = weeksOf(days)
  const warm = weeks.filter(({ temperature }) => !Number.isNaN(temperature))
  const weatherTaken = warm.length >= LEAST_WEEKS && warm.length >= 0.8 * weeks.length
  const used = weatherTaken ? warm : weeks
  if (used.length < (weatherTaken ? LEAST_WEEKS : LEAST_WEEKS_WITHOUT_WEATHER)) return null
  const level = medianSorted(Float64Array.from(used, ({ base }) => base).sort())
  if (!(level > 0)) return null
  const middle = used.reduce((sum, { week }) => sum + week, 0) / used.length
  const rows = used.map(({ week, temperature }) => {
    const years = (week - middle) / WEEKS_A_YEAR
    return weatherTaken ? Float64Array.of(1, years, Math.max(0, HEATING_BASE - temperature), Math.max(0, temperature - COOLING_BASE)) : Float64Array.of(1, years)
  })
  const kept = varying(rows)
  const own = rows.map((row) => Float64Array.from(kept, (column) => row[column] as number))
  // In shares of the level, so that tiny and huge meters are fitted with equal care.
  const target = Float64Array.from(used, ({ base }) => base / level)
  const { coefficients } = fitRobust(own, target, new Float64Array(kept.length), new Float64Array(kept.length))
  const residuals = Float64Array.from(own, (row, i) => (target[i] as number) - dot(row, coefficients))
  const error = standardErrorOf(own, residuals, used.map(({ week }) => week))
  const slope = coefficients[1] as number
  const sigmas = studentHalfWidth(CONFIDENCE, error.freedom)
  return {
    perYear: slope * level, uncertainty: sigmas * error.value * level, yearScatter: sigmas * error.ofYear * level, pValue: error.value === 0 ? (slope === 0 ? 1 : 0) : twoSidedProbability(slope / error.value, error.freedom), level,
    weeks: used.length, weatherTaken,
  }
}

/** Columns that are not the same in all rows, and the constant one. */
const varying = (rows: readonly Float64Array[]): number[] => Array.from(rows[0] ?? [], (_, column) => column).filter((column) => column === 0 || rows.some((row) => row[column] !== rows[0]?.[column]))

interface Week {
  readonly week: number
  readonly base: number
  readonly temperature: number
}

const weeksOf = ({ day, base, temperature }: BaseLoadDays): Week[] => {
  const groups = new Map<number, { readonly bases: number[]; readonly temperatures: number[] }>()
  for (const [i, each] of day.entries()) {
    if (Number.isNaN(base[i])) continue
    const week = Math.floor((each + 3) / 7)
    const own = groups.get(week) ?? { bases: [], temperatures: [] }
    own.bases.push(base[i] as number)
    if (!Number.isNaN(temperature[i])) own.temperatures.push(temperature[i] as number)
    groups.set(week, own)
  }
  return [...groups].flatMap(([week, { bases, temperatures }]) =>
    bases.length < LEAST_DAYS_OF_WEEK
      ? []
      : [{ week, base: medianSorted(Float64Array.from(bases).sort()), temperature: temperatures.length < LEAST_DAYS_OF_WEEK ? Number.NaN : temperatures.reduce((sum, each) => sum + each, 0) / temperatures.length }],
  )
}

interface SlopeError {
  readonly value: number
  readonly freedom: number
  /** Standard deviation of the mean of a year's weeks about the line. */
  readonly ofYear: number
}

/** Standard error of the slope over time: residuals winsorised at 2.5 robust sigma, the time column as far as the others do not explain it. */
const standardErrorOf = (rows: readonly Float64Array[], residuals: Float64Array, weeks: readonly number[]): SlopeError => {
  const columns = rows[0]?.length ?? 0
  const sizes = residuals.map((each) => Math.abs(each)).sort()
  const limit = 2.5 * 1.4826 * medianSorted(sizes)
  const calm = residuals.map((each) => Math.max(-limit, Math.min(limit, each)))
  let [squares, products, pairs] = [0, 0, 0]
  for (let i = 0; i < calm.length; i++) {
    squares += (calm[i] as number) ** 2
    if (i > 0 && (weeks[i] as number) - (weeks[i - 1] as number) === 1) {
      products += (calm[i] as number) * (calm[i - 1] as number)
      pairs += 1
    }
  }
  const alike = squares === 0 || pairs === 0 ? 0 : Math.min(0.95, Math.max(0, (products / pairs) * (calm.length / squares)))
  const independent = Math.max(columns + 1, (calm.length * (1 - alike)) / (1 + alike))
  const freedom = Math.max(1, independent - columns)
  const scatter = (squares / calm.length) * (independent / freedom)
  const variance = scatter / EFFICIENCY
  const independentOfYear = Math.max(1, (WEEKS_A_YEAR * (1 - alike)) / (1 + alike))
  const others = rows.map((row) => Float64Array.from([...row].filter((_, column) => column !== 1)))
  const time = Float64Array.from(rows, (row) => row[1] as number)
  const explained = fitRobust(others, time, new Float64Array(columns - 1), new Float64Array(columns - 1)).coefficients
  const own = time.reduce((sum, each, i) => sum + (each - dot(others[i] as Float64Array, explained)) ** 2, 0)
  return { value: Math.sqrt((variance * calm.length) / independent / own), freedom, ofYear: Math.sqrt(scatter / independentOfYear) }
}
