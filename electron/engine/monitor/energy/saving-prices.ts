/** What findings of meters are worth: priced by the hours in which each would save, by the tariff in force. */
import { entryOfDay } from '../../../../shared/domain/holidays.ts'
import type { FindingKind, MeterEfficiency } from '../../../../shared/domain/efficiency.ts'
import type { EnergyPatterns } from '../../../../shared/domain/energy-patterns.ts'
import type { Meter } from '../../../../shared/domain/energy.ts'
import type { Tariff } from '../../../../shared/domain/tariff.ts'
import { createCalendar } from '../../analysis/calendar.ts'
import { savingHours, weightedMean } from '../../analysis/energy/patterns/saving-hours.ts'
import type { TariffTimes } from '../../analysis/energy/tariff/hour-prices.ts'
import { byHourOfWeek, weekPrices } from '../../analysis/energy/tariff/week-prices.ts'
import type { SiteContext } from '../site-context.ts'
import { inSlices } from '../slices.ts'
import type { UnitPrice } from './efficiency-report.ts'

export type SavingPrices = ReadonlyMap<FindingKind, UnitPrice>

export interface SavingPricer {
  /** null without a tariff in force. */
  pricesOf(meter: Meter, efficiency: MeterEfficiency, patterns: EnergyPatterns): Promise<SavingPrices | null>
}

/** Prices of a week are worked out once for each tariff; make a new one when tariffs, holidays or the zone changed. */
export const createSavingPricer = ({ clock, store, readers }: Pick<SiteContext, 'clock' | 'store' | 'readers'>, tariffOf: (meter: Meter) => Tariff | undefined): SavingPricer => {
  const { timeZone, holidays } = store.settings()
  const times: TariffTimes = { calendar: createCalendar(timeZone), isHoliday: (day) => entryOfDay(holidays, day)?.works === false }
  const weeks = new Map<string, Float64Array | null>()
  return {
    pricesOf: async (meter, { findings, fromMs, toMs }, patterns) => {
      const tariff = tariffOf(meter)
      if (tariff === undefined) return null
      const key = `${tariff.id} ${meter.measure} ${fromMs} ${toMs}`
      const week = weeks.get(key) ?? (await inSlices(clock, weekPrices(tariff, meter.measure, fromMs, toMs, times)))
      weeks.set(key, week)
      if (week === null) return null
      const { startsMs, energy } = await readers.energyHours(meter.id, fromMs, toMs)
      const usage = byHourOfWeek(startsMs, energy, times.calendar).sums
      const priced = findings.flatMap(({ kind }): [FindingKind, UnitPrice][] => {
        const cost = weightedMean(week, savingHours(kind, patterns, usage))
        return Number.isNaN(cost) ? [] : [[kind, { cost, currency: tariff.currency }]]
      })
      return new Map(priced)
    },
  }
}
