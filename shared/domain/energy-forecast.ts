/** What a meter or a medium of the site is expected to use next, how sure that is, and how good earlier forecasts were. Energy in kWh or m3, demand in kW or m3/h. */
import type { Message } from '../message.ts'
import type { Measure, Medium } from './energy.ts'

/** What is forecast: one meter, or all main meters of a medium together. */
export type ForecastSubject = { readonly what: 'meter'; readonly meterId: number } | { readonly what: 'site'; readonly medium: Medium; readonly measure: Measure }

/** What of the weather a forecast rests on: nothing; the outdoor sensor's hours until it was made; an imported weather forecast. */
export type ForecastWeather = 'none' | 'sensor' | 'imported'

/** What the detectors of alerts about demand limits are called before the number of the meter. These alerts are of no point. */
export const DEMAND_DETECTORS = 'demand.'
export const demandDetector = (meterId: number): string => `${DEMAND_DETECTORS}${meterId}`
/** The meter whose demand limit an alert is about, by its first evidence; null = it is about something else. */
export const meterOfDemand = (detector: string | undefined): number | null => (detector?.startsWith(DEMAND_DETECTORS) === true ? Number(detector.slice(DEMAND_DETECTORS.length)) : null)

/** How one method did on the meter's own past, each day forecast from the days before it. */
export interface MethodTrial {
  readonly method: string
  /** Sum of absolute errors / sum of use, 0... */
  readonly wape: number
  /** Mean error of the days' highest hours, 0... */
  readonly peakError: number
  /** Weight in the forecast, 0..1. */
  readonly used: number
}

/** One local day of a forecast. */
export interface ForecastDay {
  readonly startMs: number
  readonly energy: number
  /** The day's total lies between these nine times of ten; absent while errors are not known. */
  readonly energyLow?: number
  readonly energyHigh?: number
  /** Expected highest demand window, and the hour in which it is likeliest. */
  readonly peak: number
  readonly peakAtMs: number
  /** Probability that the day's peak goes over the demand limit, 0..1, with what today has already shown; null without a limit or while errors are not known. */
  readonly exceedance: number | null
}

/** Where a forecast comes from: enough to trace it. */
export interface ForecastBasis {
  /** Version of the formulas. */
  readonly version: string
  /** Methods that it is combined of, with their weights. */
  readonly methods: readonly { readonly method: string; readonly weight: number }[]
  readonly weather: ForecastWeather
  /** Hours it rests on: from, to (exclusive); whole local days, and how many of these hours were measured, 0..1. */
  readonly dataFromMs: number
  readonly dataToMs: number
  readonly days: number
  readonly measured: number
  /** When the methods were compared and fitted last. */
  readonly fittedAtMs: number
  /** Days that the methods were tried on, and how each did; none while the past was too short. */
  readonly trialDays: number
  readonly trials: readonly MethodTrial[]
  /** Length of the windows that peaks are of, min. */
  readonly peakMinutes: number
}

/** Hours that are left of today, corrected by what the day has shown; parallel arrays, from the first hour that is not over. */
export interface TodayCorrection {
  readonly startsMs: Float64Array
  readonly expected: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  /** By how much the last hours were above (below: negative) the forecast, kW or m3/h. */
  readonly miss: number
  /** The whole of today: what was measured of the hours that are over (as forecast where they were not), and what is left as corrected; kWh or m3. */
  readonly energy: number
  /** The day's total lies between these nine times of ten. */
  readonly energyLow: number
  readonly energyHigh: number
}

export interface EnergyForecast {
  readonly subject: ForecastSubject
  readonly madeAtMs: number
  /** Starts of hours, from the local midnight it begins at; eight local days. */
  readonly startsMs: Float64Array
  /** Mean demand of each hour, and the band that holds 90 % of hours; NaN while errors are not known. */
  readonly expected: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  readonly days: readonly ForecastDay[]
  /** null before the first hour of the day is over, where none of today was measured, and while errors are not known. */
  readonly today: TodayCorrection | null
  /** The meter's demand limit; null = none. */
  readonly limit: number | null
  readonly basis: ForecastBasis
}

/** The newest forecast, or why there is none. */
export interface ForecastAnswer {
  readonly forecast: EnergyForecast | null
  readonly why: Message | null
}

export type ForecastHorizon = 'day' | 'week'

/** How one kept forecast did over its first day or its first seven days. */
export interface ForecastScore {
  /** Local midnight it began at, and when it was made. */
  readonly fromMs: number
  readonly madeAtMs: number
  /** Made later, only from what was known before `fromMs`: a trial. */
  readonly afterwards: boolean
  readonly version: string
  readonly methods: readonly string[]
  /** Hours that were measured; all else counts these only. */
  readonly hours: number
  /** Sum of absolute errors, and of use. */
  readonly error: number
  readonly used: number
  /** error / used. */
  readonly wape: number
  /** Mean of the days' |expected peak - peak| / peak; null where no day was measured. */
  readonly peakError: number | null
  /** Mean hours between the expected and the highest hour of the days. */
  readonly peakHourError: number | null
  /** Share of hours inside the band, 0..1; null where it had none. */
  readonly inBand: number | null
}

/** How the rest of one day did as it was expected at some hour of it, against what was forecast of the same hours before the day began. */
export interface CorrectionScore {
  /** Hours that were measured; all else counts these only. */
  readonly hours: number
  /** Sums of absolute errors, of the correction and of the forecast before it, and of use. */
  readonly error: number
  readonly errorBefore: number
  readonly used: number
  /** Share of hours inside the band, 0..1. */
  readonly inBand: number | null
}

/** What became of corrections made at one hour of the local clock, of the last 60 days. */
export interface CorrectedRecord {
  readonly hour: number
  readonly days: number
  /** Sums of errors / use, as corrected and as forecast before the day. */
  readonly wape: number
  readonly wapeBefore: number
  readonly inBand: number | null
}

/** What became of the forecasts of one subject, newest first. */
export interface ForecastRecord {
  readonly horizon: ForecastHorizon
  readonly kept: readonly ForecastScore[]
  /** By hour of the clock; of the horizon `day` only. */
  readonly corrected: readonly CorrectedRecord[]
  /** Over the newest 60 of them; null while none was scored. */
  readonly summary: {
    readonly forecasts: number
    readonly afterwards: number
    readonly wape: number
    readonly peakError: number | null
    /** Share of forecasts whose peak hour was right within one hour. */
    readonly peakHourHit: number | null
    readonly inBand: number | null
  } | null
}

/** The key a subject is kept by. */
export const forecastKey = (subject: ForecastSubject): string => (subject.what === 'meter' ? `meter:${subject.meterId}` : `site:${subject.medium}:${subject.measure}`)
