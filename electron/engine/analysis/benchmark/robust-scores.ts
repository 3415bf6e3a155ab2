/** How far each of a few values stands out of the others, not misled by those that do. */
import { LEAST_MEMBERS } from '../../../../shared/domain/kind-benchmark.ts'
import { MAD_TO_SIGMA, medianAbsoluteDeviation, medianSorted, quantileSorted } from '../order-statistics.ts'

export interface RobustSpread {
  readonly median: number
  readonly lowerQuartile: number
  readonly upperQuartile: number
  /** Modified z-scores; NaN of unknown values, and with fewer than five. */
  readonly scores: Float64Array
}

/** Makes the mean absolute deviation of normally distributed data estimate their standard deviation: the square root of pi / 2. */
const MEAN_TO_SIGMA = Math.sqrt(Math.PI / 2)

/**
 * (x - median) / (1.4826 MAD); where more than half are equal, the mean absolute deviation stands in (Iglewicz and Hoaglin 1993).
 * @param least deviation below which nobody stands out, in the values' unit: a tenth of a kelvin is no difference
 */
export const robustScores = (values: Float64Array, least: number): RobustSpread => {
  const known = values.filter((value) => !Number.isNaN(value)).sort()
  const median = medianSorted(known)
  const mad = MAD_TO_SIGMA * medianAbsoluteDeviation(known, median)
  const spread = mad > 0 ? mad : MEAN_TO_SIGMA * (known.reduce((sum, value) => sum + Math.abs(value - median), 0) / known.length)
  const deviation = Math.max(least, spread)
  const scores = values.map((value) => (known.length < LEAST_MEMBERS ? Number.NaN : (value - median) / deviation))
  return { median, lowerQuartile: quantileSorted(known, 0.25), upperQuartile: quantileSorted(known, 0.75), scores }
}
