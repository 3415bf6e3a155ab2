/** The past of a meter, or of several as one sum, and the weather beside it, as forecasts take them: whole days of the local clock. */
import type { ForecastWeather } from '../../../../shared/domain/energy-forecast.ts'
import { ENERGY_QUALITY } from '../../../../shared/domain/energy.ts'
import { message, type Message } from '../../../../shared/message.ts'
import type { Calendar } from '../../analysis/calendar.ts'
import { dayStartOf, nextDayOf } from '../../analysis/energy/meters/local-periods.ts'
import { newestIntervals } from '../../analysis/energy/newest-intervals.ts'
import { dayMatrixOf, fillGaps, HOURS_A_DAY, type DayMatrix } from '../../analysis/forecast/day-matrix.ts'
import type { Past, Weather } from '../../analysis/forecast/forecast-types.ts'
import { localHourOf, toLocalDays } from '../../analysis/forecast/local-hours.ts'
import type { ForecastQueries } from '../../store/forecast-queries.ts'
import type { EnergyRows } from '../../store/tables/energy-periods-table.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Two years, and some days that features look back. */
const MOST_DAYS = 760
/** An hour of which less was measured is not known. */
const LEAST_COVERAGE = 0.9
/** A first day that begins later is left out. */
const LATEST_START_HOUR = 6
/** Without a measured hour for so long nothing is forecast. */
const MOST_SILENT_DAYS = 14
/** Weather is used where so much of the last days is known. */
const WEATHER_DAYS = 60
const LEAST_WEATHER = 0.8
const LEAST_FORECAST_HOURS = 20
/** Imported intervals are no longer than this. */
const LONGEST_INTERVAL_MS = 31 * DAY_MS

export interface MeterPast {
  /** Measured hours, kW or m3/h; parallel arrays. */
  readonly startsMs: Float64Array
  readonly demand: Float64Array
  readonly matrix: DayMatrix
  /** Start of the first day of the matrix, and of today, where it ends. */
  readonly fromMs: number
  readonly toMs: number
}

const isMeasured = ({ energy, coverage, quality }: EnergyRows, i: number): boolean =>
  (coverage[i] as number) >= LEAST_COVERAGE && ((quality[i] as number) & (ENERGY_QUALITY.filled | ENERGY_QUALITY.provisional)) === 0 && !Number.isNaN(energy[i])

/** Hours that all meters measured. */
const measuredHours = (queries: ForecastQueries, meterIds: readonly number[], fromMs: number, toMs: number): Pick<MeterPast, 'startsMs' | 'demand'> => {
  const sums = new Map<number, { meters: number; sum: number }>()
  for (const meterId of meterIds) {
    const rows = queries.hours(meterId, fromMs, toMs)
    for (let i = 0; i < rows.startsMs.length; i += 1) {
      if (!isMeasured(rows, i)) continue
      const before = sums.get(rows.startsMs[i] as number) ?? { meters: 0, sum: 0 }
      sums.set(rows.startsMs[i] as number, { meters: before.meters + 1, sum: before.sum + (rows.energy[i] as number) })
    }
  }
  const known = [...sums].filter(([, { meters }]) => meters === meterIds.length).sort((a, b) => a[0] - b[0])
  return { startsMs: Float64Array.from(known, ([startMs]) => startMs), demand: Float64Array.from(known, ([, { sum }]) => sum) }
}

/** What was measured until the last local midnight, or why nothing can be forecast of it. */
export const pastOf = (queries: ForecastQueries, meterIds: readonly number[], nowMs: number, calendar: Calendar): MeterPast | Message => {
  const toMs = dayStartOf(nowMs, calendar)
  const { startsMs, demand } = measuredHours(queries, meterIds, toMs - MOST_DAYS * DAY_MS, toMs)
  const [first, last] = [startsMs[0], startsMs.at(-1)]
  if (first === undefined || last === undefined) return message('forecast.why.nothing')
  if (last < toMs - MOST_SILENT_DAYS * DAY_MS) return message('forecast.why.silent', { days: MOST_SILENT_DAYS })
  const fromMs = localHourOf(first, calendar) > LATEST_START_HOUR ? nextDayOf(first, calendar) : dayStartOf(first, calendar)
  const firstDay = calendar.dayOf(fromMs)
  const days = calendar.dayOf(nowMs) - firstDay
  if (days < 1) return message('forecast.why.firstDay')
  return { startsMs, demand, matrix: dayMatrixOf(toLocalDays(startsMs, demand, calendar, firstDay, days), firstDay), fromMs, toMs }
}

