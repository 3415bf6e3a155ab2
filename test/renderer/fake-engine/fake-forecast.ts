/** Forecasts of the made-up building. */
import type { FORECAST_CALLS } from '../../../shared/calls/forecast-calls.ts'
import type { Handlers } from '../../../shared/contract.ts'
import { failure } from '../../../shared/result.ts'

const nothing = () => failure('call-unanswered', 'This is not built yet.')

export const fakeForecast = (): Pick<Handlers, keyof typeof FORECAST_CALLS> => ({
  getForecast: nothing,
  listForecastScores: nothing,
  getForecastComparison: nothing,
})
