/** Share of outdoor air in mixed air, from the three temperatures, with its error. */
import type { InputValues } from './inputs.ts'
import { ERROR, LEAST_MIXING_K } from './thresholds.ts'

export interface OutdoorFraction {
  /** (mixed - return) / (outdoor - return); 0..1 where the sensors are right. */
  readonly fraction: number
  /** Standard error by the errors of the three sensors. */
  readonly error: number
}

/**
 * null where return and outdoor air differ by less than 6 K. Error by propagation (root of squares): with f = (M - R) / (O - R) and D = O - R,
 * df/dM = 1 / D, df/dR = (f - 1) / D, df/dO = -f / D.
 */
export const outdoorFraction = ({ mixedAir, returnAir, outdoorAir }: InputValues): OutdoorFraction | null => {
  if (mixedAir === undefined || returnAir === undefined || outdoorAir === undefined) return null
  const difference = outdoorAir - returnAir
  if (!(Math.abs(difference) >= LEAST_MIXING_K)) return null
  const fraction = (mixedAir - returnAir) / difference
  return { fraction, error: Math.hypot(ERROR.mixedAir, (1 - fraction) * ERROR.returnAir, fraction * ERROR.outdoorAir) / Math.abs(difference) }
}
