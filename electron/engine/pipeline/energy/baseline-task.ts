/** What a baseline's worker is asked, and how it answers: a fit over a time, or savings of a time against a fit. Runs on any thread. */
import type { BaselineModel, BaselineStep } from '../../../../shared/domain/energy-baseline.ts'
import type { Measure } from '../../../../shared/domain/energy.ts'
import type { Tariff } from '../../../../shared/domain/tariff.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import { createCalendar } from '../../analysis/calendar.ts'
import type { EnergyPeriods } from '../../analysis/energy/baseline/baseline-periods.ts'
import { fitBaseline, type FitOptions } from '../../analysis/energy/baseline/fit-baseline.ts'
import { expectedOf, type FittedBaseline } from '../../analysis/energy/baseline/fitted-baseline.ts'
import { meterPeriods } from '../../analysis/energy/baseline/meter-periods.ts'
import { demandSavings, type DemandSavings } from '../../analysis/energy/baseline/demand-savings.ts'
import { pricedSavings, type PricedSavings } from '../../analysis/energy/baseline/priced-savings.ts'
import { savingsOf, type Savings } from '../../analysis/energy/baseline/savings.ts'
import { factorOf, hourPrices, versionAt, type TariffTimes } from '../../analysis/energy/tariff/hour-prices.ts'
import { monthStartLocal } from '../../analysis/energy/tariff/local-months.ts'
import type { MeterQueries } from '../../store/meter-queries.ts'

export interface BaselineTask {
  readonly meterId: number
  readonly fromMs: number
  /** Not later than now: periods that are not over take no part. */
  readonly toMs: number
  readonly step: BaselineStep
  readonly timeZone: string
  /** Local days since the epoch that are like Sundays. */
  readonly holidays: readonly number[]
}

export interface FitAnswer {
  readonly fitted: FittedBaseline
  readonly periods: EnergyPeriods
}

export interface SavingsAnswer {
  readonly savings: Savings
  readonly temperature: Float64Array
  /** null without a claim, or where a part of the time has no price. */
  readonly priced: PricedSavings | null
  /** null where there is no charge on peaks, or the baseline cannot tell them. */
  readonly demand: DemandSavings | null
}

/** What money and CO2 are worked out by. */
export interface SavingsPricing {
  readonly tariff: Tariff
  readonly measure: Measure
  /** Local days since the epoch that the tariff may price as Sundays. */
  readonly holidays: readonly number[]
  /** What the baseline was fitted to, where it is of hours: it tells how peaks stand to the model. */
  readonly fittedTo: EnergyPeriods | null
}

const optionsOf = ({ timeZone, holidays }: BaselineTask): FitOptions => {
  const resting = new Set(holidays)
  return { calendar: createCalendar(timeZone), isHoliday: (day) => resting.has(day) }
}

const periodsOf = (queries: MeterQueries, { meterId, fromMs, toMs, step }: BaselineTask, { calendar }: FitOptions): EnergyPeriods =>
  meterPeriods(step, step === 'hour' ? queries.hours(meterId, fromMs, toMs) : queries.days(meterId, fromMs, toMs), queries.weather(fromMs, toMs), fromMs, toMs, calendar)

/** Fails as `fitBaseline` does, and with `baseline-no-weather`. Some 100 ms for a year of days, a second or two for one of hours. */
export const fitTask = (queries: MeterQueries, task: BaselineTask, model: BaselineModel): Result<FitAnswer> => {
  const options = optionsOf(task)
  const periods = periodsOf(queries, task, options)
  if (model !== 'mean' && model !== 'auto' && periods.temperature.every((each) => Number.isNaN(each))) {
    return failure('baseline-no-weather', 'The outdoor temperature of this time is not known, and all models but the mean need it. Give a point the role of the outdoor temperature, or import weather.')
  }
  const fitted = fitBaseline(periods, model, options)
  return fitted.ok ? ok({ fitted: fitted.value, periods }) : fitted
}

/** A second or two for a year of hours. */
export const savingsTask = (queries: MeterQueries, task: BaselineTask, fitted: FittedBaseline, pricing: SavingsPricing | null): SavingsAnswer => {
  const options = optionsOf(task)
  const periods = periodsOf(queries, task, options)
  const savings = savingsOf(fitted, periods, options)
  const claimed = pricing !== null && (savings.verdict === 'saved' || savings.verdict === 'more')
  return {
    savings, temperature: periods.temperature,
    priced: claimed ? pricedOf(queries, task, savings, pricing, options) : null,
    demand: claimed && pricing.fittedTo !== null ? demandOf(queries, task, savings, fitted, pricing, pricing.fittedTo, options) : null,
  }
}

const pricedOf = (queries: MeterQueries, { meterId, fromMs, toMs }: BaselineTask, savings: Savings, { tariff, measure, holidays }: SavingsPricing, { calendar }: FitOptions): PricedSavings | null => {
  const { startsMs, energy } = queries.hours(meterId, fromMs, toMs)
  const resting = new Set(holidays)
  const times: TariffTimes = { calendar, isHoliday: (day) => resting.has(day) }
  return pricedSavings(savings, { startsMs, energy, prices: hourPrices(tariff, measure, startsMs, times) }, toMs)
}

const demandOf = (
  queries: MeterQueries, { meterId, fromMs, toMs }: BaselineTask, savings: Savings, fitted: FittedBaseline, { tariff, measure }: SavingsPricing, fittedTo: EnergyPeriods, { calendar, isHoliday }: FitOptions,
): DemandSavings | null => {
  if (tariff.versions.every(({ demandCharge }) => demandCharge === 0)) return null
  const peaks = new Map<number, number>()
  const days = queries.days(meterId, fromMs, toMs)
  for (const [i, startMs] of days.startsMs.entries()) {
    const peak = days.peak[i] as number
    const month = monthStartLocal(calendar.localMs(startMs))
    if (!Number.isNaN(peak)) peaks.set(month, Math.max(peak, peaks.get(month) ?? 0))
  }
  const baseline = { startsMs: fittedTo.startsMs, measured: fittedTo.energy, expected: expectedOf(fitted.model, fittedTo, calendar, isHoliday) }
  return demandSavings(baseline, savings, {
    fromMs, toMs, localMs: (timeMs) => calendar.localMs(timeMs),
    chargeOf: (monthLocal) => {
      const version = versionAt(tariff, Math.max(monthLocal, calendar.localMs(fromMs)))
      return version === undefined ? Number.NaN : version.demandCharge * factorOf(tariff, version, measure)
    },
    windowRatioOf: (monthLocal, highestHour) => (highestHour > 0 ? Math.max(1, (peaks.get(monthLocal) ?? highestHour) / highestHour) : 1),
  })
}
