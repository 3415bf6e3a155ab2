/** Forecasts of the made-up building: the main meter with limit, trials and a record; heat on its first days without a band; water not yet. */
import type { FORECAST_CALLS } from '../../../shared/calls/forecast-calls.ts'
import type { Handlers } from '../../../shared/contract.ts'
import type { EnergyForecast, ForecastRecord, ForecastScore, ForecastSubject } from '../../../shared/domain/energy-forecast.ts'
import { message } from '../../../shared/message.ts'
import { failure, ok } from '../../../shared/result.ts'
import { demandAt } from './fake-energy.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const DAYS = 8
/** District heat has been measured for a few days only; water since today. */
const YOUNG_METER = 6
const NEW_METER = 7
const LIMITS: Readonly<Record<number, number>> = { 1: 320 }

const meterOf = (subject: ForecastSubject): number => (subject.what === 'meter' ? subject.meterId : subject.medium === 'heat' ? YOUNG_METER : subject.medium === 'water' ? NEW_METER : 1)

const forecastOf = (subject: ForecastSubject): EnergyForecast => {
  const meterId = meterOf(subject)
  const isYoung = meterId === YOUNG_METER
  const fromMs = Math.floor(Date.now() / DAY_MS) * DAY_MS
  const startsMs = Float64Array.from({ length: DAYS * 24 }, (_, i) => fromMs + i * HOUR_MS)
  const expected = Float64Array.from(startsMs, (startMs) => demandAt(meterId, startMs) * 1.03)
  const width = (i: number): number => (isYoung ? Number.NaN : 0.12 * (1 + 0.06 * Math.floor(i / 24)))
  const limit = LIMITS[meterId] ?? null
  const hourMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS
  const left = startsMs.filter((startMs) => startMs >= hourMs && startMs < fromMs + DAY_MS)
  const moved = (times: number): Float64Array => left.map((startMs) => (expected[startsMs.indexOf(startMs)] ?? 0) * times)
  const today = isYoung ? null : { startsMs: left, expected: moved(1.04), low: moved(0.97), high: moved(1.11), miss: 4.2, ...totalToday(expected.subarray(0, 24)) }
  return {
    subject, today, madeAtMs: fromMs + 16 * 60_000, startsMs, expected, low: expected.map((value, i) => value * (1 - width(i))), high: expected.map((value, i) => value * (1 + width(i))), limit,
    days: Array.from({ length: DAYS }, (_, day) => {
      const hours = expected.subarray(day * 24, day * 24 + 24)
      const peak = Math.max(...hours)
      const energy = hours.reduce((sum, value) => sum + value, 0)
      const band = isYoung ? {} : { energyLow: energy * 0.93, energyHigh: energy * 1.08 }
      return { startMs: fromMs + day * DAY_MS, energy, ...band, peak: peak * 1.08, peakAtMs: fromMs + day * DAY_MS + hours.indexOf(peak) * HOUR_MS, exceedance: limit === null || isYoung ? null : Math.max(0.01, Math.min(0.99, (peak * 1.08 - 0.8 * limit) / (0.4 * limit))) }
    }),
    basis: {
      version: 'forecast-5', methods: isYoung ? [{ method: 'weeklyProfile', weight: 1 }] : [{ method: 'dailyRidge', weight: 0.54 }, { method: 'boosting', weight: 0.46 }], weather: isYoung ? 'none' : 'sensor',
      dataFromMs: fromMs - (isYoung ? 5 : 420) * DAY_MS, dataToMs: fromMs, days: isYoung ? 5 : 420, measured: 0.987, fittedAtMs: fromMs - 2 * DAY_MS, trialDays: isYoung ? 0 : 56, peakMinutes: 15,
      trials: isYoung ? [] : [
        { method: 'weeklyProfile', wape: 0.094, peakError: 0.081, used: 0 }, { method: 'seasonalSmoothing', wape: 0.102, peakError: 0.09, used: 0 }, { method: 'dailyRidge', wape: 0.058, peakError: 0.061, used: 0.54 },
        { method: 'boosting', wape: 0.061, peakError: 0.064, used: 0.46 },
      ],
    },
  }
}

const totalToday = (hours: Float64Array) => {
  const energy = 1.02 * hours.reduce((sum, value) => sum + value, 0)
  return { energy, energyLow: energy * 0.97, energyHigh: energy * 1.03 }
}

const recordOf = (horizon: ForecastRecord['horizon']): ForecastRecord => {
  const fromMs = Math.floor(Date.now() / DAY_MS) * DAY_MS
  const kept = Array.from({ length: 24 }, (_, i): ForecastScore => {
    const wape = 0.055 + 0.02 * Math.sin(i * 1.3) + (horizon === 'week' ? 0.02 : 0)
    const used = 2_400 + 80 * Math.cos(i)
    return {
      fromMs: fromMs - (i + (horizon === 'week' ? 7 : 1)) * DAY_MS, madeAtMs: fromMs - i * DAY_MS, afterwards: i > 18, version: 'forecast-5', methods: ['dailyRidge', 'boosting'], hours: horizon === 'week' ? 168 : 24,
      error: wape * used, used, wape, peakError: 0.06 + 0.02 * Math.cos(i), peakHourError: i % 4 === 3 ? 3 : 1, inBand: 0.9 + 0.05 * Math.sin(i),
    }
  })
  const corrected = horizon === 'week' ? [] : [6, 12, 18].map((hour) => ({ hour, days: 24, wape: 0.052 - hour / 2_000, wapeBefore: 0.057, inBand: 0.912 }))
  return { horizon, kept, corrected, summary: { forecasts: 24, afterwards: 5, wape: horizon === 'week' ? 0.076 : 0.056, peakError: 0.061, peakHourHit: 0.75, inBand: 0.903 } }
}

export const fakeForecast = ({ empty, failing }: { readonly empty: boolean; readonly failing: boolean }): Pick<Handlers, keyof typeof FORECAST_CALLS> => {
  const gone = failure('store-locked', 'The database is in use.', { file: 'plantroom.db' })
  const none = failure('meter-unknown', 'There is no such meter.', { id: 0 })
  return {
    getForecast: ({ subject }) => (failing ? gone : empty ? none : ok(meterOf(subject) === NEW_METER ? { forecast: null, why: message('forecast.why.firstDay') } : { forecast: forecastOf(subject), why: null })),
    getForecastRecord: ({ subject, horizon }) => (failing ? gone : empty ? none : ok(meterOf(subject) >= YOUNG_METER ? { horizon, kept: [], corrected: [], summary: null } : recordOf(horizon))),
  }
}
