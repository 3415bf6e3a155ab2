/** Calls about forecasts of meters. */
import * as v from 'valibot'
import type { EnergyForecast, ForecastComparison, ForecastScore } from '../domain/energy-forecast.ts'
import { call, id } from './call.ts'

export const FORECAST_CALLS = {
  /** The newest forecast of a meter; made now where there is none yet or new hours came in. */
  getForecast: call({ meterId: id, horizon: v.picklist(['day', 'week']) }).returns<EnergyForecast>(),
  /** How forecasts that were kept did, newest first, at most 400. */
  listForecastScores: call({ meterId: id, horizon: v.picklist(['day', 'week']) }).returns<readonly ForecastScore[]>(),
  /** How the methods did on the meter's own past; null while it was not compared yet. */
  getForecastComparison: call({ meterId: id }).returns<ForecastComparison | null>(),
} as const
