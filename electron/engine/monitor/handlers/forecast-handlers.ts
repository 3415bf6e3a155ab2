/** Handlers of calls about forecasts. */
import type { FORECAST_CALLS } from '../../../../shared/calls/forecast-calls.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

export const createForecastHandlers = (on: OnSession): HandlersOf<typeof FORECAST_CALLS> => ({
  getForecast: ({ subject }) => on(({ forecasts }) => forecasts.forecast(subject)),
  getForecastRecord: ({ subject, horizon }) => on(({ forecasts }) => forecasts.record(subject, horizon)),
})
