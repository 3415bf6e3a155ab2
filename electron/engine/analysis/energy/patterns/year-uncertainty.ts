/**
 * How far what days or nights wasted tells of a year to come, nine times of ten: they scatter from one to the next, those that follow each other are alike, and months that were not measured may differ.
 *
 * With n values of variance s2 and lag-one autocorrelation r, n (1 - r) / (1 + r) of them count as independent (as in `base-load-drift.ts`), of those seen and of the N of the year alike:
 * var = N2 s2 (1/n' + 1/N'), times Student's t at 90 %. A share m of the year without measurement adds 0.2 m of the energy at 68 % (`annual-energy.ts`). Pure.
 */
import { studentHalfWidth } from '../baseline/student.ts'

const CONFIDENCE = 0.9
const DAYS_A_YEAR = 365
const NORMAL_90 = 1.6449
/** A season that was not seen differs from the others by so much. */
const SEASON = 0.2
const MOST_ALIKE = 0.9

/**
 * @param values waste of each day or night that was compared, 0 where there was none, in order of time @param measuredDays days they were found among
 * @returns half-width of the 90 % interval of a year's sum, in the unit of the values
 */
export const yearUncertainty = (values: readonly number[], measuredDays: number): number => {
  const n = values.length
  if (n < 2 || measuredDays <= 0) return 0
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  let [squares, products] = [0, 0]
  for (const [i, value] of values.entries()) {
    squares += (value - mean) ** 2
    if (i > 0) products += (value - mean) * ((values[i - 1] as number) - mean)
  }
  const alike = squares === 0 ? 0 : Math.max(0, Math.min(MOST_ALIKE, products / squares))
  const independent = Math.max(2, (n * (1 - alike)) / (1 + alike))
  const ofYear = (n * DAYS_A_YEAR) / measuredDays
  const independentOfYear = Math.max(1, (ofYear * (1 - alike)) / (1 + alike))
  const scatter = studentHalfWidth(CONFIDENCE, independent - 1) * ofYear * Math.sqrt((squares / (n - 1)) * (1 / independent + 1 / independentOfYear))
  return Math.hypot(scatter, seasonUncertainty(mean * ofYear, measuredDays))
}

/** What the part of a year that was not measured adds to the half-width of a year's sum. */
export const seasonUncertainty = (ofYear: number, measuredDays: number): number => NORMAL_90 * SEASON * Math.max(0, 1 - measuredDays / DAYS_A_YEAR) * Math.abs(ofYear)
