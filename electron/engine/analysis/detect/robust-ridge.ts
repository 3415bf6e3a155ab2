/**
 * Linear prediction by ridge regression without intercept, refitted twice without the rows it misses by more than six robust deviations (trimmed least squares).
 *
 * w = (X'X + lambda tr(X'X)/k I)^-1 X'y (Hoerl and Kennard 1970), solved by Cholesky decomposition.
 */
import { factorCholesky, solveFactored } from '../cholesky.ts'
import { MAD_TO_SIGMA, medianSorted } from '../order-statistics.ts'

const PASSES = 3
const TRIM = 6
const MOST_FOR_SPREAD = 4_000

/** Rows of `width` features one after another. */
export interface Rows {
  readonly width: number
  readonly count: number
  readonly cells: Float64Array
  readonly targets: Float64Array
}

/** The weights of the features. @param lambda share of the mean square of the features, > 0 */
export const robustRidge = (rows: Rows, lambda: number): number[] => {
  let weights: number[] = Array.from({ length: rows.width }, () => 0)
  let limit = Infinity
  for (let pass = 0; pass < PASSES; pass++) {
    weights = solveRidge(rows, weights, limit, lambda)
    limit = TRIM * missOf(rows, weights)
  }
  return weights
}

/** Robust standard deviation of what a prediction misses. */
export const missOf = (rows: Rows, weights: readonly number[]): number => {
  const step = Math.max(1, Math.floor(rows.count / MOST_FOR_SPREAD))
  const misses = Float64Array.from({ length: Math.ceil(rows.count / step) }, (_, i) => Math.abs(missAt(rows, i * step, weights)))
  return MAD_TO_SIGMA * medianSorted(misses.sort()) + Number.MIN_VALUE
}

/** Target less prediction of one row. */
export const missAt = ({ cells, targets, width }: Rows, row: number, weights: readonly number[]): number => {
  let predicted = 0
  for (let j = 0; j < width; j++) predicted += (weights[j] as number) * (cells[row * width + j] as number)
  return (targets[row] as number) - predicted
}

const solveRidge = (rows: Rows, before: readonly number[], limit: number, lambda: number): number[] => {
  const { width, count, cells, targets } = rows
  const square = new Float64Array(width * width)
  const right = new Float64Array(width)
  for (let i = 0; i < count; i++) {
    if (limit < Infinity && Math.abs(missAt(rows, i, before)) > limit) continue
    for (let a = 0; a < width; a++) {
      const left = cells[i * width + a] as number
      right[a] = (right[a] as number) + left * (targets[i] as number)
      for (let b = 0; b <= a; b++) square[a * width + b] = (square[a * width + b] as number) + left * (cells[i * width + b] as number)
    }
  }
  let trace = 0
  for (let a = 0; a < width; a++) trace += square[a * width + a] as number
  for (let a = 0; a < width; a++) square[a * width + a] = (square[a * width + a] as number) + (lambda * trace) / width + 1e-12
  factorCholesky(square, width)
  solveFactored(square, width, right, 1)
  return Array.from(right)
}
