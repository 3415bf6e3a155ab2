/**
 * One-Class SVM (Schölkopf et al. 2001) with a Gaussian kernel: trained by libsvm, its decision values computed here from the support vectors, because libsvm-js tells
 * labels only.
 *
 * f(x) = sum of a_i exp(-gamma |x_i - x|^2) - rho; negative = outside. rho is taken from the support vectors that lie on the boundary, because the model's text has six digits of it.
 */
import { SVM } from './libsvm.ts'

/** As scikit-learn and libsvm stop. */
const TOLERANCE = 1e-3
/** Kernel rows kept while training, MB; the whole matrix of 2,500 rows has 25. */
const CACHE_MB = 32

export interface OneClassMachine {
  readonly features: number
  readonly gamma: number
  readonly rho: number
  /** Support vectors one after another, and the weight of each, in (0, 1]. */
  readonly vectors: Float32Array
  readonly weights: Float32Array
}

/**
 * @param cells rows of `features` finite numbers one after another; at most some thousand rows, time grows with their square
 * @param nu greatest share of rows left outside, and least share of rows that become support vectors, (0, 1)
 * @throws RangeError when there is no row, Error when libsvm refuses
 */
export const trainOneClass = (cells: Float64Array, features: number, nu: number, gamma: number): OneClassMachine => {
  const rows = Array.from({ length: Math.floor(cells.length / features) }, (_, i) => Array.from(cells.subarray(i * features, (i + 1) * features)))
  if (rows.length === 0) throw new RangeError('A one-class machine needs at least one row.')
  const svm = new SVM({ type: SVM.SVM_TYPES.ONE_CLASS, kernel: SVM.KERNEL_TYPES.RBF, nu, gamma, cacheSize: CACHE_MB, tolerance: TOLERANCE, quiet: true })
  try {
    svm.train(rows, rows.map(() => 1))
    const { weights, rho } = readModel(svm.serializeModel())
    const vectors = new Float32Array(weights.length * features)
    for (const [i, row] of svm.getSVIndices().entries()) vectors.set(rows[row] as number[], i * features)
    const machine = { features, gamma, rho: 0, vectors, weights }
    return { ...machine, rho: boundaryOf(machine) ?? rho }
  } finally {
    svm.free()
  }
}

/** Distance from the boundary in units of the weights' sum: negative = outside, as scikit-learn's `decision_function`. */
export const decisionValue = ({ features, gamma, rho, vectors, weights }: OneClassMachine, row: Float64Array, at = 0): number => {
  let sum = -rho
  let cell = 0
  for (let i = 0; i < weights.length; i++) {
    let squares = 0
    for (let feature = 0; feature < features; feature++) {
      const distance = (row[at + feature] as number) - (vectors[cell++] as number)
      squares += distance * distance
    }
    sum += (weights[i] as number) * Math.exp(-gamma * squares)
  }
  return sum
}

/** Mean of the sum over the vectors whose weight is neither none nor full: there the decision is zero. */
const boundaryOf = (machine: OneClassMachine): number | null => {
  const { vectors, weights, features } = machine
  const row = Float64Array.from(vectors)
  let sum = 0
  let count = 0
  for (let i = 0; i < weights.length; i++) {
    if ((weights[i] as number) >= 1) continue
    sum += decisionValue(machine, row, i * features)
    count++
  }
  return count === 0 ? null : sum / count
}

/** Header lines up to "SV", then one line a support vector that begins with its weight. */
const readModel = (text: string): { weights: Float32Array; rho: number } => {
  const lines = text.split('\n')
  const from = lines.indexOf('SV')
  const rho = Number(lines.find((line) => line.startsWith('rho '))?.slice(4))
  if (from < 0 || !Number.isFinite(rho)) throw new Error('libsvm gave a model without rho or support vectors.')
  const weights = lines.slice(from + 1).filter((line) => line !== '').map((line) => Number.parseFloat(line))
  return { weights: Float32Array.from(weights), rho }
}
