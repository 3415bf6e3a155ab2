/** Baselines of meters, and what was saved against them. */
import type { Message } from '../message.ts'

/** `auto` takes the best by CV(RMSE) and degrees of freedom; names as in ASHRAE Guideline 14: 2 to 5 parameters, heating or cooling; `towt`: time of week and temperature. */
export const BASELINE_MODELS = ['auto', 'mean', '2p', '3pHeating', '3pCooling', '4p', '5p', 'towt'] as const
export type BaselineModel = (typeof BASELINE_MODELS)[number]

export const BASELINE_STEPS = ['hour', 'day', 'month'] as const
export type BaselineStep = (typeof BASELINE_STEPS)[number]

/** One number of a fitted baseline, to be shown. */
export interface BaselineTerm {
  readonly name: Message
  readonly value: number
  /** In `unit`; null = not known. */
  readonly standardError: number | null
  readonly unit: string
}

/** What a baseline was before it was fitted anew. */
export interface EarlierBaseline {
  readonly id: number
  readonly madeAtMs: number
  readonly version: string
  /** null = of a version that is no longer read. */
  readonly model: Exclude<BaselineModel, 'auto'> | null
  readonly periods: number
  readonly cvRmse: number
  readonly nmbe: number
}

export interface Baseline {
  readonly id: number
  readonly meterId: number
  readonly name: string
  readonly fromMs: number
  readonly toMs: number
  readonly step: BaselineStep
  /** What was asked for, and what it came to. */
  readonly wanted: BaselineModel
  readonly model: Exclude<BaselineModel, 'auto'> | null
  readonly madeAtMs: number
  readonly who: string
  /** Of the mathematics it was fitted by. */
  readonly version: string
  /** Of an older version of the mathematics: its figures are told, but it claims nothing and has no model until it is fitted anew. */
  readonly outdated: boolean
  /** The one whose place it took; null = it was the first. */
  readonly earlier: EarlierBaseline | null
  /** Periods used, parameters fitted. */
  readonly periods: number
  readonly parameters: number
  /** Shares, 0.12 = 12 %; NaN = cannot be said. */
  readonly cvRmse: number
  readonly nmbe: number
  readonly r2: number
  /** What of CV(RMSE) and NMBE a claim may have. */
  readonly limits: { readonly cvRmse: number; readonly nmbe: number }
  /** Share of its periods that could be used. */
  readonly coverage: number
  readonly days: number
  /** °C it knows; null for a model without temperature. */
  readonly temperatureLow: number | null
  readonly temperatureHigh: number | null
  readonly terms: readonly BaselineTerm[]
  /** Limits that the fit does not keep; empty = savings may be claimed. */
  readonly refusals: readonly Message[]
}

/** For a chart of energy over temperature. Energy is per hour, or per day of days and months; NaN = not known. */
export interface BaselineCloud {
  readonly baselineId: number
  readonly startsMs: Float64Array
  readonly temperature: Float64Array
  readonly energy: Float64Array
  /** The fitted line; null where the time of the week counts too, or the weather does not. */
  readonly line: { readonly temperature: Float64Array; readonly energy: Float64Array } | null
}

/**
 * `saved` and `more`: the difference is beyond its uncertainty. `unclear`: it is not, so nothing is claimed. `refused`: fit, coverage or temperatures do not carry
 * a claim.
 */
export type SavingsVerdict = 'saved' | 'more' | 'unclear' | 'refused'

export interface SavingsReport {
  readonly baselineId: number
  readonly meterId: number
  readonly fromMs: number
  readonly toMs: number
  readonly step: BaselineStep
  readonly startsMs: Float64Array
  /** kWh or m3 of each period, NaN = not known. */
  readonly measured: Float64Array
  readonly expected: Float64Array
  /** Saved since the start. */
  readonly cumulative: Float64Array
  /** Temperature of each period, °C. */
  readonly temperature: Float64Array
  readonly measuredTotal: number
  readonly expectedTotal: number
  readonly verdict: SavingsVerdict
  /** expected - measured; null when refused. */
  readonly difference: number | null
  readonly differenceShare: number | null
  /** Half of its 90 % interval. */
  readonly uncertainty: number | null
  /** Uncertainty at 68 % over the difference: Guideline 14 wants 0.5 or less. */
  readonly fractionalUncertainty: number | null
  /** The difference in money and CO2, each hour by the price and factor in force; null without a claim, or where a part has no price. Uncertainties are half of the 90 % interval. */
  readonly cost: number | null
  readonly costUncertainty: number | null
  readonly currency: string | null
  /** What the charges on monthly peaks came to less, besides; null where there are none, or they cannot be told. */
  readonly demandCost: number | null
  readonly demandUncertainty: number | null
  readonly co2Kg: number | null
  readonly co2Uncertainty: number | null
  readonly coverage: number
  /** Why nothing is claimed; empty unless refused. */
  readonly refusals: readonly Message[]
  /** The sum worked through, line by line. */
  readonly worked: readonly Message[]
}
