/** A baseline as it is kept and used: one model with its fit, and what it expects of any period. */
import type { Calendar } from '../../calendar.ts'
import { weekdayLocal } from '../../calendar.ts'
import type { BaselineStep } from '../../../../../shared/domain/energy-baseline.ts'
import type { EnergyPeriods } from './baseline-periods.ts'
import { predictChangePoint, type ChangePointFit } from './change-point.ts'
import type { FitQuality } from './fit-quality.ts'
import { predictTimeOfWeek, type TimeOfWeekFit } from './time-of-week.ts'

export const BASELINE_VERSION = 'baseline-1'

export type BaselineFit = { readonly kind: 'changePoint'; readonly fit: ChangePointFit } | { readonly kind: 'timeOfWeek'; readonly fit: TimeOfWeekFit }

/** Plain values: it can be kept as JSON with `baselineToJson`. */
export interface FittedBaseline {
  readonly version: string
  readonly step: BaselineStep
  readonly model: BaselineFit
  readonly quality: FitQuality
  /** The same of the residuals added up by days; null where periods are no hours. */
  readonly dayQuality: FitQuality | null
  /** °C; null for a model without temperature. */
  readonly temperatureLow: number | null
  readonly temperatureHigh: number | null
  /** Share of the baseline's periods that could be used. */
  readonly coverage: number
  /** Days from the first to the last period used. */
  readonly days: number
}

/** Hour of the week 0..167 or day of the week 0..6, Monday first; local days that `isHoliday` names count as Sundays. */
export const slotOf = (step: BaselineStep, timeMs: number, calendar: Calendar, isHoliday: (localDay: number) => boolean): number => {
  const local = calendar.localMs(timeMs)
  const day = Math.floor(local / 86_400_000)
  const weekday = isHoliday(day) ? 6 : weekdayLocal(local)
  return step === 'hour' ? weekday * 24 + Math.floor((local - day * 86_400_000) / 3_600_000) : weekday
}

/** Energy expected of each period (not per hour or day); NaN where the model cannot say: no temperature, an hour of the week never seen. */
export const expectedOf = ({ kind, fit }: BaselineFit, periods: EnergyPeriods, calendar: Calendar, isHoliday: (localDay: number) => boolean): Float64Array =>
  periods.startsMs.map((startMs, i) => {
    const temperature = periods.temperature[i] as number
    const units = periods.units[i] as number
    if (kind === 'changePoint') return units * (fit.model === 'mean' ? fit.base.value : predictChangePoint(fit, temperature))
    return units * predictTimeOfWeek(fit, slotOf(periods.step, startMs, calendar, isHoliday), temperature)
  })

export const usesTemperature = ({ kind, fit }: BaselineFit): boolean => kind === 'timeOfWeek' || fit.model !== 'mean'

export const modelName = ({ kind, fit }: BaselineFit): ChangePointFit['model'] | 'towt' => (kind === 'timeOfWeek' ? 'towt' : fit.model)
