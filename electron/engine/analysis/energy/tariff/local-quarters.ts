/** Where the quarters of a local day begin in the table of a tariff's periods. Local moments are wall time as if it were UTC, ms. */
import type { TariffVersion } from '../../../../../shared/domain/tariff.ts'
import { pricedWeekday, QUARTERS_A_DAY } from '../../../../../shared/tariff-times.ts'
import { weekdayLocal } from '../../calendar.ts'

export const QUARTER_MS = 900_000
const DAY_MS = QUARTERS_A_DAY * QUARTER_MS

/** Whole local days since the epoch. */
export const localDayOf = (localMs: number): number => Math.floor(localMs / DAY_MS)

/** Quarters since the local midnight, 0..95. */
export const quarterOfDay = (localMs: number): number => Math.floor((localMs - localDayOf(localMs) * DAY_MS) / QUARTER_MS)

/** Index in `periodTable` of the first quarter of a local day, which holidays may price as a Sunday. */
export const firstQuarterOf = (version: TariffVersion, localDay: number, isHoliday: (day: number) => boolean): number => {
  const localMs = localDay * DAY_MS
  const weekday = pricedWeekday(version, weekdayLocal(localMs), version.holidaysAsSundays && isHoliday(localDay))
  return (weekday * 12 + new Date(localMs).getUTCMonth()) * QUARTERS_A_DAY
}
