/** Figures of meters over a period: consumption, peak, load factor, base load, degree days, cost. */
import type { EnergyFigures } from '../../../../shared/domain/energy.ts'
import { ok, type Result } from '../../../../shared/result.ts'
import { createCalendar, type Calendar } from '../../analysis/calendar.ts'
import { degreeDaysOf, type DegreeDays } from '../../analysis/energy/meters/degree-days.ts'
import { nextDayOf } from '../../analysis/energy/meters/local-periods.ts'
import { medianOf, sumOf } from '../../analysis/energy/meters/period-sums.ts'
import type { SiteContext } from '../site-context.ts'
import type { EnergySeams } from './energy-seams.ts'
import { checkEnergyPeriod } from './energy-series.ts'

type Parts = Pick<SiteContext, 'clock' | 'store' | 'readers'>

const HOUR_MS = 3_600_000
/** Hours read for the figures of one call; more are told by whole days. */
const MOST_HOURS = 100_000

export const readFigures = async ({ clock, store, readers }: Parts, seams: EnergySeams, meterIds: readonly number[], fromMs: number, toMs: number): Promise<Result<readonly EnergyFigures[]>> => {
  const may = checkEnergyPeriod(fromMs, toMs, HOUR_MS)
  if (!may.ok) return may
  const calendar = createCalendar(store.settings().timeZone)
  const degreeDays = siteDegreeDays(store, calendar, fromMs, toMs)
  const byHours = (meterIds.length * (toMs - fromMs)) / HOUR_MS <= MOST_HOURS
  return ok(
    await Promise.all(
      meterIds.map(async (meterId): Promise<EnergyFigures> => {
        const days = await readers.energyDays(meterId, fromMs, toMs)
        const rows = byHours ? await readers.energyHours(meterId, fromMs, toMs) : days
        const lastMs = rows.startsMs.at(-1)
        const endMs = lastMs === undefined ? toMs : byHours ? lastMs + HOUR_MS : nextDayOf(lastMs, calendar)
        const sum = sumOf(rows, 0, rows.startsMs.length, endMs, clock.nowMs())
        const baseLoad = medianOf(days.baseLoad)
        const cost = await seams.costOf(meterId, fromMs, toMs)
        return {
          meterId, fromMs, toMs, energy: sum.energy, peak: known(sum.peak), peakAtMs: known(sum.peakAtMs), loadFactor: sum.peak > 0 ? known(Math.min(1, sum.mean / sum.peak)) : null, baseLoad: known(baseLoad),
          coverage: sum.coverage, corrections: store.energy.corrections.count(meterId, fromMs, toMs), cost: cost?.cost ?? null, currency: cost?.currency ?? null, co2Kg: cost?.co2Kg ?? null,
          expected: seams.expectedOf(meterId, fromMs, toMs), heatingDegreeDays: degreeDays?.heating ?? null, coolingDegreeDays: degreeDays?.cooling ?? null,
        }
      }),
    ),
  )
}

const known = (value: number): number | null => (Number.isNaN(value) ? null : value)

const siteDegreeDays = (store: SiteContext['store'], calendar: Calendar, fromMs: number, toMs: number): DegreeDays | null => {
  const { heatingBaseTemperature, coolingBaseTemperature } = store.settings()
  const { startsMs, temperature } = store.energy.runDays.weather(fromMs, toMs)
  return degreeDaysOf(startsMs, temperature, (timeMs) => calendar.dayOf(timeMs), heatingBaseTemperature, coolingBaseTemperature)
}
