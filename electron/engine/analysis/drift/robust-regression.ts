/** Ridge regression with Huber weights: a few wrong days in a fit do not turn the line. */
import { MAD_TO_SIGMA } from '../order-statistics.ts'

/** Huber's constant: 95 % efficient for normal errors (Huber 1981). */
const HUBER = 1.345
const ROUNDS = 12
/** Weights that move by less give the same line. */
const SETTLED = 0.01

export interface Regression {
  /** One for each column. */
  readonly coefficients: Float64Array
  /** Robust standard deviation of what is left, in the unit of the target. */
  readonly sigma: number
}

/**
 * Least squares of `target` on the columns of `rows`, each coefficient drawn towards `prior` by `ridge` (both in the column's terms; a ridge of 0 is free), re-weighted by
 * Huber's function of the residuals. Rows must be finite.
 */
export const fitRobust = (rows: readonly Float64Array[], target: Float64Array, prior: Float64Array, ridge: Float64Array): Regression => {
  const weights = new Float64Array(rows.length).fill(1)
  let coefficients = solveWeighted(rows, target, weights, prior, ridge)
  let sigma = 0
  const residuals = new Float64Array(rows.length)
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < residuals.length; i++) residuals[i] = (target[i] as number) - dot(rows[i] as Float64Array, coefficients)
    sigma = scaleOf(residuals)
    if (sigma === 0) break
    let moved = 0
    for (let i = 0; i < weights.length; i++) {
      const weight = Math.min(1, (HUBER * sigma) / Math.max(1e-12, Math.abs(residuals[i] as number)))
      moved = Math.max(moved, Math.abs(weight - (weights[i] as number)))
      weights[i] = weight
    }
    if (moved < SETTLED) break
    coefficients = solveWeighted(rows, target, weights, prior, ridge)
  }
  return { coefficients, sigma }
}

export const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

const scaleOf = (residuals: Float64Array): number => {
  const sizes = new Float64Array(residuals.length)
  for (let i = 0; i < sizes.length; i++) sizes[i] = Math.abs(residuals[i] as number)
  sizes.sort()
  return MAD_TO_SIGMA * (sizes[sizes.length >> 1] ?? 0)
}

const solveWeighted = (rows: readonly Float64Array[], target: Float64Array, weights: Float64Array, prior: Float64Array, ridge: Float64Array): Float64Array => {
  const size = prior.length
  const normal = Array.from({ length: size }, () => new Float64Array(size))
  const right = new Float64Array(size)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as Float64Array
    const weight = weights[i] as number
    for (let a = 0; a < size; a++) {
      const scaled = weight * (row[a] as number)
      right[a] = (right[a] as number) + scaled * (target[i] as number)
      const line = normal[a] as Float64Array
      for (let b = 0; b <= a; b++) line[b] = (line[b] as number) + scaled * (row[b] as number)
    }
  }
  for (let a = 0; a < size; a++) {
    const line = normal[a] as Float64Array
    line[a] = (line[a] as number) + (ridge[a] as number) + 1e-9
    right[a] = (right[a] as number) + (ridge[a] as number) * (prior[a] as number)
  }
  return solveCholesky(normal, right)
}

/** Solves a symmetric positive definite system; only the lower triangle is read. */
const solveCholesky = (matrix: readonly Float64Array[], right: Float64Array): Float64Array => {
  const size = right.length
  const lower = matrix.map((line) => line.slice())
  for (let a = 0; a < size; a++) {
    const line = lower[a] as Float64Array
    for (let b = 0; b <= a; b++) {
      const other = lower[b] as Float64Array
      let sum = line[b] as number
      for (let k = 0; k < b; k++) sum -= (line[k] as number) * (other[k] as number)
      line[b] = a === b ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (other[b] as number)
    }
  }
  const solution = right.slice()
  for (let a = 0; a < size; a++) {
    const line = lower[a] as Float64Array
    for (let k = 0; k < a; k++) solution[a] = (solution[a] as number) - (line[k] as number) * (solution[k] as number)
    solution[a] = (solution[a] as number) / (line[a] as number)
  }
  for (let a = size - 1; a >= 0; a--) {
    for (let k = a + 1; k < size; k++) solution[a] = (solution[a] as number) - ((lower[k] as Float64Array)[a] as number) * (solution[k] as number)
    solution[a] = (solution[a] as number) / ((lower[a] as Float64Array)[a] as number)
  }
  return solution
}
