/** Answers about forecasts: the newest one with its origin, and what became of earlier ones. */
import type { CorrectedRecord, EnergyForecast, ForecastAnswer, ForecastHorizon, ForecastRecord, ForecastScore, ForecastSubject, TodayCorrection } from '../../../../../shared/domain/energy-forecast.ts'
import type { Meter } from '../../../../../shared/domain/energy.ts'
import { message, type Message } from '../../../../../shared/message.ts'
import { failure, ok, type Result } from '../../../../../shared/result.ts'
import type { SiteContext } from '../../site-context.ts'
import type { CorrectedToday } from './corrected-today.ts'
import { KEEP_HOURS_MS } from './forecast-run.ts'
import type { ForecastShelf } from './forecast-shelf.ts'
import { subjectOf, type SubjectMeters } from './forecast-subjects.ts'

type Parts = Pick<SiteContext, 'clock' | 'store'>

const MOST_KEPT = 400
const SUMMED_UP = 60

const find = ({ store }: Parts, subject: ForecastSubject): Result<SubjectMeters> => {
  const found = subjectOf(subject, store.energy.meters.all())
  if (found !== undefined) return ok(found)
  return subject.what === 'meter'
    ? failure('meter-unknown', `There is no meter ${subject.meterId}; it may have been removed.`, { id: subject.meterId })
    : failure('forecast-no-meter', `The site has no main meter of ${subject.medium}, so there is nothing to forecast. Look at the meters.`, { medium: subject.medium })
}

/** `whyNot` tells why the last run made no forecast of a key. */
export const readForecast = (site: Parts, shelf: ForecastShelf, whyNot: (key: string) => Message | null, subject: ForecastSubject): Result<ForecastAnswer> => {
  const found = find(site, subject)
  if (!found.ok) return found
  const { key, meters } = found.value
  const nowMs = site.clock.nowMs()
  const row = shelf.today(key, nowMs)
  if (row === undefined) return ok({ forecast: null, why: meters.some(({ ignored }) => ignored) ? message('forecast.why.ignored') : (whyNot(key) ?? message('forecast.why.soon')) })
  const only = meters.length === 1 ? (meters[0] as Meter) : null
  const limit = only?.demandLimitKw ?? null
  const forecast: EnergyForecast = {
    subject, madeAtMs: row.madeAtMs, startsMs: row.startsMs, expected: Float64Array.from(row.expected), low: Float64Array.from(row.low), high: Float64Array.from(row.high),
    days: shelf.days(key, only?.id ?? null, limit, nowMs), today: todayOf(shelf.corrected(key, meters.map(({ id }) => id), nowMs)), limit, basis: row.basis,
  }
  return ok({ forecast, why: null })
}

/** Hours that are left of today, corrected by those that are over. */
const todayOf = (corrected: CorrectedToday | null): TodayCorrection | null => {
  if (corrected === null) return null
  const { clock, clockHours, startsMs, energy, energyLow, energyHigh } = corrected
  const of = (values: Float64Array): Float64Array => Float64Array.from(clockHours, (hour) => values[hour] as number)
  return { startsMs: Float64Array.from(startsMs), expected: of(clock.expected), low: of(clock.low), high: of(clock.high), miss: clock.miss, energy, energyLow, energyHigh }
}

export const readRecord = (site: Parts, subject: ForecastSubject, horizon: ForecastHorizon): Result<ForecastRecord> => {
  const found = find(site, subject)
  if (!found.ok) return found
  const kept = site.store.energy.forecasts.scores(found.value.key, horizon, MOST_KEPT)
  const corrected = horizon === 'day' ? correctedRecords(site.store.energy.forecastCorrections.scores(found.value.key, site.clock.nowMs() - KEEP_HOURS_MS)) : []
  return ok({ horizon, kept, corrected, summary: summaryOf(kept.slice(0, SUMMED_UP)) })
}

const summaryOf = (kept: readonly ForecastScore[]): ForecastRecord['summary'] => {
  if (kept.length === 0) return null
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
  const mean = (numbers: readonly number[]): number | null => (numbers.length === 0 ? null : sum(numbers) / numbers.length)
  const used = sum(kept.map((one) => one.used))
  const banded = kept.filter(({ inBand }) => inBand !== null)
  const bandedHours = sum(banded.map(({ hours }) => hours))
  return {
    forecasts: kept.length, afterwards: kept.filter(({ afterwards }) => afterwards).length, wape: used === 0 ? (sum(kept.map(({ error }) => error)) === 0 ? 0 : 1) : sum(kept.map(({ error }) => error)) / used,
    peakError: mean(kept.flatMap(({ peakError }) => peakError ?? [])), peakHourHit: mean(kept.flatMap(({ peakHourError }) => (peakHourError === null ? [] : [peakHourError <= 1 ? 1 : 0]))),
    inBand: bandedHours === 0 ? null : sum(banded.map(({ inBand, hours }) => (inBand ?? 0) * hours)) / bandedHours,
  }
}

const correctedRecords = (scores: ReturnType<Parts['store']['energy']['forecastCorrections']['scores']>): CorrectedRecord[] =>
  [...Map.groupBy(scores, ({ hour }) => hour)].sort(([a], [b]) => a - b).map(([hour, own]): CorrectedRecord => {
    const sum = (of: (one: (typeof own)[number]['score']) => number): number => own.reduce((total, { score }) => total + of(score), 0)
    const used = sum((one) => one.used)
    const share = (error: number): number => (used === 0 ? (error === 0 ? 0 : 1) : error / used)
    const banded = own.filter(({ score }) => score.inBand !== null)
    const bandedHours = banded.reduce((total, { score }) => total + score.hours, 0)
    return {
      hour, days: own.length, wape: share(sum(({ error }) => error)), wapeBefore: share(sum(({ errorBefore }) => errorBefore)),
      inBand: bandedHours === 0 ? null : banded.reduce((total, { score }) => total + (score.inBand ?? 0) * score.hours, 0) / bandedHours,
    }
  })