/** The past as it was so many days before its end. */
export const pastBefore = ({ matrix }: MeterPast, daysBack: number): DayMatrix => {
  const days = matrix.days - daysBack
  return { ...matrix, days, values: matrix.values.slice(0, days * HOURS_A_DAY), measured: matrix.measured.slice(0, days * HOURS_A_DAY) }
}

/** Outdoor temperatures of the past and of the days that are forecast; each kind of weather is there or not. */
export type Weathers = ReadonlyMap<ForecastWeather, (matrix: DayMatrix) => Past>

const knownShare = (temperatures: Float64Array, fromHour: number, toHour: number): number => {
  const part = temperatures.subarray(Math.max(0, fromHour), toHour)
  return part.length === 0 ? 0 : part.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0) / part.length
}

/** The kinds of weather that a forecast of `ahead` days can rest on. */
export const weathersOf = (queries: ForecastQueries, { matrix, fromMs, toMs }: MeterPast, calendar: Calendar, ahead: number): Weathers => {
  const found = new Map<ForecastWeather, (matrix: DayMatrix) => Past>([['none', (own) => ({ matrix: own, weather: null })]])
  const { startsMs, temperature, coverage } = queries.weather(fromMs, toMs)
  const measured = toLocalDays(startsMs, temperature.map((value, i) => ((coverage[i] as number) >= 0.5 ? value : Number.NaN)), calendar, matrix.firstDay, matrix.days + ahead)
  const hours = matrix.days * HOURS_A_DAY
  if (knownShare(measured, hours - WEATHER_DAYS * HOURS_A_DAY, hours) < LEAST_WEATHER) return found
  // What the sensor said the day before stands for a day: that much is known when it begins.
  found.set('sensor', (own) => {
    const known = fillGaps(measured.slice(0, own.days * HOURS_A_DAY))
    const temperatures = new Float64Array(known.length + HOURS_A_DAY)
    temperatures.set(known, HOURS_A_DAY)
    temperatures.set(known.subarray(0, HOURS_A_DAY))
    return { matrix: own, weather: { days: own.days + 1, temperatures } }
  })
  const expected = temperaturesAhead(queries, toMs, toMs + ahead * DAY_MS, calendar, matrix, ahead)
  if (knownShare(expected, 0, HOURS_A_DAY) * HOURS_A_DAY < LEAST_FORECAST_HOURS) return found
  found.set('imported', (own) => {
    const temperatures = measured.slice()
    temperatures.set(expected, hours)
    return { matrix: own, weather: { days: matrix.days + ahead, temperatures: fillGaps(temperatures) } satisfies Weather }
  })
  return found
}

const temperaturesAhead = (queries: ForecastQueries, fromMs: number, toMs: number, calendar: Calendar, { firstDay, days }: DayMatrix, ahead: number): Float64Array => {
  const starts: number[] = []
  const values: number[] = []
  for (const { startMs, endMs, value } of newestIntervals(queries.weatherForecast(fromMs - LONGEST_INTERVAL_MS, toMs), true)) {
    for (let hourMs = Math.max(fromMs, Math.floor(startMs / HOUR_MS) * HOUR_MS); hourMs < Math.min(toMs, endMs); hourMs += HOUR_MS) {
      starts.push(hourMs)
      values.push(value)
    }
  }
  return toLocalDays(starts, values, calendar, firstDay + days, ahead)
}
