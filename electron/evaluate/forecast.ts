/**
 * The task `forecast` of the evaluate command: each meter as the product forecasts it, day-ahead from the hours before each origin.
 * Methods are compared and trees grown anew every twelve weeks, the ridge at each origin. `--weather`: the temperatures of the day itself are known, as by a perfect weather forecast.
 */
import { join } from 'node:path'
import { dayMatrixOf, fillGaps, HOURS_A_DAY } from '../engine/analysis/forecast/day-matrix.ts'
import { correctDay, learnCorrection } from '../engine/analysis/forecast/day-correction.ts'
import { fitForecast, forecastDays, refreshForecast, type DayForecast, type ForecastModel } from '../engine/analysis/forecast/forecast.ts'
import type { Past } from '../engine/analysis/forecast/forecast-types.ts'
import type { EvaluateOptions } from './options.ts'
import { numbersOf, readManifest, readTable, timesOf, writeLines, type SuiteMeter, type Table } from './suite.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const COMPARE_EVERY_DAYS = 84

export const forecast = ({ input, output, weather }: EvaluateOptions, progress: (text: string) => void): void => {
  const meters = readManifest(input).forecast ?? []
  for (const [i, meter] of meters.entries()) {
    const startedMs = performance.now()
    const { lines, inside, hours, within } = forecastFile(meter, join(input, 'forecast', `${meter.id}.csv`), weather)
    writeLines(join(output, `${meter.id}.csv`), lines)
    progress(`${i + 1}/${meters.length} ${meter.id}: ${meter.origins.length} days in ${((performance.now() - startedMs) / 1_000).toFixed(1)} s; the band held ${inside} of ${hours} hours; corrected at 6, 12 and 18 h it missed ${within.missed.toPrecision(5)} instead of ${within.before.toPrecision(5)} of ${within.used.toPrecision(5)} and its band kept ${within.inside} of ${within.hours}`)
  }
}

interface MeterFile {
  /** Local midnight of the first whole day, ms. */
  readonly firstMs: number
  readonly values: Float64Array
  readonly temperatures: Float64Array | null
}

/** Hours in a row without a hole, from the first midnight on. */
const readMeter = (file: string): MeterFile => {
  const table = readTable(file)
  const timesMs = timesOf(table, file)
  const firstMs = Math.ceil((timesMs[0] ?? 0) / DAY_MS) * DAY_MS
  const hours = Math.floor(((timesMs.at(-1) ?? 0) - firstMs) / HOUR_MS) + 1
  const onGrid = (column: Float64Array): Float64Array => {
    const grid = new Float64Array(hours).fill(Number.NaN)
    for (const [i, value] of column.entries()) {
      const at = Math.round(((timesMs[i] as number) - firstMs) / HOUR_MS)
      if (at >= 0) grid[at] = value
    }
    return grid
  }
  return { firstMs, values: onGrid(numbersOf(table, 'value', file)), temperatures: hasTemperature(table) ? onGrid(numbersOf(table, 'temp_c', file)) : null }
}

const hasTemperature = ({ columns }: Table): boolean => columns.includes('temp_c')

/** What is known before a day: hours before it, and the weather up to its end. */
const pastBefore = ({ firstMs, values, temperatures }: MeterFile, day: number, weather: boolean): Past => ({
  matrix: dayMatrixOf(values.subarray(0, day * HOURS_A_DAY), firstMs / DAY_MS),
  weather: weather && temperatures !== null ? { days: day + 1, temperatures: fillGaps(temperatures.slice(0, (day + 1) * HOURS_A_DAY)) } : null,
})

const stamp = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 19).replace('T', ' ')

interface MeterForecasts {
  readonly lines: string[]
  /** Hours that came to lie in the band, of all hours that were measured and had one: told as progress, no forecast sees it. */
  readonly inside: number
  readonly hours: number
  readonly within: WithinDay
}

/** How the correction within the day did, over the hours that were left at each of `CORRECTED_AT`; sums of |error| with and without it, and of |load|. */
interface WithinDay {
  missed: number
  before: number
  used: number
  inside: number
  hours: number
}

const CORRECTED_AT = [6, 12, 18] as const

const addWithinDay = (sums: WithinDay, { errors }: ForecastModel, { expected, day }: DayForecast, measured: Float64Array): void => {
  if (errors === null) return
  const correction = learnCorrection(errors)
  for (const fromHour of CORRECTED_AT) {
    const corrected = correctDay(correction, errors, expected, measured, fromHour, day)
    if (corrected === null) continue
    for (let hour = fromHour; hour < HOURS_A_DAY; hour += 1) {
      const value = measured[hour] ?? Number.NaN
      if (Number.isNaN(value)) continue
      sums.missed += Math.abs(value - (corrected.expected[hour] as number))
      sums.before += Math.abs(value - (expected[hour] as number))
      sums.used += Math.abs(value)
      sums.hours += 1
      sums.inside += value >= (corrected.low[hour] as number) && value <= (corrected.high[hour] as number) ? 1 : 0
    }
  }
}

const forecastFile = (meter: SuiteMeter, file: string, weather: boolean): MeterForecasts => {
  const content = readMeter(file)
  const lines = ['origin,timestamp,pred']
  let model: ForecastModel | null = null
  let [inside, hours] = [0, 0]
  const within: WithinDay = { missed: 0, before: 0, used: 0, inside: 0, hours: 0 }
  for (const origin of meter.origins) {
    const originMs = Date.parse(`${origin.replace(' ', 'T')}Z`)
    const day = Math.round((originMs - content.firstMs) / DAY_MS)
    const past = pastBefore(content, day, weather)
    model = model === null || day - model.comparedAtDays >= COMPARE_EVERY_DAYS ? fitForecast(past) : refreshForecast(model, past, 1)
    const [next] = forecastDays(model, past, 1)
    for (const [hour, value] of next!.expected.entries()) lines.push(`${origin},${stamp(originMs + hour * HOUR_MS)},${value.toPrecision(7)}`)
    addWithinDay(within, model, next!, content.values.subarray(day * HOURS_A_DAY, (day + 1) * HOURS_A_DAY))
    for (const [hour, low] of next!.low.entries()) {
      const value = content.values[day * HOURS_A_DAY + hour] ?? Number.NaN
      if (Number.isNaN(value) || Number.isNaN(low)) continue
      hours += 1
      inside += value >= low && value <= next!.high[hour]! ? 1 : 0
    }
  }
  return { lines, inside, hours, within }
}
