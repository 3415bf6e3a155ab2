/** What is known of an hour before its day begins: the same hour of earlier days, the level of the last days, time, weather. One row of numbers an hour, for the trees. */
import { HOURS_A_DAY, weekdayOf, yearPart, type DayMatrix } from './day-matrix.ts'
import type { Past } from './forecast-types.ts'

/** Means, highest and lowest of each day. */
export interface DayFigures {
  readonly means: Float64Array
  /** Means of |value|. */
  readonly sizes: Float64Array
  readonly highest: Float64Array
  readonly lowest: Float64Array
}

const PLAIN_FEATURES = 21
const WEATHER_FEATURES = 5
/** Days before this one have no row. */
export const FIRST_HOUR_ROW = 28

export const hourFeatureCount = ({ weather }: Past): number => PLAIN_FEATURES + (weather === null ? 0 : WEATHER_FEATURES)

/** Of a past that is asked again and again while methods are compared. */
const known = new WeakMap<DayMatrix, DayFigures>()

export const dayFiguresOf = ({ matrix }: Past): DayFigures => {
  let figures = known.get(matrix)
  if (figures === undefined) {
    figures = figuresOf(matrix)
    known.set(matrix, figures)
  }
  return figures
}

const figuresOf = ({ values, days }: DayMatrix): DayFigures => {
  const [means, sizes, highest, lowest] = [new Float64Array(days), new Float64Array(days), new Float64Array(days), new Float64Array(days)]
  for (let day = 0; day < days; day += 1) {
    let [sum, size, most, least] = [0, 0, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
    for (let i = day * HOURS_A_DAY; i < (day + 1) * HOURS_A_DAY; i += 1) {
      const value = values[i]!
      sum += value
      size += Math.abs(value)
      if (value > most) most = value
      if (value < least) least = value
    }
    means[day] = sum / HOURS_A_DAY
    sizes[day] = size / HOURS_A_DAY
    highest[day] = most
    lowest[day] = least
  }
  return { means, sizes, highest, lowest }
}

/** Mean size of the load in the week before a day, never below `least`: what its shares are of. */
export const levelOf = ({ sizes }: DayFigures, day: number, least: number): number => {
  let sum = 0
  for (let back = 1; back <= 7; back += 1) sum += sizes[Math.max(0, day - back)]!
  return Math.max(least, sum / 7)
}

/** Features that are loads, and so told as shares of the level; the mean of the week (12) stays as it is, so that the level is known too. */
const LOADS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18, 19, 20] as const

/** Writes the row of an hour. `day` may be the first one after the past. @param level what loads are shares of: `levelOf` */
export const writeHourFeatures = ({ matrix, weather }: Past, { means, highest, lowest }: DayFigures, day: number, hour: number, level: number, out: Float64Array): void => {
  const { values, firstDay } = matrix
  const at = (d: number, h: number): number => values[Math.max(0, Math.min(values.length - 1, d * HOURS_A_DAY + h))]!
  const of = (figures: Float64Array, d: number): number => figures[Math.max(0, d)]!
  out[0] = hour
  out[1] = weekdayOf(firstDay + day)
  out[2] = yearPart(firstDay + day)
  out[3] = at(day - 1, hour)
  out[4] = at(day - 2, hour)
  out[5] = at(day - 7, hour)
  out[6] = at(day - 14, hour)
  out[7] = (at(day - 7, hour) + at(day - 14, hour) + at(day - 21, hour) + at(day - 28, hour)) / 4
  out[8] = of(means, day - 1)
  out[9] = of(means, day - 7)
  out[10] = at(day, -1)
  out[11] = (at(day, -1) + at(day, -2) + at(day, -3)) / 3
  let week = 0
  let sameHour = 0
  for (let back = 1; back <= 7; back += 1) {
    week += of(means, day - back)
    sameHour += at(day - back, hour)
  }
  out[12] = week / 7
  out[13] = of(means, day - 1) / (of(means, day - 8) + 1e-9)
  out[14] = at(day - 1, Math.min(HOURS_A_DAY - 1, hour + 1))
  out[15] = at(day - 7, hour + 1)
  out[16] = at(day - 7, hour - 1)
  out[17] = sameHour / 7
  out[18] = of(highest, day - 1)
  out[19] = of(lowest, day - 1)
  out[20] = of(means, day - 1) - of(means, day - 2)
  for (const j of LOADS) out[j] = out[j]! / level
  if (weather !== null) writeWeather(weather.temperatures, Math.min(weather.days - 1, day), hour, out)
}

const writeWeather = (temperatures: Float64Array, day: number, hour: number, out: Float64Array): void => {
  const at = (d: number, h: number): number => temperatures[Math.max(0, Math.min(temperatures.length - 1, d * HOURS_A_DAY + h))]!
  const mean = (d: number): number => {
    let sum = 0
    for (let h = 0; h < HOURS_A_DAY; h += 1) sum += at(d, h)
    return sum / HOURS_A_DAY
  }
  let recent = 0
  for (let back = 0; back < 6; back += 1) recent += at(day, hour - back)
  out[PLAIN_FEATURES] = at(day, hour)
  out[PLAIN_FEATURES + 1] = mean(day)
  out[PLAIN_FEATURES + 2] = at(day - 1, hour)
  out[PLAIN_FEATURES + 3] = recent / 6
  out[PLAIN_FEATURES + 4] = mean(day) - mean(day - 1)
}
