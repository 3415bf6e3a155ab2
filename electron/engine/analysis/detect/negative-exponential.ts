/** e^-x for the Gaussian kernel, three times as fast as the general one: a table of 2^(-k/64) and three terms for the rest; relative error below 4e-11. */

const STEPS = 64
const PER_STEP = Math.LN2 / STEPS
const STEPS_PER_UNIT = STEPS / Math.LN2
/** Beyond e^-44 nothing is left of a kernel. */
const FURTHEST = 44
const POWERS = Float64Array.from({ length: Math.ceil(FURTHEST * STEPS_PER_UNIT) + 2 }, (_, k) => 2 ** (-k / STEPS))

/** @param x at least 0; beyond 44 the result is 0 */
export const negativeExponential = (x: number): number => {
  if (!(x < FURTHEST)) return 0
  const k = (x * STEPS_PER_UNIT + 0.5) | 0
  const rest = k * PER_STEP - x
  return (POWERS[k] as number) * (1 + rest * (1 + rest * (0.5 + rest * (1 / 6))))
}
