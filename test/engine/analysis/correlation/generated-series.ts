/** Series by formula that a few lines of Python give too, so that figures of SciPy and pandas can be written down beside them. */

/** Lehmer's generator (48271, 2^31 - 1), -0.5..0.5: exact in doubles on every machine. Seeds that are small multiples of each other give related noise. */
export const noise = (n: number, seed: number): Float64Array => {
  let state = seed
  return Float64Array.from({ length: n }, () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647 - 0.5
  })
}

/** First-order autoregression on that noise. */
export const autoregression = (n: number, seed: number, phi: number): Float64Array => {
  let level = 0
  return noise(n, seed).map((shock) => (level = phi * level + shock))
}

/** Two series of 400 steps that go together, the second 0.6 times the first and its own noise. */
export const A = autoregression(400, 1, 0.9)
const own = autoregression(400, 2, 0.8)
export const B = A.map((value, i) => 0.6 * value + (own[i] as number))

/** The same with every seventh step, and steps 100 to 159, missing. */
export const A_GAPS = A.map((value, i) => (i % 7 === 0 ? Number.NaN : value))
export const B_GAPS = B.map((value, i) => (i >= 100 && i < 160 ? Number.NaN : value))
