/** Gradient boosting over hours: what the daily ridge cannot say, because it is linear. Learns from the last 400 days. */
import { HOURS_A_DAY } from '../day-matrix.ts'
import type { Method, Past } from '../forecast-types.ts'
import { dayFiguresOf, FIRST_HOUR_ROW, hourFeatureCount, writeHourFeatures } from '../hour-features.ts'
import { fitTrees, predictTrees, type Trees } from './histogram-trees.ts'

const WINDOW_DAYS = 400
const OPTIONS = { trees: 60, rate: 0.12, leaves: 16, leastRows: 20, shrinkage: 1, sample: 0.5, seed: 7 } as const

const fit = (past: Past, until: number): Trees => {
  const first = Math.max(FIRST_HOUR_ROW, until - WINDOW_DAYS)
  const width = hourFeatureCount(past)
  const known: number[] = []
  for (let i = first * HOURS_A_DAY; i < until * HOURS_A_DAY; i += 1) if (past.matrix.measured[i] === 1) known.push(i)
  const columns = Array.from({ length: width }, () => new Float64Array(known.length))
  const figures = dayFiguresOf(past)
  const row = new Float64Array(width)
  for (const [index, i] of known.entries()) {
    writeHourFeatures(past, figures, Math.floor(i / HOURS_A_DAY), i % HOURS_A_DAY, row)
    for (let j = 0; j < width; j += 1) columns[j]![index] = row[j]!
  }
  return fitTrees(columns, Float64Array.from(known, (i) => past.matrix.values[i]!), OPTIONS)
}

const predict = (trees: Trees, past: Past, day: number): Float64Array => {
  const figures = dayFiguresOf(past)
  const row = new Float64Array(hourFeatureCount(past))
  return Float64Array.from({ length: HOURS_A_DAY }, (_, hour) => {
    writeHourFeatures(past, figures, day, hour, row)
    return predictTrees(trees, row)
  })
}

export const boosting: Method<Trees> = { id: 'boosting', leastDays: FIRST_HOUR_ROW + 28, fit, predict }
