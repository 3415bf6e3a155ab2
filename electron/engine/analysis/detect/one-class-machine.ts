/**
 * One-Class SVM (Schölkopf et al. 2001, "Estimating the Support of a High-Dimensional Distribution") with a Gaussian kernel.
 *
 * min 1/2 a'Ka over 0 <= a_i <= 1, sum a_i = nu n; f(x) = sum of a_i exp(-gamma |x_i - x|^2) - rho, negative = outside. Solved as libsvm solves it: two weights at a
 * time, the pair chosen by second order information (Fan, Chen and Lin 2005, "Working Set Selection Using Second Order Information for Training Support Vector
 * Machines"). Support vectors and decision values are libsvm's within its tolerance; see docs/decisions/0008 for why it is not called itself.
 */
import { negativeExponential } from './negative-exponential.ts'

/** Greatest violation of optimality that is left: a tenth of what libsvm and scikit-learn leave, so that any difference to them is theirs. */
const TOLERANCE = 1e-4
/** Least curvature along a pair: rows that are equal have none. */
const LEAST_CURVATURE = 1e-12
/** Far beyond what any training took; ends one that would circle for lack of digits. */
const MOST_STEPS = 200_000

export interface OneClassMachine {
  readonly features: number
  readonly gamma: number
  readonly rho: number
  /** Support vectors one after another, and the weight of each, in (0, 1]. */
  readonly vectors: Float32Array
  readonly weights: Float32Array
}

/**
 * @param cells rows of `features` finite numbers one after another; at most some thousand rows, time and memory grow with their square
 * @param nu greatest share of rows left outside, and least share of rows that become support vectors, (0, 1]
 * @throws RangeError when there is no row
 */
export const trainOneClass = (cells: Float64Array, features: number, nu: number, gamma: number): OneClassMachine => {
  const count = Math.floor(cells.length / features)
  if (count === 0) throw new RangeError('A one-class machine needs at least one row.')
  const kernel = kernelRows(cells, count, features, gamma)
  const weights = startWeights(cells, count, features, nu)
  const gradient = new Float64Array(count)
  for (let i = 0; i < count; i++) if ((weights[i] as number) > 0) addScaled(gradient, kernel(i), weights[i] as number)
  for (let step = 0; step < MOST_STEPS && improve(weights, gradient, kernel); step++);
  return keepSupport(cells, features, gamma, weights, boundaryOf(weights, gradient))
}

/** Distance from the boundary: negative = outside, as scikit-learn's `decision_function`. */
export const decisionValue = ({ features, gamma, rho, vectors, weights }: OneClassMachine, row: Float64Array, at = 0): number => {
  let sum = -rho
  let cell = 0
  for (let i = 0; i < weights.length; i++) {
    let squares = 0
    for (let feature = 0; feature < features; feature++) {
      const distance = (row[at + feature] as number) - (vectors[cell++] as number)
      squares += distance * distance
    }
    sum += (weights[i] as number) * negativeExponential(gamma * squares)
  }
  return sum
}

/** All weight on the rows furthest from the mean: most of them will keep it, so that few steps are left to take. */
const startWeights = (cells: Float64Array, count: number, features: number, nu: number): Float64Array => {
  const mean = new Float64Array(features)
  for (let i = 0; i < count * features; i++) mean[i % features] = (mean[i % features] as number) + (cells[i] as number) / count
  const distances = new Float64Array(count)
  for (let i = 0; i < count * features; i++) {
    const row = Math.floor(i / features)
    distances[row] = (distances[row] as number) + ((cells[i] as number) - (mean[i % features] as number)) ** 2
  }
  const order = Uint32Array.from(distances.keys()).sort((a, b) => (distances[b] as number) - (distances[a] as number) || a - b)
  const weights = new Float64Array(count)
  for (const [rank, row] of order.entries()) weights[row] = Math.max(0, Math.min(1, nu * count - rank))
  return weights
}

type KernelRows = (i: number) => Float32Array

