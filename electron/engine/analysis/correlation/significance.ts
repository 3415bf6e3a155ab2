/** How probable a correlation is by chance, for one pair and for many. */
import { twoSidedProbability } from '../energy/baseline/student.ts'

/** Below so many independent moments nothing is said. */
export const LEAST_EFFECTIVE = 6

/**
 * Probability of a correlation at least this strong where there is none: Student's t of r with `effective` - 2 - `controls` degrees of freedom.
 * @param controls quantities that were held fixed (partial correlation)
 * @returns 0..1; NaN with too few independent moments
 */
export const correlationProbability = (r: number, effective: number, controls = 0): number => {
  const freedom = effective - 2 - controls
  if (Number.isNaN(r) || effective < LEAST_EFFECTIVE || freedom < 1) return Number.NaN
  if (Math.abs(r) >= 1) return 0
  return twoSidedProbability(r * Math.sqrt(freedom / (1 - r * r)), freedom)
}

/** Of the best of `trials` independent looks (Šidák 1967): the lag with the strongest correlation was searched for. */
export const probabilityOfBest = (probability: number, trials: number): number => -Math.expm1(Math.max(1, trials) * Math.log1p(-probability))

/**
 * False discovery rates by Benjamini and Hochberg 1995: of all pairs with an adjusted value up to q, a share of q is expected to be chance.
 * `p * m / rank`, made monotone from the largest down. NaN stays NaN and counts nothing.
 */
export const adjustForMany = (probabilities: Float64Array): Float64Array => {
  const ascending = Uint32Array.from(probabilities.keys()).filter((i) => !Number.isNaN(probabilities[i])).sort((a, b) => (probabilities[a] as number) - (probabilities[b] as number))
  const adjusted = new Float64Array(probabilities.length).fill(Number.NaN)
  let least = 1
  for (let rank = ascending.length; rank >= 1; rank--) {
    const at = ascending[rank - 1] as number
    least = Math.min(least, ((probabilities[at] as number) * ascending.length) / rank)
    adjusted[at] = least
  }
  return adjusted
}
