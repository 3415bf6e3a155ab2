/** What a baseline's worker is asked, and how it answers: a fit over a time, or savings of a time against a fit. Runs on any thread. */
import type { BaselineModel, BaselineStep } from '../../../../shared/domain/energy-baseline.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import { createCalendar } from '../../analysis/calendar.ts'
import type { EnergyPeriods } from '../../analysis/energy/baseline/baseline-periods.ts'
import { fitBaseline, type FitOptions } from '../../analysis/energy/baseline/fit-baseline.ts'
import type { FittedBaseline } from '../../analysis/energy/baseline/fitted-baseline.ts'
import { meterPeriods } from '../../analysis/energy/baseline/meter-periods.ts'
import { savingsOf, type Savings } from '../../analysis/energy/baseline/savings.ts'
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

export const savingsTask = (queries: MeterQueries, task: BaselineTask, fitted: FittedBaseline): SavingsAnswer => {
  const options = optionsOf(task)
  const periods = periodsOf(queries, task, options)
  return { savings: savingsOf(fitted, periods, options), temperature: periods.temperature }
}
