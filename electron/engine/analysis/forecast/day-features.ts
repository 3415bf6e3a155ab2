/** What is known of a day before it begins: earlier days, weekday, season, weather. One row of numbers a day, for the daily ridge. */
import { HOURS_A_DAY, weekdayOf, yearPart, type DayMatrix } from './day-matrix.ts'
import type { Past } from './forecast-types.ts'

/** Heating begins below this outdoor temperature, cooling above, °C (usual bases of degree days: CIBSE TM41 15.5 °C; 18 °C). */
const HEATING_BASE = 15.5
const COOLING_BASE = 18
/** Days of which only the mean is looked at. */
const MEAN_LAGS = [3, 4, 5, 6, 8] as const
const PROFILE_LAGS = [1, 2, 7] as const
const WEEKS = 3

const LAG_FEATURES = HOURS_A_DAY * (PROFILE_LAGS.length + 1) + MEAN_LAGS.length
const CALENDAR_FEATURES = 7 + 2
const WEATHER_FEATURES = 8 + 4 + 4 + 4

/** Days before this one have no row. */
export const FIRST_ROW = 21

export const dayFeatureCount = ({ weather }: Past): number => LAG_FEATURES + CALENDAR_FEATURES + (weather === null ? 0 : WEATHER_FEATURES)

const meanOf = ({ values }: DayMatrix, day: number): number => {
  let sum = 0
  for (let hour = 0; hour < HOURS_A_DAY; hour += 1) sum += values[Math.max(0, day) * HOURS_A_DAY + hour]!
  return sum / HOURS_A_DAY
}

/** Writes the row of `day` into `out` from `at` on. `day` may be the first one after the past. */
export const writeDayFeatures = ({ matrix, weather }: Past, day: number, out: Float64Array, at: number): void => {
  const { values } = matrix
  let next = at
  for (const lag of PROFILE_LAGS) {
    const from = Math.max(0, day - lag) * HOURS_A_DAY
    for (let hour = 0; hour < HOURS_A_DAY; hour += 1) out[next++] = values[from + hour]!
  }
  for (let hour = 0; hour < HOURS_A_DAY; hour += 1) {
    let sum = 0
    for (let week = 1; week <= WEEKS; week += 1) sum += values[Math.max(0, day - 7 * week) * HOURS_A_DAY + hour]!
    out[next++] = sum / WEEKS
  }
  for (const lag of MEAN_LAGS) out[next++] = meanOf(matrix, day - lag)
  const weekday = weekdayOf(matrix.firstDay + day)
  for (let each = 0; each < 7; each += 1) out[next++] = each === weekday ? 1 : 0
  const angle = 2 * Math.PI * yearPart(matrix.firstDay + day)
  out[next++] = Math.sin(angle)
  out[next++] = Math.cos(angle)
  if (weather === null) return
  const today = Math.min(weather.days - 1, day) * HOURS_A_DAY
  const before = Math.max(0, Math.min(weather.days - 1, day) - 1) * HOURS_A_DAY
  for (let hour = 0; hour < HOURS_A_DAY; hour += 3) out[next++] = weather.temperatures[today + hour]!
  for (let hour = 0; hour < HOURS_A_DAY; hour += 6) {
    const temperature = weather.temperatures[today + hour]!
    out[next++] = Math.max(0, HEATING_BASE - temperature)
    out[next++] = Math.max(0, temperature - COOLING_BASE)
    out[next++] = weather.temperatures[before + hour]!
  }
}
