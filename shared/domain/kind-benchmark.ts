/** Equipment of one kind side by side: the same figures of each, how they lie, and who stands out. */
import type { EquipmentKind } from './rules.ts'

/**
 * - `zoneDeviation`, `supplyDeviation`: mean distance from the set-point, K; of heating and cooling set-points from the nearer where outside of both. Supply air while the fan runs.
 * - `zoneMean`, `supplyMean`: mean, °C.
 * - `valveTravel`, `damperTravel`: way of all valves or dampers a day, %.
 * - `runHours`: h a day. `starts`: a day.
 * - `alertShare`: share of the time with an open alert, %.
 */
export const BENCHMARK_FIGURES = ['zoneDeviation', 'supplyDeviation', 'zoneMean', 'supplyMean', 'valveTravel', 'damperTravel', 'runHours', 'starts', 'alertShare'] as const
export type BenchmarkFigureId = (typeof BENCHMARK_FIGURES)[number]

/** So many are needed before anyone stands out. */
export const LEAST_MEMBERS = 5

export interface BenchmarkMember {
  readonly id: string
  readonly name: string
  readonly deviceId: number
  readonly pointIds: readonly number[]
}

export interface BenchmarkFigure {
  readonly id: BenchmarkFigureId
  /** One of each member; NaN where it has not the points, or they were read too seldom. */
  readonly values: Float64Array
  /** Share of the period that each value rests on, 0..1. */
  readonly coverage: Float64Array
  readonly median: number
  readonly lowerQuartile: number
  readonly upperQuartile: number
  /** Robust z-score of each; beyond ±3.5 it stands out. NaN with fewer than five values. */
  readonly scores: Float64Array
}

export interface KindBenchmark {
  readonly what: 'benchmark'
  readonly kind: EquipmentKind
  readonly fromMs: number
  readonly toMs: number
  readonly stepMs: number
  readonly madeAtMs: number
  readonly members: readonly BenchmarkMember[]
  /** Those that at least two members have. */
  readonly figures: readonly BenchmarkFigure[]
}

/** Modified z-score from which a member stands out (Iglewicz and Hoaglin 1993). */
export const OUTLIER_SCORE = 3.5
