/** Which price of a tariff holds when: by local weekday, month and quarter of an hour. Used by the costing and by the preview on screen. */
import type { TariffPeriod, TariffVersion } from './domain/tariff.ts'

export const QUARTERS_A_DAY = 96
const SUNDAY = 6

/** Weekday by which a day is priced, Monday 0. */
export const pricedWeekday = ({ holidaysAsSundays }: TariffVersion, weekday: number, holiday: boolean): number => (holiday && holidaysAsSundays ? SUNDAY : weekday)

const covers = ({ weekdays, months, fromMinute, toMinute }: TariffPeriod, weekday: number, month: number, minute: number): boolean => {
  if (weekdays.length > 0 && !weekdays.includes(weekday)) return false
  if (months.length > 0 && !months.includes(month)) return false
  return fromMinute < toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute
}

/**
 * Index of the period that holds, the first that fits; -1 = none, the price of all other times holds.
 * @param weekday Monday 0 @param month 1..12 @param minute of the local day, 0..1439
 */
export const periodAt = (periods: readonly TariffPeriod[], weekday: number, month: number, minute: number): number => periods.findIndex((period) => covers(period, weekday, month, minute))

const tables = new WeakMap<readonly TariffPeriod[], Int8Array>()

/** `periodAt` of every weekday, month and quarter of an hour: `[(weekday * 12 + month - 1) * 96 + quarter]`. Kept as long as the list of periods is. */
export const periodTable = (periods: readonly TariffPeriod[]): Int8Array => {
  const kept = tables.get(periods)
  if (kept !== undefined) return kept
  const table = new Int8Array(7 * 12 * QUARTERS_A_DAY)
  for (let weekday = 0; weekday < 7; weekday++) {
    for (let month = 1; month <= 12; month++) {
      for (let quarter = 0; quarter < QUARTERS_A_DAY; quarter++) table[(weekday * 12 + month - 1) * QUARTERS_A_DAY + quarter] = periodAt(periods, weekday, month, quarter * 15)
    }
  }
  tables.set(periods, table)
  return table
}
