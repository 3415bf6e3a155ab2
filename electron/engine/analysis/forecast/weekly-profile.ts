/**
 * The weekly profile: the same weekday of the last four weeks, the newer the heavier, moved to the level of the last days. What is used until more is known, and what all else is held against.
 *
 * f(h) = r * sum_k w_k y(d - 7k, h) / sum_k w_k with w = 4, 3, 2, 1; r = mean of the last three days / mean of the same three days by this formula, kept within 0.5..2. Before there is a week: the day before.
 */
import { HOURS_A_DAY } from './day-matrix.ts'
import type { Method, Past } from './forecast-types.ts'

const WEIGHTS = [4, 3, 2, 1] as const
const LEVEL_DAYS = 3
const MOST_RATIO = 2

/** Weighted mean of the weekdays before; null where there is none. */
const weekdayMean = ({ matrix }: Past, day: number, hour: number): number | null => {
  let sum = 0
  let weight = 0
  for (const [index, own] of WEIGHTS.entries()) {
    const from = day - 7 * (index + 1)
    if (from < 0) break
    sum += own * matrix.values[from * HOURS_A_DAY + hour]!
    weight += own
  }
  return weight === 0 ? null : sum / weight
}

const levelRatio = (past: Past, day: number): number => {
  let own = 0
  let usual = 0
  for (let back = 1; back <= LEVEL_DAYS && day - back >= 0; back += 1) {
    for (let hour = 0; hour < HOURS_A_DAY; hour += 1) {
      const mean = weekdayMean(past, day - back, hour)
      if (mean === null) continue
      own += past.matrix.values[(day - back) * HOURS_A_DAY + hour]!
      usual += mean
    }
  }
  return usual > 0 && own > 0 ? Math.max(1 / MOST_RATIO, Math.min(MOST_RATIO, own / usual)) : 1
}

export const weeklyProfile: Method<null> = {
  id: 'weeklyProfile',
  leastDays: 1,
  fit: () => null,
  predict: (_, past, day) => {
    // Half of the change of level: one odd day must not move the next one by all of it.
    const ratio = 1 + (levelRatio(past, day) - 1) / 2
    return Float64Array.from({ length: HOURS_A_DAY }, (__, hour) => {
      const mean = weekdayMean(past, day, hour)
      return mean === null ? past.matrix.values[Math.max(0, day - 1) * HOURS_A_DAY + hour]! : ratio * mean
    })
  },
}
