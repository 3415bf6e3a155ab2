/** The correlations of all pairs of a set of series, with what they rest on, how sure they are, and which belong together. */
import type { CorrelationMethod } from '../../../../shared/domain/correlation.ts'
import { averageLinkage, groupsBelow } from './average-linkage.ts'
import { autocorrelations, effectiveSize, lagLadder } from './effective-size.ts'
import { maskedSeries, pearson, type MaskedSeries } from './pearson.ts'
import { adjustForMany, correlationProbability } from './significance.ts'
import { ranksOf } from './spearman.ts'

/** Row after row, n × n, symmetric. */
export interface MatrixFigures {
  /** NaN where it cannot be told. */
  readonly r: Float32Array
  /** False discovery rate; NaN with too few independent moments. */
  readonly q: Float32Array
  /** Independent moments. */
  readonly effective: Float32Array
  /** Items so that similar ones stand together. */
  readonly order: Int32Array
  /** Group of each item, from 0 in the order of `order`. */
  readonly groups: Int32Array
}

/** Items whose mean |r| is at least 0.6 with each other's groups form one group. */
const GROUP_DISTANCE = 0.4

/**
 * Distance for the grouping is 1 - |r|: what moves against each other belongs together too. Works row by row: yields the share done after each, 0..1.
 * @param series prepared, of equal length, NaN for gaps
 */
export function* correlationMatrix(series: readonly Float64Array[], method: CorrelationMethod, controls: number): Generator<number, MatrixFigures> {
  const n = series.length
  const ladder = lagLadder(series[0]?.length ?? 0)
  const masked = series.map(maskedSeries)
  const resemblance: Float64Array[] = []
  for (const one of masked) {
    resemblance.push(autocorrelations(one, ladder))
    yield (0.3 * resemblance.length) / n
  }
  // Ranked once, among all that is known of a point: ranking anew for every pair with other gaps would take a minute and change little.
  const compared = method === 'spearman' ? series.map((values) => maskedSeries(ranksOf(values))) : masked

  const r = new Float32Array(n * n).fill(Number.NaN)
  const effective = new Float32Array(n * n).fill(Number.NaN)
  const pairs = (n * (n - 1)) / 2
  const probabilities = new Float64Array(pairs)
  let pair = 0
  for (let i = 0; i < n; i++) {
    r[i * n + i] = 1
    for (let j = i + 1; j < n; j++) {
      const found = pearson(compared[i] as MaskedSeries, compared[j] as MaskedSeries)
      const size = effectiveSize(resemblance[i] as Float64Array, resemblance[j] as Float64Array, ladder, found.count)
      probabilities[pair] = correlationProbability(found.r, size, controls)
      pair += 1
      setBoth(r, n, i, j, found.r)
      setBoth(effective, n, i, j, size)
    }
    yield pair === pairs ? 1 : 0.3 + (0.7 * pair) / pairs
  }
  const { order, groups } = groupedBy(r, n)
  return { r, q: spread(adjustForMany(probabilities), n), effective, order, groups }
}

const setBoth = (matrix: Float32Array, n: number, i: number, j: number, value: number): void => {
  matrix[i * n + j] = value
  matrix[j * n + i] = value
}

const spread = (upper: Float64Array, n: number): Float32Array => {
  const matrix = new Float32Array(n * n).fill(Number.NaN)
  let pair = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      setBoth(matrix, n, i, j, upper[pair] as number)
      pair += 1
    }
  }
  return matrix
}

const groupedBy = (r: Float32Array, n: number): Pick<MatrixFigures, 'order' | 'groups'> => {
  const distances = Float64Array.from(r, (value) => (Number.isNaN(value) ? 1 : 1 - Math.abs(value)))
  const clustering = averageLinkage(distances, n)
  return { order: clustering.order, groups: groupsBelow(clustering, n, GROUP_DISTANCE) }
}
