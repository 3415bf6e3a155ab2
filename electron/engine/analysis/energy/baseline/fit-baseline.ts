/** Fits a baseline: the model asked for, or the one that follows the meter best without more parameters than it earns. */
import type { BaselineModel } from '../../../../../shared/domain/energy-baseline.ts'
import { failure, ok, type Result } from '../../../../../shared/result.ts'
import type { Calendar } from '../../calendar.ts'
import { picked, ratesOf, usablePeriods, type EnergyPeriods } from './baseline-periods.ts'
import { CHANGE_POINT_MODELS, fitChangePoint, type ChangePointFit, type ChangePointModel } from './change-point.ts'
import { fitQualityOf } from './fit-quality.ts'
import { BASELINE_VERSION, expectedOf, slotOf, usesTemperature, type BaselineFit, type FittedBaseline } from './fitted-baseline.ts'
import { fitTimeOfWeek } from './time-of-week.ts'

/** A richer model is taken when it lowers CV(RMSE) by this share at least. */
const EARNED = 0.01
/** A slope that is not twice its standard error is no slope. */
const LEAST_T = 2
const LEAST_PERIODS: Readonly<Record<EnergyPeriods['step'], number>> = { hour: 14 * 24, day: 14, month: 6 }

export interface FitOptions {
  readonly calendar: Calendar
  readonly isHoliday: (localDay: number) => boolean
}

/**
 * Fits `model` to the periods that are measured to 90 % or more and whose temperature is known. `auto` goes from the simplest to the richest and takes
 * a richer one when all its slopes are twice their standard error and CV(RMSE), which knows the degrees of freedom, falls by 1 % or more.
 * Time of week is for hours and days.
 * @returns failure `baseline-too-short`, `baseline-model-unfit` when the data do not carry the model asked for
 */
export const fitBaseline = (periods: EnergyPeriods, model: BaselineModel, options: FitOptions): Result<FittedBaseline> => {
  const used = usablePeriods(periods, false)
  const least = LEAST_PERIODS[periods.step]
  if (used.length < least) return failure('baseline-too-short', `A baseline needs ${least} well measured periods; there are ${used.length}. Choose a longer time.`, { periods: used.length, least })
  if (model !== 'auto') {
    const fitted = tryModel(periods, model, options)
    return fitted === null ? failure('baseline-model-unfit', `The measured periods do not carry the model ${model}. Choose another model, or let it be chosen.`, { model }) : ok(fitted)
  }
  let best: FittedBaseline | null = null
  for (const candidate of [...CHANGE_POINT_MODELS, 'towt'] as const) {
    const fitted = tryModel(periods, candidate, options)
    if (fitted === null || !believable(fitted.model)) continue
    if (best === null || fitted.quality.cvRmse < (1 - EARNED) * best.quality.cvRmse) best = fitted
  }
  return best === null ? failure('baseline-model-unfit', 'No model can be fitted to the measured periods: they may all be zero.', { model }) : ok(best)
}

const believable = ({ kind, fit }: BaselineFit): boolean =>
  kind === 'timeOfWeek' || [fit.heatingSlope, fit.coolingSlope].every((slope) => slope === null || Math.abs(slope.value) > LEAST_T * slope.standardError)

const tryModel = (periods: EnergyPeriods, model: ChangePointModel | 'towt', options: FitOptions): FittedBaseline | null => {
  const used = usablePeriods(periods, model !== 'mean')
  if (used.length < 3) return null
  const fit = model === 'towt' ? timeOfWeek(periods, used, options) : changePoint(periods, used, model)
  if (fit === null) return null
  const own = select(periods, used)
  const expected = expectedOf(fit, own, options.calendar, options.isHoliday)
  const rates = ratesOf(periods, used)
  const quality = fitQualityOf(rates, expected.map((each, i) => each / (own.units[i] as number)), fit.fit.parameters)
  if (!Number.isFinite(quality.cvRmse)) return null
  const temperature = usesTemperature(fit) ? own.temperature : null
  return {
    version: BASELINE_VERSION, step: periods.step, model: fit, quality,
    dayQuality: periods.step === 'hour' ? dayQualityOf(own, expected, options.calendar) : null,
    temperatureLow: temperature === null ? null : temperature.reduce((a, b) => Math.min(a, b)),
    temperatureHigh: temperature === null ? null : temperature.reduce((a, b) => Math.max(a, b)),
    coverage: used.length / periods.startsMs.length,
    days: daysOf(own),
  }
}

const changePoint = (periods: EnergyPeriods, used: readonly number[], model: ChangePointModel): BaselineFit | null => {
  const fit: ChangePointFit | null = fitChangePoint(model, model === 'mean' ? new Float64Array(used.length) : picked(periods.temperature, used), ratesOf(periods, used))
  return fit === null ? null : { kind: 'changePoint', fit }
}

const timeOfWeek = (periods: EnergyPeriods, used: readonly number[], { calendar, isHoliday }: FitOptions): BaselineFit | null => {
  if (periods.step === 'month') return null
  const slots = periods.step === 'hour' ? 168 : 7
  const slot = Uint16Array.from(used, (i) => slotOf(periods.step, periods.startsMs[i] as number, calendar, isHoliday))
  const fit = fitTimeOfWeek(slot, slots, picked(periods.temperature, used), ratesOf(periods, used))
  return fit === null ? null : { kind: 'timeOfWeek', fit }
}

const select = (periods: EnergyPeriods, used: readonly number[]): EnergyPeriods => ({
  step: periods.step, startsMs: picked(periods.startsMs, used), units: picked(periods.units, used), energy: picked(periods.energy, used),
  temperature: picked(periods.temperature, used), coverage: picked(periods.coverage, used),
})

/** Hours of one day err together: their sums by day show it better than the neighbouring hour does. The weather's and schedule's parameters are spread over all days. */
const dayQualityOf = (hours: EnergyPeriods, expected: Float64Array, calendar: Calendar): FittedBaseline['dayQuality'] => {
  const days: { day: number; measured: number; expected: number; hours: number }[] = []
  for (let i = 0; i < hours.startsMs.length; i++) {
    const day = calendar.dayOf(hours.startsMs[i] as number)
    if (days.at(-1)?.day !== day) days.push({ day, measured: 0, expected: 0, hours: 0 })
    const own = days.at(-1) as (typeof days)[number]
    own.measured += hours.energy[i] as number
    own.expected += expected[i] as number
    own.hours += 1
  }
  const whole = days.filter((day) => day.hours >= 20)
  if (whole.length < 14) return null
  return fitQualityOf(Float64Array.from(whole, (day) => (24 * day.measured) / day.hours), Float64Array.from(whole, (day) => (24 * day.expected) / day.hours), 1)
}

const daysOf = ({ startsMs, units, step }: EnergyPeriods): number => {
  const last = startsMs.length - 1
  const length = step === 'hour' ? 1 / 24 : (units[last] as number)
  return ((startsMs[last] as number) - (startsMs[0] as number)) / 86_400_000 + length
}
