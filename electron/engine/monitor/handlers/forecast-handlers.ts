/** Handlers of calls about forecasts. */
import type { FORECAST_CALLS } from '../../../../shared/calls/forecast-calls.ts'
import type { HandlersOf } from './handler-group.ts'
import { notThere } from './not-there.ts'

export const createForecastHandlers = (): HandlersOf<typeof FORECAST_CALLS> => ({
  getForecast: notThere,
  listForecastScores: notThere,
  getForecastComparison: notThere,
})
