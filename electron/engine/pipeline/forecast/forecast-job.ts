/** Fits and forecasts one subject after another, and scores what was forecast before: what the forecast worker does, without the thread. */
import { deserialize, serialize } from 'node:v8'
import type { ForecastBasis, ForecastWeather } from '../../../../shared/domain/energy-forecast.ts'
import { createCalendar, type Calendar } from '../../analysis/calendar.ts'
import { dayStartOf, nextDayOf } from '../../analysis/energy/meters/local-periods.ts'
import { HOURS_A_DAY } from '../../analysis/forecast/day-matrix.ts'
import { FORECAST_VERSION, fitForecast, forecastDays, refreshForecast, type ForecastModel } from '../../analysis/forecast/forecast.ts'
import type { Past } from '../../analysis/forecast/forecast-types.ts'
import { hoursOfDay } from '../../analysis/forecast/local-hours.ts'
import { medianRatio, windowRatiosOf } from '../../analysis/forecast/peak-outlook.ts'
import type { ForecastQueries } from '../../store/forecast-queries.ts'
import type { KeptDay, KeptForecastRow } from '../../store/tables/forecasts-table.ts'
import { pastBefore, pastOf, weathersOf, type MeterPast, type Weathers } from './forecast-past.ts'
import type { FoundCorrectionScore, ForecastOrder, ForecastPart, ForecastTask, ForecastTurn, FoundScore, ModelFacts } from './forecast-task.ts'
import { isOver, scoreCorrection, scoreKept, type Measured } from './kept-score.ts'

export interface ForecastJob {
  /** Works for about so long, at least on one subject. */
  turn(budgetMs: number): ForecastTurn
}

const DAY_MS = 86_400_000
/** Today and seven days, so that at any time of day a whole week is ahead. */
const DAYS_AHEAD = 8
/** Methods are compared and trees grown anew after so long; in between the ridge is fitted with each new day. */
const COMPARE_EVERY_MS = 7 * DAY_MS
/** Weather must make a forecast better by this share to be used. */
const WEATHER_GAIN = 0.02
/** Days of a site with history that are forecast afterwards, from what was known before each, so that its forecasts are known from the first day on. */
const TRIAL_DAYS = 14
const LEAST_DAYS_FOR_TRIALS = 21
/** Forecasts older than this are not scored any more. */
const SCORE_DAYS = 45
/** Days that the ratio of window to hour comes from. */
const RATIO_DAYS = 56

interface Fitted {
  readonly model: ForecastModel
  readonly weather: ForecastWeather
  readonly fittedAtMs: number
}

/** `elapsedMs` is a clock for the turns' budget only. */
export const createForecastJob = (task: ForecastTask, queries: ForecastQueries, elapsedMs: () => number): ForecastJob => {
  const calendar = createCalendar(task.timeZone)
  let next = 0

  const partOf = (order: ForecastOrder): ForecastPart => {
    const past = pastOf(queries, order.meterIds, task.nowMs, calendar)
    if ('key' in past) return { subject: order.subject, model: null, forecasts: [], scores: [], corrections: [], why: past }
    const weathers = weathersOf(queries, past, calendar, DAYS_AHEAD)
    const measured = measuredOf(queries, order, past)
    const fitted = keptModel(order, past, weathers) ?? bestFit(past, weathers, task.nowMs)
    const ratios = order.meterIds.length === 1 ? windowRatios(past, measured, calendar) : [1]
    const make = (maker: Fitted, daysBack: number, afterwards: boolean): KeptForecastRow => {
      const matrix = daysBack === 0 ? past.matrix : pastBefore(past, daysBack)
      const own = (weathers.get(maker.weather) as (matrix: Past['matrix']) => Past)(matrix)
      return keptOf(order, maker, own, { calendar, ratios, afterwards, madeAtMs: task.nowMs, fromMs: past.fromMs, peakMinutes: order.meterIds.length === 1 ? task.windowMinutes : 60 })
    }
    const trials = queries.isKnown(order.subject) || past.matrix.days < LEAST_DAYS_FOR_TRIALS ? [] : trialsOf(past, weathers, fitted, task.nowMs, (maker, back) => make(maker, back, true))
    const { errors } = fitted.model
    const facts: ModelFacts = {
      weather: fitted.weather, ratios,
      errors: errors && { scales: [...errors.scales].map(short), low: errors.low, high: errors.high, paths: [...errors.paths].map(short), kinds: [...errors.kinds] },
    }
    return {
      subject: order.subject, why: null, forecasts: [...trials, make(fitted, 0, false)], scores: scoresOf(queries, order.subject, trials, past.toMs, measured), corrections: correctionScoresOf(queries, order.subject, past.toMs, measured),
      model: { subject: order.subject, version: FORECAST_VERSION, fittedAtMs: fitted.fittedAtMs, dataFromMs: past.fromMs, facts: JSON.stringify(facts), body: serialize(fitted.model) },
    }
  }

  /** The model that is kept, with the newest days taken in; undefined where it must be fitted anew. */
  const keptModel = ({ subject, anew }: ForecastOrder, past: MeterPast, weathers: Weathers): Fitted | undefined => {
    const row = anew ? undefined : queries.model(subject)
    if (row === undefined || row.version !== FORECAST_VERSION || row.dataFromMs !== past.fromMs || task.nowMs - row.fittedAtMs >= COMPARE_EVERY_MS) return undefined
    try {
      const { weather } = JSON.parse(row.facts) as ModelFacts
      const view = weathers.get(weather)
      // Better weather than it was fitted with is worth a new comparison.
      if (view === undefined || (weather !== 'imported' && weathers.has('imported'))) return undefined
      return { model: refreshForecast(deserialize(row.body) as ForecastModel, view(past.matrix)), weather, fittedAtMs: row.fittedAtMs }
    } catch {
      return undefined
    }
  }

  return {
    turn: (budgetMs) => {
      const startedMs = elapsedMs()
      const parts: ForecastPart[] = []
      while (next < task.orders.length) {
        parts.push(partOf(task.orders[next] as ForecastOrder))
        next += 1
        if (elapsedMs() - startedMs >= budgetMs) break
      }
      return { done: next >= task.orders.length, share: task.orders.length === 0 ? 1 : next / task.orders.length, parts }
    },
  }
}

