/** How a kept forecast did over its first day or its first week, and what corrected it over the rest of its day: what was measured of its hours and of its days' peaks. */
import type { CorrectionScore, ForecastHorizon } from '../../../../shared/domain/energy-forecast.ts'
import { scoreForecast } from '../../analysis/forecast/forecast-score.ts'
import type { CorrectionRow } from '../../store/tables/forecast-corrections-table.ts'
import type { KeptForecastRow, KeptScoreRow } from '../../store/tables/forecasts-table.ts'

export const HORIZON_DAYS: Readonly<Record<ForecastHorizon, number>> = { day: 1, week: 7 }
/** A peak is known where so many hours of its day were measured. */
const LEAST_HOURS = 18

export interface Measured {
  /** Mean demand of an hour; undefined = not measured. */
  hour(startMs: number): number | undefined
  /** Highest demand window of the local day; undefined = not measured. */
  peak(dayStartMs: number): number | undefined
}

/** Whether the days of a horizon are over. */
export const isOver = ({ days }: KeptForecastRow, horizon: ForecastHorizon, untilMs: number): boolean => (days[HORIZON_DAYS[horizon]]?.startMs ?? Infinity) <= untilMs

/** null = nothing of it was measured. */
export const scoreKept = (forecast: KeptForecastRow, horizon: ForecastHorizon, measured: Measured): KeptScoreRow | null => {
  const { days, startsMs } = forecast
  const endMs = days[HORIZON_DAYS[horizon]]?.startMs ?? Infinity
  const part = (fromMs: number, toMs: number) => {
    const hours = [...startsMs.keys()].filter((i) => (startsMs[i] as number) >= fromMs && (startsMs[i] as number) < toMs)
    const of = (column: Float32Array): Float64Array => Float64Array.from(hours, (i) => column[i] as number)
    const actual = Float64Array.from(hours, (i) => measured.hour(startsMs[i] as number) ?? Number.NaN)
    return { actual, score: scoreForecast({ expected: of(forecast.expected), low: of(forecast.low), high: of(forecast.high) }, actual) }
  }
  const { actual, score } = part(forecast.fromMs, endMs)
  if (score === null) return null
  const peaks = days.slice(0, HORIZON_DAYS[horizon]).flatMap((day, index) => {
    const own = part(day.startMs, days[index + 1]?.startMs ?? Infinity).score
    const peak = measured.peak(day.startMs)
    return own === null || own.hours < LEAST_HOURS ? [] : [{ hourError: own.peakHourError, error: peak === undefined || peak <= 0 ? null : Math.abs(day.peak - peak) / peak }]
  })
  const used = actual.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : Math.abs(value)), 0)
  return {
    hours: score.hours, error: score.wape * used, used, wape: score.wape, peakError: meanOf(peaks.flatMap(({ error }) => error ?? [])), peakHourError: meanOf(peaks.map(({ hourError }) => hourError)),
    inBand: Number.isNaN(score.inBand) ? null : score.inBand,
  }
}

/** null = nothing of it was measured. */
export const scoreCorrection = ({ startsMs, expected, low, high, before }: CorrectionRow, measured: Pick<Measured, 'hour'>): CorrectionScore | null => {
  const actual = startsMs.map((startMs) => measured.hour(startMs) ?? Number.NaN)
  const score = scoreForecast({ expected, low, high }, actual)
  if (score === null) return null
  const missed = (of: readonly number[]): number => actual.reduce((sum, value, i) => sum + (Number.isNaN(value) ? 0 : Math.abs(value - (of[i] as number))), 0)
  return { hours: score.hours, error: missed(expected), errorBefore: missed(before), used: actual.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : Math.abs(value)), 0), inBand: Number.isNaN(score.inBand) ? null : score.inBand }
}

const meanOf = (values: readonly number[]): number | null => (values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length)
