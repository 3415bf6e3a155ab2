/** Student's t: how many standard errors an interval reaches, and the probability of a value by chance. */

/** Logarithm of the gamma function for x > 0 (Lanczos, g = 7, n = 9: relative error below 1e-13). */
const LANCZOS = [0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7]

const logGamma = (x: number): number => {
  let sum = LANCZOS[0] as number
  for (let i = 1; i < LANCZOS.length; i++) sum += (LANCZOS[i] as number) / (x - 1 + i)
  const t = x + 6.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

/** Continued fraction of the incomplete beta function (Lentz; Press et al., Numerical Recipes, 6.4). */
const betaFraction = (a: number, b: number, x: number): number => {
  const tiny = 1e-300
  let c = 1
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1), tiny)
  let h = d
  for (let m = 1; m <= 300; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / notZero(1 + even * d, tiny)
    c = notZero(1 + even / c, tiny)
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / notZero(1 + odd * d, tiny)
    c = notZero(1 + odd / c, tiny)
    const change = d * c
    h *= change
    if (Math.abs(change - 1) < 1e-14) break
  }
  return h
}

const notZero = (value: number, tiny: number): number => (Math.abs(value) < tiny ? tiny : value)

const incompleteBeta = (a: number, b: number, x: number): number => {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x))
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(a, b, x)) / a : 1 - (front * betaFraction(b, a, 1 - x)) / b
}

/** Probability that |t| is this large or larger by chance. @param freedom degrees of freedom, > 0 */
export const twoSidedProbability = (t: number, freedom: number): number => incompleteBeta(freedom / 2, 0.5, freedom / (freedom + t * t))

/**
 * Half-width, in standard errors, of the interval that holds `confidence` (0..1) of the distribution: 1.645 for 90 % and many degrees of freedom.
 * @returns NaN without a degree of freedom
 */
export const studentHalfWidth = (confidence: number, freedom: number): number => {
  if (!(freedom > 0)) return Number.NaN
  let [low, high] = [0, 1]
  while (twoSidedProbability(high, freedom) > 1 - confidence) high *= 2
  for (let i = 0; i < 100 && high - low > 1e-12 * high; i++) {
    const middle = (low + high) / 2
    if (twoSidedProbability(middle, freedom) > 1 - confidence) low = middle
    else high = middle
  }
  return (low + high) / 2
}
