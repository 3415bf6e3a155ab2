/**
 * Daily ridge: all 24 hours of a day as linear functions of what is known before it begins, one regression with 24 right sides
 * (LEAR of Lago, Marcjasz, De Schutter and Weron 2021, Applied Energy 293, with an L2 penalty; Hoerl and Kennard 1970), one for each kind of day.
 *
 * W = (Z'DZ + lambda sum(d) / 400 I)^-1 Z'D Y on standardised features Z of the last 400 days. D weighs days: those of the kind that is forecast 1, others a quarter (what yesterday tells
 * of a Monday is another thing than what it tells of a Wednesday; Cleveland and Devlin 1988, local regression), days that were hardly measured 0, and after a first solution days
 * that are missed by more than the median as much less as they are missed (iteratively reweighted least squares towards absolute errors: one pass from nothing; where the model of
 * an earlier day is at hand its misses are the first solution's, so that day after day the passes go on, each with one solution instead of two).
 */
import { factorCholesky, solveFactored } from '../cholesky.ts'
import { HOURS_A_DAY, weekdayOf } from './day-matrix.ts'
import { dayFeatureCount, FIRST_ROW, writeDayFeatures } from './day-features.ts'
import type { Method, Past } from './forecast-types.ts'
import { WeightedEquations } from './weighted-equations.ts'

const WINDOW_DAYS = 400
const LAMBDA = 30
const LEAST_MEASURED_HOURS = 18
/** What a day counts for days of another kind. */
const OTHER_KIND = 0.25
const KINDS = 4

interface KindWeights {
  /** features x 24, row by row. */
  readonly weights: Float64Array
  readonly intercepts: Float64Array
}

interface KindModel extends KindWeights {
  /** Local date of the first day it has not learnt from, as whole days since 1970. */
  readonly untilDay: number
  /** Mean absolute misses of each row by the model before, which it went on from; null = it began from nothing. So that the same days taken in twice give the same model. */
  readonly misses: Float64Array | null
}

export interface DailyRidgeModel {
  /** By kind of day, on features in their own units; null = not fitted. */
  readonly kinds: readonly (KindModel | null)[]
}

interface Standards {
  readonly means: Float64Array
  /** 1 / standard deviation. */
  readonly scales: Float64Array
}

interface Rows {
  readonly first: number
  readonly count: number
  readonly width: number
  readonly cells: Float64Array
}

/** After a day off, after a working day, Saturday, Sunday. @param day local date as whole days since 1970 */
const kindOf = (day: number): number => {
  const weekday = weekdayOf(day)
  return weekday === 0 ? 0 : weekday <= 4 ? 1 : weekday - 3
}

const rowsOf = (past: Past, until: number): Rows => {
  const first = Math.max(FIRST_ROW, until - WINDOW_DAYS)
  const count = Math.max(0, until - first)
  const width = dayFeatureCount(past)
  const cells = new Float64Array(count * width)
  for (let row = 0; row < count; row += 1) writeDayFeatures(past, first + row, cells, row * width)
  return { first, count, width, cells }
}

const isMeasured = ({ matrix }: Past, day: number): boolean => {
  let known = 0
  for (let hour = 0; hour < HOURS_A_DAY; hour += 1) known += matrix.measured[day * HOURS_A_DAY + hour]!
  return known >= LEAST_MEASURED_HOURS
}

/** Standardises the cells in place. */
const standardise = ({ cells, count, width }: Rows): Standards => {
  const means = new Float64Array(width)
  const scales = new Float64Array(width)
  for (let row = 0; row < count; row += 1) for (let j = 0; j < width; j += 1) means[j] = means[j]! + cells[row * width + j]! / count
  for (let row = 0; row < count; row += 1) for (let j = 0; j < width; j += 1) scales[j] = scales[j]! + (cells[row * width + j]! - means[j]!) ** 2 / count
  for (let j = 0; j < width; j += 1) scales[j] = 1 / (Math.sqrt(scales[j]!) + 1e-6)
  for (let row = 0; row < count; row += 1) for (let j = 0; j < width; j += 1) cells[row * width + j] = (cells[row * width + j]! - means[j]!) * scales[j]!
  return { means, scales }
}

/** Mean absolute miss of each row. */
const missesOf = ({ cells, count, width }: Rows, targets: Float64Array, { weights, intercepts }: KindWeights): Float64Array => {
  const predicted = new Float64Array(HOURS_A_DAY)
  const misses = new Float64Array(count)
  for (let row = 0; row < count; row += 1) {
    predicted.set(intercepts)
    const from = row * width
    let j = 0
    for (; j + 1 < width; j += 2) {
      const [cell, beside] = [cells[from + j]!, cells[from + j + 1]!]
      const line = j * HOURS_A_DAY
      for (let hour = 0; hour < HOURS_A_DAY; hour += 1) predicted[hour] = predicted[hour]! + cell * weights[line + hour]! + beside * weights[line + HOURS_A_DAY + hour]!
    }
    if (j < width) for (let hour = 0; hour < HOURS_A_DAY; hour += 1) predicted[hour] = predicted[hour]! + cells[from + j]! * weights[j * HOURS_A_DAY + hour]!
    let miss = 0
    for (let hour = 0; hour < HOURS_A_DAY; hour += 1) miss += Math.abs(targets[row * HOURS_A_DAY + hour]! - predicted[hour]!)
    misses[row] = miss / HOURS_A_DAY
  }
  return misses
}

