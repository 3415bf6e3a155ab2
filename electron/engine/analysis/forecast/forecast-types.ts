/** What forecasting methods share: the past of a meter, the weather, and what a method is. Pure. */
import type { DayMatrix } from './day-matrix.ts'

/** Outdoor temperature by hours of the local clock, parallel to the days of the past and beyond them as far as it is known or expected, °C; filled, no NaN. */
export interface Weather {
  readonly days: number
  readonly temperatures: Float64Array
}

export interface Past {
  readonly matrix: DayMatrix
  /** null = nothing is known of it. */
  readonly weather: Weather | null
}

/** Hourly values of the days after the past, as far as a method was asked for; `values[day * 24 + hour]`. */
export interface Method<Model> {
  readonly id: MethodId
  /** Whole days of past below which it says nothing. */
  readonly leastDays: number
  /** Learns from the days before `until`. */
  fit(past: Past, until: number): Model
  /** The day `day` from days before it; `day` may be the number of days of the past. 24 values. */
  predict(model: Model, past: Past, day: number): Float64Array
}

export const METHOD_IDS = ['weeklyProfile', 'seasonalSmoothing', 'dailyRidge', 'boosting'] as const
export type MethodId = (typeof METHOD_IDS)[number]