const short = (value: number): number => Number(value.toPrecision(5))

/** Without weather, and with the best that is known of it where that was clearly better on the last weeks. */
const bestFit = (past: MeterPast, weathers: Weathers, nowMs: number): Fitted => {
  const fit = (weather: ForecastWeather): Fitted => ({ model: fitForecast((weathers.get(weather) as (matrix: Past['matrix']) => Past)(past.matrix)), weather, fittedAtMs: nowMs })
  const plain = fit('none')
  const kind = weathers.has('imported') ? 'imported' : weathers.has('sensor') ? 'sensor' : null
  // While methods that know weather are not yet among those that can be fitted, both would be the same.
  if (kind === null || plain.model.wape === null || !plain.model.members.some(({ method }) => method === 'dailyRidge' || method === 'boosting')) return plain
  const warm = fit(kind)
  return warm.model.wape !== null && warm.model.wape < plain.model.wape * (1 - WEATHER_GAIN) ? warm : plain
}

/** The last days as they would have been forecast: fitted without them, each from the days before it. What weather will be is not known then. */
const trialsOf = (past: MeterPast, weathers: Weathers, { weather }: Fitted, nowMs: number, make: (maker: Fitted, daysBack: number) => KeptForecastRow): KeptForecastRow[] => {
  const count = Math.min(TRIAL_DAYS, Math.floor(past.matrix.days / 3))
  const kind = weather === 'imported' ? 'none' : weather
  const view = weathers.get(kind) as (matrix: Past['matrix']) => Past
  let model = fitForecast(view(pastBefore(past, count)))
  const kept: KeptForecastRow[] = []
  for (let back = count; back >= 1; back -= 1) {
    if (back < count) model = refreshForecast(model, view(pastBefore(past, back)))
    kept.push(make({ model, weather: kind, fittedAtMs: nowMs }, back))
  }
  return kept
}

interface Making {
  readonly calendar: Calendar
  readonly ratios: readonly number[]
  readonly afterwards: boolean
  readonly madeAtMs: number
  readonly fromMs: number
  readonly peakMinutes: number
}

