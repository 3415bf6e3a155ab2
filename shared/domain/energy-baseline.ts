/** Baselines, savings against them, efficiency scores, benchmarks and what could be saved. */
import type { Message } from '../message.ts'
import type { Medium } from './energy.ts'

/** `auto` takes the best by CV(RMSE) and degrees of freedom; names as in ASHRAE Guideline 14: 2 to 5 parameters, heating or cooling; `towt`: time of week and temperature. */
export const BASELINE_MODELS = ['auto', 'mean', '2p', '3pHeating', '3pCooling', '4p', '5p', 'towt'] as const
export type BaselineModel = (typeof BASELINE_MODELS)[number]

export type BaselineStep = 'hour' | 'day' | 'month'

export interface Baseline {
  readonly id: number
  readonly meterId: number
  readonly name: string
  readonly fromMs: number
  readonly toMs: number
  readonly step: BaselineStep
  readonly model: Exclude<BaselineModel, 'auto'>
  readonly madeAtMs: number
  readonly version: string
  /** Periods used; parameters fitted. */
  readonly periods: number
  readonly parameters: number
  /** Shares, 0.12 = 12 %. */
  readonly cvRmse: number
  readonly nmbe: number
  readonly r2: number
  /** °C. null for models without temperature. */
  readonly temperatureLow: number | null
  readonly temperatureHigh: number | null
  readonly coverage: number
  /** In words and numbers: change points in °C, slopes in kWh/K and period, base. */
  readonly terms: readonly { readonly name: Message; readonly value: number; readonly standardError: number | null; readonly unit: string }[]
  /** Limits that the fit does not keep; empty = savings may be claimed. */
  readonly refusals: readonly Message[]
  /** For a chart of energy over temperature: measured periods and the fitted line. */
  readonly scatter: { readonly temperature: Float64Array; readonly energy: Float64Array; readonly lineTemperature: Float64Array; readonly lineEnergy: Float64Array } | null
}

export interface SavingsReport {
  readonly baselineId: number
  readonly fromMs: number
  readonly toMs: number
  readonly step: BaselineStep
  readonly startsMs: Float64Array
  readonly measured: Float64Array
  readonly expected: Float64Array
  /** Saved since the start of the report, kWh. */
  readonly cumulative: Float64Array
  readonly measuredKwh: number
  readonly expectedKwh: number
  /** Expected - measured; uncertainty as half of the 90 % interval. null when the claim is refused. */
  readonly savedKwh: number | null
  readonly savedShare: number | null
  readonly uncertaintyKwh: number | null
  readonly savedCost: number | null
  readonly currency: string | null
  readonly savedCo2Kg: number | null
  readonly coverage: number
  /** Why nothing is claimed: fit, temperatures beyond the baseline's, coverage; empty = claimed. */
  readonly refusals: readonly Message[]
}

/** One part of an efficiency score: points lost and why. */
export interface ScorePart {
  readonly name: 'baseline' | 'nightAndWeekend' | 'baseLoad' | 'peaks' | 'schedule'
  readonly lost: number
  readonly most: number
  readonly why: Message
}

export interface EfficiencyScore {
  readonly meterId: number
  readonly fromMs: number
  readonly toMs: number
  /** 0..100; null = too little data, said in `why`. */
  readonly score: number | null
  readonly parts: readonly ScorePart[]
  readonly why: Message | null
  readonly coverage: number
}

/** Energy use intensity of an area or the site. */
export interface Eui {
  readonly what: 'site' | 'area'
  readonly area: string
  readonly floorAreaM2: number
  /** kWh per m2 and year, with the half-width of its 90 % interval; from `days` of data. */
  readonly kwhPerM2Year: number
  readonly uncertainty: number
  readonly days: number
  readonly buildingType: string
  /** Where it stands among buildings of its type, 0..1 = share that uses less; null without a benchmark. */
  readonly rank: number | null
}

/** What buildings of a type use, kWh per m2 and year. */
export interface BenchmarkRow {
  readonly buildingType: string
  readonly good: number
  readonly typical: number
  readonly poor: number
  readonly source: string
}

export interface Recommendation {
  readonly id: string
  readonly meterId: number
  readonly title: Message
  readonly evidence: readonly Message[]
  readonly check: Message
  /** A year, with an interval. */
  readonly savingKwh: number
  readonly savingLowKwh: number
  readonly savingHighKwh: number
  readonly savingCost: number | null
  readonly currency: string | null
  readonly savingCo2Kg: number | null
}

export interface EfficiencyReport {
  readonly fromMs: number
  readonly toMs: number
  readonly scores: readonly EfficiencyScore[]
  readonly eui: readonly Eui[]
  readonly benchmarks: readonly BenchmarkRow[]
  /** The largest saving first. */
  readonly recommendations: readonly Recommendation[]
  readonly media: readonly Medium[]
}
