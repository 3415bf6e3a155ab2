/**
 * Forecasts of a meter: fitted from its own past, the best of several methods or their combination, with a band, the peak of each day and the probability that it goes over a limit.
 * Fit before forecast; a model is plain data and can be kept. Pure: the same past (and model, where one goes on) gives the same forecast.
 */
import { medianSorted } from '../order-statistics.ts'
import { combine, compareMethods, type Comparison, type MethodScore } from './comparison.ts'
import { dailyRidge } from './daily-ridge.ts'
import { HOURS_A_DAY } from './day-matrix.ts'
import { bandOf, energyBandOf, errorPathsOf, peaksOf, type ErrorPaths } from './error-paths.ts'
import type { MethodId, Past } from './forecast-types.ts'
import { fitMethods, methodsFor, predictDay, type MethodModels } from './methods.ts'
import { peakHourOf } from './peak-hour.ts'
import { correctionOf, RECENT_DAYS, recentWeights, withDays, type RecentForecasts } from './recent-errors.ts'

/** Changes with every change of formulas: kept forecasts name it. */
export const FORECAST_VERSION = 'forecast-5'

/** Errors grow by this share of the first day's for each day further ahead. */
const GROWTH_A_DAY = 0.06
export const growthOf = (daysAhead: number): number => 1 + GROWTH_A_DAY * daysAhead

/** The highest hour stands out of the others by this share, so that it can be seen. */
const LIFT = 1e-4

export interface ForecastModel {
  readonly version: string
  /** Methods with their weights; weights sum to 1. */
  readonly members: readonly { readonly method: MethodId; readonly weight: number }[]
  readonly models: MethodModels
  /** How the methods did on the last weeks; empty while there were too few days to compare. */
  readonly scores: readonly MethodScore[]
  readonly origins: number
  /** Weighted error of the combination on these days; null while there were too few. */
  readonly wape: number | null
  /** null while nothing is known of errors: forecasts then have no band. */
  readonly errors: ErrorPaths | null
  /** What the members said of the last weeks, in the order of `members`; null = nothing is learnt from it. */
  readonly recent: RecentForecasts | null
  /** Whether outdoor temperature is used. */
  readonly weather: boolean
  /** Days of past it was fitted from, and from when methods were compared and trees grown. */
  readonly days: number
  readonly comparedAtDays: number
}

export interface DayForecast {
  /** Local date as whole days since 1970. */
  readonly day: number
  /** 24 hours of the local clock. */
  readonly expected: Float64Array
  /** Holds 90 % of hours; NaN while nothing is known of errors. */
  readonly low: Float64Array
  readonly high: Float64Array
  /** Holds 90 % of days' totals; NaN likewise. */
  readonly energyLow: number
  readonly energyHigh: number
  /** Median of what the day's highest hour may be, and when it is likeliest. */
  readonly peak: number
  readonly peakHour: number
  /** What the highest hour may be, ascending: for probabilities of going over a limit. */
  readonly peaks: Float64Array
}

const membersOf = (comparison: Comparison | null, days: number): ForecastModel['members'] => {
  const used = comparison?.scores.filter(({ used: weight }) => weight > 0) ?? []
  if (used.length > 0) return used.map(({ method, used: weight }) => ({ method, weight }))
  return [{ method: methodsFor(days).includes('dailyRidge') ? 'dailyRidge' : 'weeklyProfile', weight: 1 }]
}

/** Compares the methods on the past and fits those that are used: some tenths of a second for two years. */
export const fitForecast = (past: Past): ForecastModel => {
  const { days, firstDay } = past.matrix
  const comparison = compareMethods(past)
  const members = membersOf(comparison, days)
  return {
    version: FORECAST_VERSION,
    members,
    models: fitMethods(members.map(({ method }) => method), past, days, comparison?.models),
    scores: comparison?.scores ?? [],
    origins: comparison?.origins ?? 0,
    wape: comparison?.wape ?? null,
    errors: comparison === null ? null : errorPathsOf(comparison.days.map((day) => day + firstDay), comparison.errors),
    recent: comparison?.recent ?? null,
    weather: past.weather !== null,
    days,
    comparedAtDays: days,
  }
}

