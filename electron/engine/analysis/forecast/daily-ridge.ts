/**
 * Daily ridge: all 24 hours of a day as linear functions of what is known before it begins, one regression with 24 right sides
 * (LEAR of Lago, Marcjasz, De Schutter and Weron 2021, Applied Energy 293, with an L2 penalty; Hoerl and Kennard 1970).
 *
 * W = (Z'DZ + lambda sum(d) / 400 I)^-1 Z'D Y on standardised features Z of the last 400 days. D weighs days: 1, days that were hardly measured 0, and after a first
 * solution days that are missed by more than twice the median as much less as they are missed (one pass of iteratively reweighted least squares towards absolute errors).
 */
import { factorCholesky, solveFactored } from '../cholesky.ts'
import { HOURS_A_DAY } from './day-matrix.ts'
import { dayFeatureCount, FIRST_ROW, writeDayFeatures } from './day-features.ts'
import type { Method, Past } from './forecast-types.ts'

const WINDOW_DAYS = 400
const LAMBDA = 30
const LEAST_MEASURED_HOURS = 18
const ROBUST_FACTOR = 2

export interface DailyRidgeModel {
  readonly means: Float64Array
  /** 1 / standard deviation. */
  readonly scales: Float64Array
  /** features x 24, row by row. */
  readonly weights: Float64Array
  readonly intercepts: Float64Array
}

interface Rows {
  readonly first: number
  readonly count: number
  readonly width: number
  readonly cells: Float64Array
}

const rowsOf = (past: Past, until: number): Rows => {
  const first = Math.max(FIRST_ROW, until - WINDOW_DAYS)
  const count = Math.max(0, until - first)
  const width = dayFeatureCount(past)
  const cells = new Float64Array(count * width)
  for (let row = 0; row < count; row += 1) writeDayFeatures(past, first + row, cells, row * width)
  return { first, count, width, cells }
}

const measuredWeights = ({ matrix }: Past, { first, count }: Rows): Float64Array =>
  Float64Array.from({ length: count }, (_, row) => {
    let known = 0
    for (let hour = 0; hour < HOURS_A_DAY; hour += 1) known += matrix.measured[(first + row) * HOURS_A_DAY + hour]!
    return known >= LEAST_MEASURED_HOURS ? 1 : 0
  })

/** Standardises the cells in place. */
const standardise = ({ cells, count, width }: Rows): Pick<DailyRidgeModel, 'means' | 'scales'> => {
  const means = new Float64Array(width)
  const scales = new Float64Array(width)
  for (let row = 0; row < count; row += 1) for (let j = 0; j < width; j += 1) means[j] = means[j]! + cells[row * width + j]! / count
  for (let row = 0; row < count; row += 1) for (let j = 0; j < width; j += 1) scales[j] = scales[j]! + (cells[row * width + j]! - means[j]!) ** 2 / count
  for (let j = 0; j < width; j += 1) scales[j] = 1 / (Math.sqrt(scales[j]!) + 1e-6)
  for (let row = 0; row < count; row += 1) for (let j = 0; j < width; j += 1) cells[row * width + j] = (cells[row * width + j]! - means[j]!) * scales[j]!
  return { means, scales }
}

/** Sums of the normal equations; rows may be added with any weight, also a negative one. */
class NormalEquations {
  readonly square: Float64Array
  readonly right: Float64Array
  private readonly rows: Rows
  private readonly targets: Float64Array

  constructor(rows: Rows, targets: Float64Array) {
    this.rows = rows
    this.targets = targets
    this.square = new Float64Array(rows.width * rows.width)
    this.right = new Float64Array(rows.width * HOURS_A_DAY)
  }

