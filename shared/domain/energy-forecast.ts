/** What a meter is expected to use next, how sure that is, and how good earlier forecasts were. */

export type ForecastHorizon = 'day' | 'week'

export interface EnergyForecast {
  readonly meterId: number
  readonly madeAtMs: number
  readonly horizon: ForecastHorizon
  /** Name of the method that was best on the meter's own past, and its version. */
  readonly method: string
  readonly version: string
  /** True when outdoor temperature was used. */
  readonly weather: boolean
  /** Last hour of data that it rests on, and days of data behind it. */
  readonly dataUntilMs: number
  readonly daysOfData: number
  /** Hour starts; kW (mean of the hour) or m3/h, with the band that holds 90 % of hours. */
  readonly startsMs: Float64Array
  readonly expected: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  /** Each local day of the horizon. */
  readonly days: readonly {
    readonly startMs: number
    readonly energy: number
    readonly peak: number
    readonly peakAtMs: number
    /** Probability that the day's peak goes over the meter's demand limit; null without a limit. */
    readonly exceedance: number | null
  }[]
}

/** How a kept forecast did. */
export interface ForecastScore {
  readonly madeAtMs: number
  readonly horizon: ForecastHorizon
  readonly method: string
  readonly hours: number
  /** Weighted absolute percentage error, 0..; CV(RMSE), 0... */
  readonly wape: number
  readonly cvRmse: number
  readonly peakError: number
  readonly peakHourError: number
  /** Share of hours inside the band, 0..1; 0.9 is right. */
  readonly inBand: number
}

/** How each method did on the meter's own past, best first. */
export interface ForecastComparison {
  readonly meterId: number
  readonly comparedAtMs: number
  readonly origins: number
  readonly methods: readonly { readonly method: string; readonly wape: number; readonly cvRmse: number; readonly peakError: number; readonly used: number }[]
}
