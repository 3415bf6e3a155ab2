/** What meters cost and emitted: their hours and highest windows priced by their tariff. */
import { entryOfDay } from '../../../../shared/domain/holidays.ts'
import type { Meter } from '../../../../shared/domain/energy.ts'
import type { CostReport, Tariff } from '../../../../shared/domain/tariff.ts'
import { ok, type Result } from '../../../../shared/result.ts'
import { createCalendar, type Calendar } from '../../analysis/calendar.ts'
import { dayStartOf } from '../../analysis/energy/meters/local-periods.ts'
import { costingOf, isFlat } from '../../analysis/energy/tariff/cost-of-period.ts'
import { monthStartLocal } from '../../analysis/energy/tariff/local-months.ts'
import type { SiteContext } from '../site-context.ts'
import { inSlices } from '../slices.ts'
import type { EnergyCost } from './energy-seams.ts'
import { checkEnergyPeriod } from './energy-series.ts'
import { periodReads, type PeriodReads } from './period-reads.ts'
import type { TariffKeeper } from './tariff-keeper.ts'

type Parts = Pick<SiteContext, 'clock' | 'store' | 'readers'>

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export interface EnergyCosts {
  /** Reports in the order asked; meters without a tariff or without anything known are left out. Fails with `period-invalid`, `energy-period-long`. */
  reports(meterIds: readonly number[], fromMs: number, toMs: number): Promise<Result<readonly CostReport[]>>
  /** For figures: null where a price is missing for a part of what was used, as a sum would mislead. */
  costOf(meter: Meter, fromMs: number, toMs: number, reads?: PeriodReads): Promise<EnergyCost | null>
}

export const createEnergyCosts = (parts: Parts, tariffs: TariffKeeper): EnergyCosts => {
  // Its offsets are remembered: a year of hours costs milliseconds the first time only.
  let calendar: Calendar | null = null
  const siteCalendar = (): Calendar => {
    const { timeZone } = parts.store.settings()
    if (calendar?.timeZone !== timeZone) calendar = createCalendar(timeZone)
    return calendar
  }
  const reportOf = async (meter: Meter | undefined, fromMs: number, toMs: number, reads?: PeriodReads): Promise<CostReport | null> => {
    const tariff = meter && tariffs.of(meter)
    return meter === undefined || tariff === undefined ? null : costReport(parts, siteCalendar(), tariff, { meter, reads: reads ?? periodReads(parts.readers, meter.id) }, fromMs, toMs)
  }
  return {
    reports: async (meterIds, fromMs, toMs) => {
      const may = checkEnergyPeriod(fromMs, toMs, HOUR_MS)
      if (!may.ok) return may
      const reports: CostReport[] = []
      for (const meterId of meterIds) {
        const report = await reportOf(parts.store.energy.meters.get(meterId), fromMs, toMs)
        if (report !== null) reports.push(report)
      }
      return ok(reports)
    },
    costOf: async (meter, fromMs, toMs, reads) => {
      const report = await reportOf(meter, fromMs, toMs, reads)
      if (report === null || report.versions.length === 0 || report.unpriced > 0 || report.known === 0) return null
      return { cost: report.total, currency: report.currency, co2Kg: report.co2Kg }
    },
  }
}

/** Charges by the month accrue over the time of which the meter knows something, up to now. */
const costReport = async ({ clock, store }: Parts, calendar: Calendar, tariff: Tariff, { meter, reads }: { readonly meter: Meter; readonly reads: PeriodReads }, askedFromMs: number, askedToMs: number): Promise<CostReport | null> => {
  if (meter.known === null) return null
  const nowMs = clock.nowMs()
  const fromMs = Math.max(askedFromMs, meter.known.fromMs)
  const toMs = Math.min(askedToMs, nowMs)
  if (fromMs >= toMs) return null
  const { holidays } = store.settings()
  const isMidnight = (timeMs: number): boolean => dayStartOf(timeMs, calendar) === timeMs
  const byDays = isFlat(tariff) && isMidnight(fromMs) && (toMs === nowMs || isMidnight(toMs))
  const charged = tariff.versions.some(({ demandCharge }) => demandCharge > 0)
  const [rows, days] = await Promise.all([
    byDays ? reads.days(fromMs, toMs) : reads.hours(fromMs, toMs),
    charged ? reads.days(...monthsAround(fromMs, toMs, calendar)) : NO_DAYS,
  ])
  return inSlices(clock, costingOf(tariff, { meterId: meter.id, measure: meter.measure, rows, days, fromMs, toMs, calendar, isHoliday: (day) => entryOfDay(holidays, day)?.works === false }))
}

const NO_DAYS = { startsMs: new Float64Array(0), peak: new Float64Array(0), peakAtMs: new Float64Array(0) }

/** A time that holds the whole local months of a period, with a day to spare for the distance from UTC. */
const monthsAround = (fromMs: number, toMs: number, calendar: Calendar): [number, number] => [monthStartLocal(calendar.localMs(fromMs)) - DAY_MS, monthStartLocal(calendar.localMs(toMs), 1) + DAY_MS]