  add(row: number, weight: number): void {
    const { width, cells } = this.rows
    const { square, right, targets } = this
    const from = row * width
    const target = row * HOURS_A_DAY
    for (let j = 0; j < width; j += 1) {
      const pull = weight * cells[from + j]!
      if (pull === 0) continue
      const line = j * width
      for (let k = 0; k <= j; k += 1) square[line + k] = square[line + k]! + pull * cells[from + k]!
      const outputs = j * HOURS_A_DAY
      for (let hour = 0; hour < HOURS_A_DAY; hour += 1) right[outputs + hour] = right[outputs + hour]! + pull * targets[target + hour]!
    }
  }

  solve(penalty: number): Float64Array {
    const { width } = this.rows
    const square = this.square.slice()
    const weights = this.right.slice()
    for (let j = 0; j < width; j += 1) square[j * width + j] = square[j * width + j]! + penalty
    factorCholesky(square, width)
    solveFactored(square, width, weights, HOURS_A_DAY)
    return weights
  }
}

/** Mean absolute miss of each row. */
const missesOf = ({ cells, count, width }: Rows, targets: Float64Array, weights: Float64Array): Float64Array => {
  const predicted = new Float64Array(HOURS_A_DAY)
  return Float64Array.from({ length: count }, (_, row) => {
    predicted.fill(0)
    for (let j = 0; j < width; j += 1) {
      const cell = cells[row * width + j]!
      for (let hour = 0; hour < HOURS_A_DAY; hour += 1) predicted[hour] = predicted[hour]! + cell * weights[j * HOURS_A_DAY + hour]!
    }
    let miss = 0
    for (let hour = 0; hour < HOURS_A_DAY; hour += 1) miss += Math.abs(targets[row * HOURS_A_DAY + hour]! - predicted[hour]!)
    return miss / HOURS_A_DAY
  })
}

const fit = (past: Past, until: number): DailyRidgeModel => {
  const rows = rowsOf(past, until)
  const dayWeights = measuredWeights(past, rows)
  const { means, scales } = standardise(rows)
  const total = dayWeights.reduce((sum, weight) => sum + weight, 0)
  const intercepts = new Float64Array(HOURS_A_DAY)
  const targets = past.matrix.values.slice(rows.first * HOURS_A_DAY, (rows.first + rows.count) * HOURS_A_DAY)
  for (let i = 0; i < targets.length; i += 1) intercepts[i % HOURS_A_DAY] = intercepts[i % HOURS_A_DAY]! + (dayWeights[Math.floor(i / HOURS_A_DAY)]! * targets[i]!) / Math.max(1, total)
  for (let i = 0; i < targets.length; i += 1) targets[i] = targets[i]! - intercepts[i % HOURS_A_DAY]!
  const equations = new NormalEquations(rows, targets)
  for (let row = 0; row < rows.count; row += 1) if (dayWeights[row]! > 0) equations.add(row, dayWeights[row]!)
  const penalty = (LAMBDA * Math.max(1, total)) / WINDOW_DAYS
  const first = equations.solve(penalty)
  const misses = missesOf(rows, targets, first)
  const limit = ROBUST_FACTOR * (misses.slice().sort()[misses.length >> 1] ?? 0)
  for (let row = 0; row < rows.count; row += 1) if (misses[row]! > limit) equations.add(row, dayWeights[row]! * (limit / misses[row]! - 1))
  return { means, scales, intercepts, weights: equations.solve(penalty) }
}

const predict = ({ means, scales, weights, intercepts }: DailyRidgeModel, past: Past, day: number): Float64Array => {
  const width = means.length
  const row = new Float64Array(width)
  writeDayFeatures(past, day, row, 0)
  const values = intercepts.slice()
  for (let j = 0; j < width; j += 1) {
    const cell = (row[j]! - means[j]!) * scales[j]!
    for (let hour = 0; hour < HOURS_A_DAY; hour += 1) values[hour] = values[hour]! + cell * weights[j * HOURS_A_DAY + hour]!
  }
  return values
}

export const dailyRidge: Method<DailyRidgeModel> = { id: 'dailyRidge', leastDays: FIRST_ROW + 28, fit, predict }