/** Rows of the kernel matrix, computed when first asked for. */
const kernelRows = (cells: Float64Array, count: number, features: number, gamma: number): KernelRows => {
  const known: (Float32Array | undefined)[] = Array.from({ length: count })
  return (i) => {
    const before = known[i]
    if (before !== undefined) return before
    const row = new Float32Array(count)
    const from = i * features
    for (let j = 0, cell = 0; j < count; j++) {
      let squares = 0
      for (let feature = 0; feature < features; feature++) {
        const distance = (cells[from + feature] as number) - (cells[cell++] as number)
        squares += distance * distance
      }
      row[j] = negativeExponential(gamma * squares)
    }
    return (known[i] = row)
  }
}

const addScaled = (sum: Float64Array, row: Float32Array, factor: number): void => {
  for (let j = 0; j < sum.length; j++) sum[j] = (sum[j] as number) + factor * (row[j] as number)
}

/** Moves weight between the best pair; false when no pair violates optimality by more than the tolerance. */
const improve = (weights: Float64Array, gradient: Float64Array, kernel: KernelRows): boolean => {
  const up = steepest(weights, gradient)
  if (up < 0) return false
  const upRow = kernel(up)
  const down = bestPartner(weights, gradient, upRow, gradient[up] as number)
  if (down < 0) return false
  const [before, other] = [weights[up] as number, weights[down] as number]
  const wanted = ((gradient[down] as number) - (gradient[up] as number)) / curvature(upRow[down] as number)
  const moved = Math.min(wanted, 1 - before, other)
  weights[up] = moved === 1 - before ? 1 : before + moved
  weights[down] = moved === other ? 0 : other - moved
  const downRow = kernel(down)
  for (let j = 0; j < gradient.length; j++) gradient[j] = (gradient[j] as number) + moved * ((upRow[j] as number) - (downRow[j] as number))
  return true
}

const curvature = (similarity: number): number => Math.max(LEAST_CURVATURE, 2 - 2 * similarity)

/** The row that gains most by more weight; -1 = all have it in full. */
const steepest = (weights: Float64Array, gradient: Float64Array): number => {
  let found = -1
  let least = Infinity
  for (let i = 0; i < weights.length; i++) {
    if ((weights[i] as number) < 1 && (gradient[i] as number) < least) {
      least = gradient[i] as number
      found = i
    }
  }
  return found
}

/** The row to take weight from: the largest gain by second order; -1 when none is worth it. */
const bestPartner = (weights: Float64Array, gradient: Float64Array, upRow: Float32Array, least: number): number => {
  let found = -1
  let best = 0
  let most = -Infinity
  for (let j = 0; j < weights.length; j++) {
    if ((weights[j] as number) <= 0) continue
    const slope = gradient[j] as number
    if (slope > most) most = slope
    const difference = slope - least
    if (difference <= 0) continue
    const gain = (difference * difference) / curvature(upRow[j] as number)
    if (gain > best) {
      best = gain
      found = j
    }
  }
  return most - least < TOLERANCE ? -1 : found
}

/** rho: the mean gradient of the rows on the boundary, or the middle of what full and empty weights leave open. */
const boundaryOf = (weights: Float64Array, gradient: Float64Array): number => {
  let sum = 0
  let free = 0
  let low = -Infinity
  let high = Infinity
  for (let i = 0; i < weights.length; i++) {
    const slope = gradient[i] as number
    if ((weights[i] as number) >= 1) low = Math.max(low, slope)
    else if ((weights[i] as number) <= 0) high = Math.min(high, slope)
    else {
      sum += slope
      free++
    }
  }
  if (free > 0) return sum / free
  if (high === Infinity) return low
  return low === -Infinity ? high : (low + high) / 2
}

const keepSupport = (cells: Float64Array, features: number, gamma: number, weights: Float64Array, rho: number): OneClassMachine => {
  const support = Array.from(weights.keys()).filter((i) => (weights[i] as number) > 0)
  const vectors = new Float32Array(support.length * features)
  for (const [at, i] of support.entries()) vectors.set(cells.subarray(i * features, (i + 1) * features), at * features)
  return { features, gamma, rho, vectors, weights: Float32Array.from(support, (i) => weights[i] as number) }
}