const keptOf = ({ subject }: ForecastOrder, { model, weather, fittedAtMs }: Fitted, past: Past, { calendar, ratios, afterwards, madeAtMs, fromMs, peakMinutes }: Making): KeptForecastRow => {
  const { matrix } = past
  // Noon of the first day is in it wherever clocks change.
  let dayMs = dayStartOf(fromMs + matrix.days * DAY_MS + DAY_MS / 2, calendar)
  const firstMs = dayMs
  const ratio = medianRatio(ratios)
  const columns = { startsMs: [] as number[], expected: [] as number[], low: [] as number[], high: [] as number[] }
  const days: KeptDay[] = []
  for (const day of forecastDays(model, past, DAYS_AHEAD)) {
    const nextMs = nextDayOf(dayMs, calendar)
    const { startsMs, clockHours } = hoursOfDay(dayMs, nextMs, calendar)
    const of = (values: Float64Array): number[] => clockHours.map((hour) => values[hour] as number)
    const expected = of(day.expected)
    columns.startsMs.push(...startsMs)
    columns.expected.push(...expected)
    columns.low.push(...of(day.low))
    columns.high.push(...of(day.high))
    const peakAt = Math.max(0, clockHours.indexOf(day.peakHour))
    const energy = expected.reduce((sum, value) => sum + value, 0)
    const band = Number.isNaN(day.energyLow) ? {} : { energyLow: short(Math.min(energy, day.energyLow)), energyHigh: short(Math.max(energy, day.energyHigh)) }
    days.push({ startMs: dayMs, energy, ...band, peak: day.peak * ratio, peakAtMs: startsMs[peakAt] as number })
    dayMs = nextMs
  }
  const basis: ForecastBasis = {
    version: model.version, methods: model.members.map(({ method, weight }) => ({ method, weight: short(weight) })), weather, dataFromMs: fromMs, dataToMs: firstMs, days: matrix.days,
    measured: matrix.measured.reduce((sum, one) => sum + one, 0) / matrix.measured.length, fittedAtMs, trialDays: model.origins,
    trials: model.scores.map(({ method, wape, peakError, used }) => ({ method, wape: short(wape), peakError: short(peakError), used: short(used) })), peakMinutes,
  }
  return {
    subject, fromMs: firstMs, madeAtMs, afterwards, basis, days, startsMs: Float64Array.from(columns.startsMs), expected: Float32Array.from(columns.expected), low: Float32Array.from(columns.low),
    high: Float32Array.from(columns.high),
  }
}

const measuredOf = (queries: ForecastQueries, { meterIds }: ForecastOrder, past: MeterPast): Measured => {
  const hours = new Map([...past.startsMs].map((startMs, i) => [startMs, past.demand[i] as number]))
  const fromMs = past.toMs - (RATIO_DAYS + 2) * DAY_MS
  const rows = meterIds.length === 1 ? queries.days(meterIds[0] as number, fromMs, past.toMs) : null
  const windows = new Map(rows === null ? [] : [...rows.startsMs].map((startMs, i) => [startMs, rows.peak[i] as number]))
  return {
    hour: (startMs) => hours.get(startMs),
    peak: (dayMs) => {
      const own = windows.get(dayMs)
      if (rows !== null) return own === undefined || Number.isNaN(own) ? undefined : own
      let most: number | undefined
      for (let hourMs = dayMs; hourMs < dayMs + DAY_MS; hourMs += DAY_MS / HOURS_A_DAY) most = Math.max(most ?? -Infinity, hours.get(hourMs) ?? -Infinity)
      return most === undefined || most === -Infinity ? undefined : most
    },
  }
}

/** Highest window against highest hour of the last days. */
const windowRatios = (past: MeterPast, measured: Measured, calendar: Calendar): number[] => {
  const highest = new Map<number, number>()
  for (let i = past.startsMs.length - 1; i >= 0 && (past.startsMs[i] as number) >= past.toMs - RATIO_DAYS * DAY_MS; i -= 1) {
    const dayMs = dayStartOf(past.startsMs[i] as number, calendar)
    highest.set(dayMs, Math.max(highest.get(dayMs) ?? -Infinity, past.demand[i] as number))
  }
  return windowRatiosOf([...highest.keys()].map((dayMs) => measured.peak(dayMs) ?? Number.NaN), [...highest.values()])
}

const scoresOf = (queries: ForecastQueries, subject: string, made: readonly KeptForecastRow[], untilMs: number, measured: Measured): FoundScore[] => {
  const waiting = [...queries.unscored(subject, untilMs - SCORE_DAYS * DAY_MS, untilMs), ...made.map((row) => ({ ...row, lacks: ['day', 'week'] as const }))]
  return waiting.flatMap((row) => row.lacks.filter((horizon) => isOver(row, horizon, untilMs)).map((horizon) => ({ fromMs: row.fromMs, horizon, score: scoreKept(row, horizon, measured) })))
}

const correctionScoresOf = (queries: ForecastQueries, subject: string, untilMs: number, measured: Measured): FoundCorrectionScore[] =>
  queries.unscoredCorrections(subject, untilMs - SCORE_DAYS * DAY_MS, untilMs).map((row) => ({ fromMs: row.fromMs, hour: row.hour, score: scoreCorrection(row, measured) }))
