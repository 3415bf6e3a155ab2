/**
 * Gradient boosting over hours: what the daily ridge cannot say, because it is linear. Learns from the last 400 days.
 * Loads are told as shares of the level of the week before, which trees then scale back: by themselves they never leave the values they have seen.
 */
import { HOURS_A_DAY } from '../day-matrix.ts'
import type { Method, Past } from '../forecast-types.ts'
import { dayFiguresOf, FIRST_HOUR_ROW, hourFeatureCount, levelOf, writeHourFeatures } from '../hour-features.ts'
import { fitTrees, predictTrees, type Trees } from './histogram-trees.ts'

const WINDOW_DAYS = 400
const OPTIONS = { trees: 60, rate: 0.12, leaves: 16, leastRows: 20, shrinkage: 1, sample: 0.5, seed: 7 } as const

/** A level is never less than this share of the usual one: after an outage shares of nearly nothing would say anything. */
const LEAST_LEVEL = 0.05

export interface BoostingModel {
  readonly trees: Trees
  /** Least level that shares are of, in the unit of the load. */
  readonly least: number
}

const leastLevel = ({ matrix: { values } }: Past, first: number, until: number): number => {
  let sum = 0
  for (let i = first * HOURS_A_DAY; i < until * HOURS_A_DAY; i += 1) sum += Math.abs(values[i]!)
  return (LEAST_LEVEL * sum) / Math.max(1, (until - first) * HOURS_A_DAY) + 1e-9
}

const fit = (past: Past, until: number): BoostingModel => {
  const first = Math.max(FIRST_HOUR_ROW, until - WINDOW_DAYS)
  const width = hourFeatureCount(past)
  const known: number[] = []
  for (let i = first * HOURS_A_DAY; i < until * HOURS_A_DAY; i += 1) if (past.matrix.measured[i] === 1) known.push(i)
  const columns = Array.from({ length: width }, () => new Float64Array(known.length))
  const figures = dayFiguresOf(past)
  const row = new Float64Array(width)
  const least = leastLevel(past, first, until)
  const targets = new Float64Array(known.length)
  for (const [index, i] of known.entries()) {
    const day = Math.floor(i / HOURS_A_DAY)
    const level = levelOf(figures, day, least)
    writeHourFeatures(past, figures, day, i % HOURS_A_DAY, level, row)
    for (let j = 0; j < width; j += 1) columns[j]![index] = row[j]!
    targets[index] = past.matrix.values[i]! / level
  }
  return { trees: fitTrees(columns, targets, OPTIONS), least }
}

const predict = ({ trees, least }: BoostingModel, past: Past, day: number): Float64Array => {
  const figures = dayFiguresOf(past)
  const level = levelOf(figures, day, least)
  const row = new Float64Array(hourFeatureCount(past))
  const values = new Float64Array(HOURS_A_DAY)
  for (let hour = 0; hour < HOURS_A_DAY; hour += 1) {
    writeHourFeatures(past, figures, day, hour, level, row)
    values[hour] = level * predictTrees(trees, row)
  }
  return values
}

export const boosting: Method<BoostingModel> = { id: 'boosting', leastDays: FIRST_HOUR_ROW + 28, fit, predict }
