/** Ordinary least squares with standard errors, by orthogonal columns: columns that say nothing new are left out instead of making nonsense. */

/** A column of which less than this share is new beside the columns before it is left out. */
const NEW_SHARE = 1e-9

export interface LeastSquares {
  /** One for each column; 0 where it was left out. */
  readonly coefficients: Float64Array
  /** Standard errors, in the coefficients' units; NaN where the column was left out or no degree of freedom is left. */
  readonly standardErrors: Float64Array
  /** Columns that took part. */
  readonly rank: number
  /** Sum of squared residuals. */
  readonly sse: number
}

/**
 * Fits `target` as a weighted sum of `columns` (each as long as `target`, all finite) by modified Gram-Schmidt with one re-orthogonalisation
 * (Björck 1994; as exact as Householder's reflections).
 * @param spent degrees of freedom that were used up before, e.g. by means taken off
 */
export const fitLeastSquares = (columns: readonly Float64Array[], target: Float64Array, spent = 0): LeastSquares => {
  const kept: number[] = []
  const basis: Float64Array[] = []
  const upper: Float64Array[] = []
  for (let c = 0; c < columns.length; c++) {
    const own = (columns[c] as Float64Array).slice()
    const size = Math.sqrt(dot(own, own))
    const shares = takeOff(own, basis)
    for (const [i, more] of takeOff(own, basis).entries()) shares[i] = (shares[i] as number) + more
    const rest = Math.sqrt(dot(own, own))
    if (!(rest > NEW_SHARE * size)) continue
    upper.push(Float64Array.of(...shares, rest))
    basis.push(own.map((each) => each / rest))
    kept.push(c)
  }
  const rest = target.slice()
  const right = takeOff(rest, basis)
  const sse = dot(rest, rest)
  const freedom = target.length - spent - kept.length
  const inverse = invertUpper(upper)
  const coefficients = new Float64Array(columns.length)
  const standardErrors = new Float64Array(columns.length).fill(Number.NaN)
  for (const [i, column] of kept.entries()) {
    const row = inverse[i] as Float64Array
    coefficients[column] = dot(row, right)
    standardErrors[column] = freedom > 0 ? Math.sqrt((sse / freedom) * dot(row, row)) : Number.NaN
  }
  return { coefficients, standardErrors, rank: kept.length, sse }
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

/** Takes the parts along each of `basis` off `vector`, in place; gives the parts. */
const takeOff = (vector: Float64Array, basis: readonly Float64Array[]): Float64Array => {
  const shares = new Float64Array(basis.length)
  for (const [i, one] of basis.entries()) {
    const share = dot(vector, one)
    shares[i] = share
    for (let k = 0; k < vector.length; k++) vector[k] = (vector[k] as number) - share * (one[k] as number)
  }
  return shares
}

/** Inverse of an upper triangular matrix that is given by columns; result by rows. */
const invertUpper = (upper: readonly Float64Array[]): Float64Array[] => {
  const size = upper.length
  const rows = Array.from({ length: size }, () => new Float64Array(size))
  for (let c = 0; c < size; c++) {
    const own = upper[c] as Float64Array
    const last = own[c] as number
    ;(rows[c] as Float64Array)[c] = 1 / last
    for (let r = 0; r < c; r++) {
      const row = rows[r] as Float64Array
      let sum = 0
      for (let k = r; k < c; k++) sum += (row[k] as number) * (own[k] as number)
      row[c] = -sum / last
    }
  }
  return rows
}
