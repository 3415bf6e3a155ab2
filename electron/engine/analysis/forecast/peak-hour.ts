/**
 * At which hour a day's peak is to be expected. The highest hour of a mean forecast is often not it: where two hours are nearly equal, the one that held the peak of similar days is likelier.
 *
 * Score of an hour = ln(weight of earlier days of the same kind whose peak fell within one hour of it) + (forecast - highest forecast) / (5 % of the highest forecast);
 * a day's weight falls with the distance of its profile from the forecast's: exp(-sum |shares of the day's energy| / 0.08). The hour with the highest score is the peak hour.
 */
import { HOURS_A_DAY, weekdayOf, type DayMatrix } from './day-matrix.ts'

const DAYS = 56
const DISTANCE = 0.08
const YIELD = 0.05
/** Of an hour that never held it. */
const LEAST_WEIGHT = 0.3

/** Working days, Saturdays, Sundays. */
const kindOf = (day: number): number => Math.max(0, weekdayOf(day) - 4)

const totalOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0)

const distanceOf = (a: Float64Array, b: Float64Array): number => {
  const [aTotal, bTotal] = [totalOf(a) + 1e-9, totalOf(b) + 1e-9]
  return a.reduce((sum, value, hour) => sum + Math.abs(value / aTotal - b[hour]! / bTotal), 0)
}

const highestHour = (values: Float64Array): number => values.reduce((best, value, hour) => (value > values[best]! ? hour : best), 0)

/** @param day of the matrix that `expected` is for @returns hour 0..23 */
export const peakHourOf = ({ values, firstDay }: DayMatrix, day: number, expected: Float64Array): number => {
  const weights = new Float64Array(HOURS_A_DAY).fill(LEAST_WEIGHT)
  for (let before = Math.max(0, day - DAYS); before < day; before += 1) {
    if (kindOf(firstDay + before) !== kindOf(firstDay + day)) continue
    const own = values.subarray(before * HOURS_A_DAY, (before + 1) * HOURS_A_DAY)
    const hour = highestHour(own)
    weights[hour] = weights[hour]! + Math.exp(-distanceOf(own, expected) / DISTANCE)
  }
  const highest = expected[highestHour(expected)]!
  const scores = expected.map((value, hour) => Math.log(weights[hour]! + (weights[hour - 1] ?? 0) + (weights[hour + 1] ?? 0)) + (value - highest) / (Math.abs(highest) * YIELD + 1e-9))
  return highestHour(scores)
}
