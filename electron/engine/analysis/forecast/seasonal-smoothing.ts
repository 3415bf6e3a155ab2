/**
 * Seasonal smoothing: the last six weeks taken apart into a daily and a weekly season by MSTL (Bandara, Hyndman and Bergmeir 2021); the rest is followed by simple exponential
 * smoothing (Brown 1959), whose last level is put under the seasons of the next day.
 */
import { decomposeMstl, stlOptions } from '../decompose/stl.ts'
import { HOURS_A_DAY } from './day-matrix.ts'
import type { Method, Past } from './forecast-types.ts'

const WEEK_HOURS = 7 * HOURS_A_DAY
const WEEKS = 6
/** Share of the newest rest in the level, a step. */
const GAIN = 0.1

const SEASONS = [stlOptions(HOURS_A_DAY, 11, 0, 0, true), stlOptions(WEEK_HOURS, 15, 0, 0, true)] as const

const predict = (_: null, { matrix }: Past, day: number): Float64Array => {
  const to = day * HOURS_A_DAY
  const recent = matrix.values.slice(to - WEEKS * WEEK_HOURS, to)
  const { seasons } = decomposeMstl(recent, SEASONS)
  let level = 0
  for (let i = 0; i < recent.length; i += 1) {
    const rest = recent[i]! - seasons.reduce((sum, season) => sum + season[i]!, 0)
    level = i === 0 ? rest : level + GAIN * (rest - level)
  }
  return Float64Array.from({ length: HOURS_A_DAY }, (__, hour) => level + seasons.reduce((sum, season, index) => sum + season[recent.length - SEASONS[index]!.period + hour]!, 0))
}

export const seasonalSmoothing: Method<null> = { id: 'seasonalSmoothing', leastDays: 7 * WEEKS, fit: () => null, predict }
