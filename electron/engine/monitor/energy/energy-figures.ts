/** Figures of meters over a period: consumption, peak, load factor, base load, degree days, cost. */
import type { EnergyFigures } from '../../../../shared/domain/energy.ts'
import { ok, type Result } from '../../../../shared/result.ts'
import { createCalendar, type Calendar } from '../../analysis/calendar.ts'
import { degreeDaysOf, type DegreeDays } from '../../analysis/energy/meters/degree-days.ts'
import { dayStartOf } from '../../analysis/energy/meters/local-periods.ts'
import type { EnergySums } from '../../store/tables/energy-periods-table.ts'
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
  const nowMs = clock.nowMs()
  const calendar = createCalendar(store.settings().timeZone)
  const degreeDays = siteDegreeDays(store, calendar, fromMs, toMs)
  const whole = isMidnight(fromMs, calendar) && (isMidnight(toMs, calendar) || toMs >= nowMs)
  const long = (meterIds.length * (toMs - fromMs)) / HOUR_MS > MOST_HOURS
  const what = whole || long ? 'days' : 'hours'
  const sums = await readers.energySums(what, meterIds, fromMs, toMs)
  const costOf = (meterId: number): ReturnType<EnergySeams['costOf']> => {
    const meter = store.energy.meters.get(meterId)
    return meter === undefined ? Promise.resolve(null) : seams.costOf(meter, fromMs, toMs)
  }
  const costs = await Promise.all(meterIds.map((meterId) => costOf(meterId)))
  return ok(
    sums.map((sum, i): EnergyFigures => {
      const { meterId, energy, peak, peakAtMs, baseLoad } = sum
      const { knownMs, coverage } = sharesOf(sum, what === 'days' ? 24 * HOUR_MS : HOUR_MS, nowMs)
      const cost = costs[i]
      return {
        meterId, fromMs, toMs, energy: energy ?? Number.NaN, peak, peakAtMs, baseLoad, coverage,
        loadFactor: energy !== null && peak !== null && peak > 0 && knownMs > 0 ? Math.min(1, (energy * HOUR_MS) / knownMs / peak) : null,
        corrections: store.energy.corrections.count(meterId, fromMs, toMs), cost: cost?.cost ?? null, currency: cost?.currency ?? null, co2Kg: cost?.co2Kg ?? null,
        expected: seams.expectedOf(meterId, fromMs, Math.min(toMs, nowMs)), heatingDegreeDays: degreeDays?.heating ?? null, coolingDegreeDays: degreeDays?.cooling ?? null,
      }
    }),
  )
}

const isMidnight = (timeMs: number, calendar: Calendar): boolean => dayStartOf(timeMs, calendar) === timeMs

/** Time of which energy is known, and the share of all time that was measured; the last period may not be over yet. */
const sharesOf = ({ periods, known, coverage, firstMs, lastMs }: EnergySums, stepMs: number, nowMs: number): { readonly knownMs: number; readonly coverage: number } => {
  if (firstMs === null || lastMs === null) return { knownMs: 0, coverage: 0 }
  const toComeMs = Math.max(0, lastMs + stepMs - nowMs)
  const lengthMs = Math.max(1, periods * stepMs - toComeMs)
  return { knownMs: Math.max(0, known * stepMs - toComeMs), coverage: Math.min(1, ((coverage ?? 0) * stepMs) / lengthMs) }
}

const siteDegreeDays = (store: SiteContext['store'], calendar: Calendar, fromMs: number, toMs: number): DegreeDays | null => {
  const { heatingBaseTemperature, coolingBaseTemperature } = store.settings()
  const { startsMs, temperature } = store.energy.runDays.weather(fromMs, toMs)
  return degreeDaysOf(startsMs, temperature, (timeMs) => calendar.dayOf(timeMs), heatingBaseTemperature, coolingBaseTemperature)
}
