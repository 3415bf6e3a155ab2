/** Medians, scales and windows over daily numbers in which NaN means not observed. */
import { MAD_TO_SIGMA, medianAbsoluteDeviation, quantileSorted } from '../order-statistics.ts'

/** The finite values in ascending order. */
const observed = (values: Iterable<number>): Float64Array => {
  const finite: number[] = []
  for (const value of values) if (Number.isFinite(value)) finite.push(value)
  return Float64Array.from(finite).sort()
}

/** NaN with fewer than `least` observed values. */
export const medianOf = (values: Iterable<number>, least = 1): number => quantileOf(values, 0.5, least)

export const quantileOf = (values: Iterable<number>, share: number, least = 1): number => {
  const sorted = observed(values)
  return sorted.length < least ? Number.NaN : quantileSorted(sorted, share)
}

/** Standard deviation by MAD around the median; NaN for no values. */
export const robustSigma = (values: Iterable<number>): number => {
  const sorted = observed(values)
  return sorted.length === 0 ? Number.NaN : MAD_TO_SIGMA * medianAbsoluteDeviation(sorted, quantileSorted(sorted, 0.5))
}
