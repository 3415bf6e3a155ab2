/** Randomness as a function of (seed, what, when): the same question always has the same answer, in whatever order it is asked. */

const mix = (value: number): number => {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d)
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b)
  return (h ^ (h >>> 16)) >>> 0
}

/** A 32-bit hash of three whole numbers (finaliser "lowbias32", Chris Wellons, public domain). */
export const hash = (seed: number, key: number, index: number): number => mix(mix(mix(seed) + Math.imul(key, 0x9e3779b1)) + Math.imul(index, 0x85ebca6b))

/** Uniform in [0, 1). */
export const uniform = (seed: number, key: number, index: number): number => hash(seed, key, index) / 4_294_967_296

/** Close to normal (sum of four uniforms), mean 0, standard deviation 1, within ±3.5. */
export const gauss = (seed: number, key: number, index: number): number => {
  const bits = hash(seed, key, index)
  const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24)
  return (sum / 255 - 2) * 1.732
}

/** Smooth noise in [-1, 1] that wanders over about `periodMs`: hashed knots, joined by a smooth step. */
export const wander = (seed: number, key: number, timeMs: number, periodMs: number): number => {
  const position = timeMs / periodMs
  const knot = Math.floor(position)
  const share = position - knot
  const from = uniform(seed, key, knot)
  const to = uniform(seed, key, knot + 1)
  const blend = share * share * (3 - 2 * share)
  return 2 * (from + (to - from) * blend) - 1
}

export const clamp = (value: number, low: number, high: number): number => (value < low ? low : value > high ? high : value)

/** The share of the way a first-order lag with time constant `tauS` goes in `stepS`; exact for constant input. */
export const lagShare = (stepS: number, tauS: number): number => 1 - Math.exp(-stepS / tauS)
