/** The price and the CO2 of each hour by the tariff version in force, times of use and holidays counted. */
import type { Measure } from '../../../../../shared/domain/energy.ts'
import type { Tariff, TariffVersion } from '../../../../../shared/domain/tariff.ts'
import { periodTable } from '../../../../../shared/tariff-times.ts'
import type { Calendar } from '../../calendar.ts'
import { localOfDate } from './local-months.ts'
import { firstQuarterOf, localDayOf, QUARTER_MS, quarterOfDay } from './local-quarters.ts'

const QUARTERS_AN_HOUR = 4

export interface TariffTimes {
  readonly calendar: Calendar
  /** Of a local day since the epoch: an entered holiday on which nobody works. */
  readonly isHoliday: (day: number) => boolean
}

export interface HourPrices {
  /** Of one kWh or m3 of the meter; NaN before the first version. Where the price changes within an hour, the mean of its quarters. */
  readonly price: Float64Array
  /** kg of one kWh or m3 of the meter; NaN where the version in force has no factor. */
  readonly co2Kg: Float64Array
}

/** @param startsMs Starts of hours, ascending. The tariff must be able to price the measure (`canPrice`). */
export const hourPrices = (tariff: Tariff, measure: Measure, startsMs: Float64Array, times: TariffTimes): HourPrices => {
  const price = new Float64Array(startsMs.length).fill(Number.NaN)
  const co2Kg = new Float64Array(startsMs.length).fill(Number.NaN)
  for (let i = 0; i < startsMs.length; i++) {
    const startMs = startsMs[i] as number
    const version = versionAt(tariff, times.calendar.localMs(startMs))
    if (version === undefined) continue
    const factor = factorOf(tariff, version, measure)
    let sum = 0
    for (let quarter = 0; quarter < QUARTERS_AN_HOUR; quarter++) sum += priceAt(version, startMs + quarter * QUARTER_MS, times)
    price[i] = (factor * sum) / QUARTERS_AN_HOUR
    if (version.co2KgPerUnit !== null) co2Kg[i] = factor * version.co2KgPerUnit
  }
  return { price, co2Kg }
}

/** The version in force at a local moment (wall time as if it were UTC, ms); undefined before the first. */
export const versionAt = ({ versions }: Tariff, localMs: number): TariffVersion | undefined => versions.findLast(({ validFrom }) => localMs >= localOfDate(validFrom))

/** Units of the tariff in one of the meter's. */
export const factorOf = (tariff: Tariff, version: TariffVersion, measure: Measure): number => (tariff.measure === measure ? 1 : (version.kwhPerM3 ?? Number.NaN))

const priceAt = (version: TariffVersion, timeMs: number, { calendar, isHoliday }: TariffTimes): number => {
  if (version.periods.length === 0) return version.price
  const local = calendar.localMs(timeMs)
  const at = firstQuarterOf(version, localDayOf(local), isHoliday) + quarterOfDay(local)
  return version.periods[periodTable(version.periods)[at] as number]?.price ?? version.price
}