const solve = (equations: WeightedEquations, width: number): KindWeights => {
  const { square, right, means, targetMeans } = equations.centred()
  const penalty = (LAMBDA * Math.max(1, equations.total)) / WINDOW_DAYS
  for (let j = 0; j < width; j += 1) square[j * width + j] = square[j * width + j]! + penalty
  factorCholesky(square, width)
  solveFactored(square, width, right, HOURS_A_DAY)
  const intercepts = targetMeans
  for (let j = 0; j < width; j += 1) for (let hour = 0; hour < HOURS_A_DAY; hour += 1) intercepts[hour] = intercepts[hour]! - means[j]! * right[j * HOURS_A_DAY + hour]!
  return { weights: right, intercepts }
}

/** @param earlier misses of each row by an earlier model; null = there is none */
const fitKind = (rows: Rows, targets: Float64Array, dayWeights: Float64Array, earlier: Float64Array | null): KindWeights => {
  const equations = new WeightedEquations(rows.cells, rows.width, targets, HOURS_A_DAY)
  if (earlier === null) equations.add(dayWeights)
  const misses = earlier ?? missesOf(rows, targets, solve(equations, rows.width))
  const limit = misses.slice().sort()[misses.length >> 1] ?? 0
  const share = (row: number): number => (misses[row]! > limit ? limit / misses[row]! : 1)
  equations.add(dayWeights.map((weight, row) => weight * (earlier === null ? share(row) - 1 : share(row))))
  return solve(equations, rows.width)
}

/** From standardised features to their own units. */
const inUnits = ({ weights, intercepts }: KindWeights, { means, scales }: Standards): KindWeights => {
  const own = { weights: weights.slice(), intercepts: intercepts.slice() }
  for (let j = 0; j < means.length; j += 1) {
    for (let hour = 0; hour < HOURS_A_DAY; hour += 1) {
      const weight = weights[j * HOURS_A_DAY + hour]! * scales[j]!
      own.weights[j * HOURS_A_DAY + hour] = weight
      own.intercepts[hour] = own.intercepts[hour]! - weight * means[j]!
    }
  }
  return own
}

/** What a fit goes on from: the misses of an earlier model, or those that it went on from itself where it has learnt from the same days. Before the features are standardised: weights are in their own units. */
const startOf = (rows: Rows, targets: Float64Array, untilDay: number, own: KindModel): Float64Array | null =>
  own.untilDay === untilDay && (own.misses === null || own.misses.length === rows.count) ? own.misses : missesOf(rows, targets, own)

/**
 * @param horizon fits the kinds of so many days from `until` on; 7 fits all, others stay as `earlier` has them
 * @param earlier model of the same meter fitted some days before: where it knows as many features the fit goes on from it. A model of the same days is fitted again from where it began, so that nothing changes unless
 * a day was corrected
 */
const fit = (past: Past, until: number, horizon = 7, earlier?: DailyRidgeModel): DailyRidgeModel => {
  const rows = rowsOf(past, until)
  const targets = past.matrix.values.subarray(rows.first * HOURS_A_DAY, (rows.first + rows.count) * HOURS_A_DAY)
  const untilDay = past.matrix.firstDay + until
  const asked = new Set(Array.from({ length: Math.min(7, horizon) }, (_, ahead) => kindOf(untilDay + ahead)))
  const known = Uint8Array.from({ length: rows.count }, (_, row) => (isMeasured(past, rows.first + row) ? 1 : 0))
  const before = Array.from({ length: KINDS }, (_, kind) => {
    const own = earlier?.kinds[kind] ?? null
    return own !== null && own.weights.length === rows.width * HOURS_A_DAY ? own : null
  })
  const starts = before.map((own, kind) => (own !== null && asked.has(kind) ? startOf(rows, targets, untilDay, own) : null))
  const standards = standardise(rows)
  const kinds = before.map((own, kind) => {
    if (!asked.has(kind)) return own
    const dayWeights = Float64Array.from(known, (one, row) => (kindOf(past.matrix.firstDay + rows.first + row) === kind ? one : one * OTHER_KIND))
    return { ...inUnits(fitKind(rows, targets, dayWeights, starts[kind]!), standards), untilDay, misses: starts[kind]! }
  })
  return { kinds }
}

/** @throws Error when the kind of the day was not fitted */
const predict = ({ kinds }: DailyRidgeModel, past: Past, day: number): Float64Array => {
  const own = kinds[kindOf(past.matrix.firstDay + day)]
  if (own === null || own === undefined) throw new Error('this kind of day was not fitted')
  const row = new Float64Array(dayFeatureCount(past))
  writeDayFeatures(past, day, row, 0)
  const values = own.intercepts.slice()
  for (let j = 0; j < row.length; j += 1) for (let hour = 0; hour < HOURS_A_DAY; hour += 1) values[hour] = values[hour]! + row[j]! * own.weights[j * HOURS_A_DAY + hour]!
  return values
}

export const dailyRidge = { id: 'dailyRidge', leastDays: FIRST_ROW + 28, fit, predict } as const satisfies Method<DailyRidgeModel>