/** With what the members say of the days that came since, each from the days before it and by models that do not know it. */
const recentWith = ({ members, models, days }: ForecastModel, recent: RecentForecasts, past: Past): RecentForecasts => {
  const from = Math.max(days, past.matrix.days - RECENT_DAYS)
  const added = members.map(({ method }) => Float32Array.from(Array.from({ length: Math.max(0, past.matrix.days - from) }, (_, i) => [...predictDay(method, models, past, from + i)]).flat()))
  // A gap of more weeks than are remembered leaves nothing to go on from.
  const known = from > days ? { firstDay: past.matrix.firstDay + from, members: members.map(({ method }) => ({ method, values: new Float32Array(0) })) } : recent
  return withDays(known, added)
}

/**
 * Takes the newest days in: the ridge is fitted on from where it stands (some milliseconds for each kind of day), members are weighed by what they said of these days, trees and errors stay as they were.
 * @param horizon how many days will be asked for; 7 or more for any number
 */
export const refreshForecast = (model: ForecastModel, past: Past, horizon = 7): ForecastModel => {
  const recent = model.recent === null ? null : recentWith(model, model.recent, past)
  const weights = recent === null ? null : recentWeights(recent, past.matrix)
  return {
    ...model,
    days: past.matrix.days,
    recent,
    members: weights === null ? model.members : model.members.map(({ method }, member) => ({ method, weight: weights[member]! })),
    models: model.models.dailyRidge === undefined ? model.models : { ...model.models, dailyRidge: dailyRidge.fit(past, past.matrix.days, horizon, model.models.dailyRidge) },
  }
}

/** A past with one more day, taken for measured. */
const withDay = ({ matrix, weather }: Past, values: Float64Array): Past => {
  const extended = new Float64Array(matrix.values.length + HOURS_A_DAY)
  extended.set(matrix.values)
  extended.set(values, matrix.values.length)
  const measured = new Uint8Array(extended.length)
  measured.set(matrix.measured)
  return { weather, matrix: { ...matrix, days: matrix.days + 1, values: extended, measured } }
}

/** @param least what the meter never goes below; -Infinity for one that also gives back */
const boundedBelow = (values: Float64Array, least: number): Float64Array => values.map((value) => Math.max(least, value))

const leastOf = ({ matrix }: Past): number => (matrix.values.some((value, i) => value < 0 && matrix.measured[i] === 1) ? Number.NEGATIVE_INFINITY : 0)

/** The days after the past, one after another; each rests on the ones before it. @param horizon days, at least 1 */
export const forecastDays = (model: ForecastModel, past: Past, horizon: number): DayForecast[] => {
  const least = leastOf(past)
  const weights = model.members.map(({ weight }) => weight)
  const forecasts: DayForecast[] = []
  let known = past
  for (let ahead = 0; ahead < horizon; ahead += 1) {
    const { days, firstDay } = known.matrix
    const together = combine(model.members.map(({ method, weight }) => ({ values: predictDay(method, model.models, known, days), weight })))
    const correction = model.recent === null ? null : correctionOf(model.recent, weights, past.matrix, firstDay + days)
    const mean = boundedBelow(correction === null ? together : together.map((value, hour) => value + correction[hour]!), least)
    const peakHour = peakHourOf(known.matrix, days, mean)
    const expected = mean.slice()
    expected[peakHour] = Math.max(expected[peakHour]!, ...mean.map((value) => value + Math.abs(value) * LIFT))
    forecasts.push(dayForecast(model, expected, peakHour, firstDay + days, growthOf(ahead), least))
    known = withDay(known, mean)
  }
  return forecasts
}

const dayForecast = ({ errors }: ForecastModel, expected: Float64Array, peakHour: number, day: number, growth: number, least: number): DayForecast => {
  if (errors === null) {
    const unknown = new Float64Array(HOURS_A_DAY).fill(Number.NaN)
    return { day, expected, low: unknown, high: unknown, energyLow: Number.NaN, energyHigh: Number.NaN, peak: expected[peakHour]!, peakHour, peaks: new Float64Array(0) }
  }
  const { low, high } = bandOf(errors, expected, day, growth)
  const total = energyBandOf(errors, expected, day, growth)
  const peaks = peaksOf(errors, expected, day, growth)
  return { day, expected, low: boundedBelow(low, least), high: boundedBelow(high, least), energyLow: Math.max(least, total.low), energyHigh: total.high, peak: medianSorted(peaks), peakHour, peaks }
}
