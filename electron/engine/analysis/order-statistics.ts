/** Order statistics on sorted typed arrays: quantile, median, MAD. Robust against up to half of the data being wrong (Rousseeuw and Croux 1993). */

/** Makes the MAD of normally distributed data estimate their standard deviation: 1 / quantile of the normal distribution at 3/4. */
export const MAD_TO_SIGMA = 1.482602218505602
/** The same for the interquartile range: 1 / (2 * quantile of the normal distribution at 3/4). */
export const IQR_TO_SIGMA = 0.741301109252801

/**
 * Quantile of ascending values by linear interpolation between closest ranks (Hyndman and Fan 1996, type 7: the default of R and NumPy).
 * @param p share below, 0..1
 * @returns NaN for no values
 */
export const quantileSorted = (sorted: Float64Array, p: number): number => {
  const last = sorted.length - 1
  if (last < 0) return Number.NaN
  const rank = p * last
  const below = Math.floor(rank)
  const low = sorted[below] as number
  if (below >= last) return sorted[last] as number
  return low + (rank - below) * ((sorted[below + 1] as number) - low)
}

export const medianSorted = (sorted: Float64Array): number => quantileSorted(sorted, 0.5)

/** Median absolute deviation from `centre`, in the values' unit, not scaled. NaN for no values. */
export const medianAbsoluteDeviation = (values: Float64Array, centre: number): number => {
  const distances = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) distances[i] = Math.abs((values[i] as number) - centre)
  return medianSorted(distances.sort())
}
