/** Linear systems of the ridge regressions: symmetric positive definite, many right sides at once. */

/**
 * Factors a symmetric matrix (lower triangle, row by row) in place into L with L L' = A.
 * @param square n x n; its lower triangle is overwritten
 */
export const factorCholesky = (square: Float64Array, n: number): void => {
  for (let j = 0; j < n; j += 1) {
    const rowJ = j * n
    let pivot = square[rowJ + j]!
    for (let k = 0; k < j; k += 1) pivot -= square[rowJ + k]! * square[rowJ + k]!
    pivot = Math.sqrt(Math.max(pivot, 1e-300))
    square[rowJ + j] = pivot
    for (let i = j + 1; i < n; i += 1) {
      const rowI = i * n
      let sum = square[rowI + j]!
      for (let k = 0; k < j; k += 1) sum -= square[rowI + k]! * square[rowJ + k]!
      square[rowI + j] = sum / pivot
    }
  }
}

/** Solves L L' x = b for each of `m` right sides in place. @param right n x m, row by row */
export const solveFactored = (factor: Float64Array, n: number, right: Float64Array, m: number): void => {
  for (let i = 0; i < n; i += 1) {
    const row = i * m
    for (let k = 0; k < i; k += 1) {
      const l = factor[i * n + k]!
      const other = k * m
      for (let c = 0; c < m; c += 1) right[row + c] = right[row + c]! - l * right[other + c]!
    }
    const pivot = factor[i * n + i]!
    for (let c = 0; c < m; c += 1) right[row + c] = right[row + c]! / pivot
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    const row = i * m
    for (let k = i + 1; k < n; k += 1) {
      const l = factor[k * n + i]!
      const other = k * m
      for (let c = 0; c < m; c += 1) right[row + c] = right[row + c]! - l * right[other + c]!
    }
    const pivot = factor[i * n + i]!
    for (let c = 0; c < m; c += 1) right[row + c] = right[row + c]! / pivot
  }
}
