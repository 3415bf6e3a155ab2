/** What is to be forecast, and what comes of it. Survives structured cloning. */
import type { CorrectionScore, ForecastHorizon, ForecastWeather } from '../../../../shared/domain/energy-forecast.ts'
import type { Message } from '../../../../shared/message.ts'
import type { ErrorPaths } from '../../analysis/forecast/error-paths.ts'
import type { ForecastModelRow, KeptForecastRow, KeptScoreRow } from '../../store/tables/forecasts-table.ts'

export interface ForecastOrder {
  /** `forecastKey` of the subject. */
  readonly subject: string
  /** One meter, or those that are forecast as one sum. */
  readonly meterIds: readonly number[]
  /** Methods are compared anew whatever is kept: the past changed. */
  readonly anew: boolean
}

export interface ForecastTask {
  readonly nowMs: number
  readonly timeZone: string
  /** Length of a demand window, min. */
  readonly windowMinutes: number
  readonly orders: readonly ForecastOrder[]
}

/** Beside the model in `forecast_models`: what the engine needs of it to tell probabilities. JSON. */
export interface ModelFacts {
  readonly weather: ForecastWeather
  /** null while nothing is known of errors. */
  readonly errors: { readonly scales: readonly number[]; readonly low: number; readonly high: number; readonly paths: readonly number[]; readonly kinds: readonly number[] } | null
  /** Highest window / highest hour of the meter's days: `windowRatiosOf`. */
  readonly ratios: readonly number[]
}

export interface FoundScore {
  readonly fromMs: number
  readonly horizon: ForecastHorizon
  /** null = nothing of it was measured. */
  readonly score: KeptScoreRow | null
}

export interface FoundCorrectionScore {
  readonly fromMs: number
  readonly hour: number
  /** null = nothing of it was measured. */
  readonly score: CorrectionScore | null
}

/** What came of one order. */
export interface ForecastPart {
  readonly subject: string
  /** null = nothing could be fitted. */
  readonly model: ForecastModelRow | null
  readonly forecasts: readonly KeptForecastRow[]
  /** To be written after the forecasts. */
  readonly scores: readonly FoundScore[]
  readonly corrections: readonly FoundCorrectionScore[]
  /** Why there is no forecast. */
  readonly why: Message | null
}

export interface ForecastTurn {
  readonly done: boolean
  /** 0..1 */
  readonly share: number
  readonly parts: readonly ForecastPart[]
}

export const errorPathsOfFacts = ({ errors }: ModelFacts): ErrorPaths | null =>
  errors && { scales: Float64Array.from(errors.scales), low: errors.low, high: errors.high, paths: Float64Array.from(errors.paths), kinds: Uint8Array.from(errors.kinds) }
