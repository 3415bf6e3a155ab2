/** Answers about forecasts: the newest one with its origin, and what became of earlier ones. */
import { createCalendar } from '../../../analysis/calendar.ts'
import { localHourOf } from '../../../analysis/forecast/local-hours.ts'
import type { EnergyForecast, ForecastAnswer, ForecastHorizon, ForecastRecord, ForecastScore, ForecastSubject, TodayCorrection } from '../../../../../shared/domain/energy-forecast.ts'
import type { Meter } from '../../../../../shared/domain/energy.ts'
import { message, type Message } from '../../../../../shared/message.ts'
import { failure, ok, type Result } from '../../../../../shared/result.ts'
import type { SiteContext } from '../../site-context.ts'
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
    days: shelf.days(key, only?.id ?? null, limit, nowMs), today: only === null ? null : todayOf(site, shelf, key, only.id, row.startsMs, row.days[1]?.startMs ?? Infinity), limit, basis: row.basis,
  }
  return ok({ forecast, why: null })
}

/** The hours that are left of today: an hour that clocks repeat has the same twice. */
const todayOf = ({ clock, store }: Parts, shelf: ForecastShelf, key: string, meterId: number, startsMs: Float64Array, tomorrowMs: number): TodayCorrection | null => {
  const corrected = shelf.corrected(key, meterId, clock.nowMs())
  if (corrected === null) return null
  const calendar = createCalendar(store.settings().timeZone)
  const left = startsMs.filter((startMs) => startMs < tomorrowMs && localHourOf(startMs, calendar) >= corrected.fromHour)
  const of = (values: Float64Array): Float64Array => left.map((startMs) => values[localHourOf(startMs, calendar)] as number)
  return { startsMs: left, expected: of(corrected.expected), low: of(corrected.low), high: of(corrected.high), miss: corrected.miss }
}

export const readRecord = (site: Parts, subject: ForecastSubject, horizon: ForecastHorizon): Result<ForecastRecord> => {
  const found = find(site, subject)
  if (!found.ok) return found
  const kept = site.store.energy.forecasts.scores(found.value.key, horizon, MOST_KEPT)
  return ok({ horizon, kept, summary: summaryOf(kept.slice(0, SUMMED_UP)) })
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
