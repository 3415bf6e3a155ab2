/** Calls about forecasts of meters and of the site. */
import * as v from 'valibot'
import { MEDIA } from '../domain/energy.ts'
import type { ForecastAnswer, ForecastRecord, ForecastSubject } from '../domain/energy-forecast.ts'
import { call, id } from './call.ts'

const subject = v.variant('what', [
  v.strictObject({ what: v.literal('meter'), meterId: id }),
  v.strictObject({ what: v.literal('site'), medium: v.picklist(MEDIA), measure: v.picklist(['energy', 'volume']) }),
]) satisfies v.GenericSchema<unknown, ForecastSubject>

export const FORECAST_CALLS = {
  /** The forecast of today and the seven days after it, or why there is none. Probabilities know what today has already shown. */
  getForecast: call({ subject }).returns<ForecastAnswer>(),
  /** How forecasts that were kept did, newest first, at most 400. */
  getForecastRecord: call({ subject, horizon: v.picklist(['day', 'week']) }).returns<ForecastRecord>(),
} as const
