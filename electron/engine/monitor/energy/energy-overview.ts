/** What the energy screen opens with: today and this week of every meter, of the site, and what no sub-meter explains. */
import { MEDIA, type EnergyOverview, type EnergyOverviewMeter, type EnergyOverviewSite, type Meter } from '../../../../shared/domain/energy.ts'
import { createCalendar, weekdayLocal } from '../../analysis/calendar.ts'
import { dayStartOf, nextDayOf } from '../../analysis/energy/meters/local-periods.ts'
import { sumOf, type PeriodSum } from '../../analysis/energy/meters/period-sums.ts'
import type { SiteContext } from '../site-context.ts'
import type { EnergyCost, EnergySeams } from './energy-seams.ts'
import { periodReads } from './period-reads.ts'
import { mainMetersOf } from '../../../../shared/domain/delivered-meters.ts'

type Parts = Pick<SiteContext, 'clock' | 'store' | 'readers'>

const HOUR_MS = 3_600_000
/** Older than this the last hour tells nothing of now. */
const NOW_MS = 2 * HOUR_MS

interface Own {
  readonly meter: Meter
  readonly shown: EnergyOverviewMeter
  readonly week: PeriodSum
}

/** What is told of main meters, which make up the site. */
interface Main extends Own {
  readonly todayExpected: number | null
  readonly weekExpected: number | null
  readonly cost: EnergyCost | null
}

export const readOverview = async ({ clock, store, readers }: Parts, seams: EnergySeams): Promise<EnergyOverview> => {
  const atMs = clock.nowMs()
  const calendar = createCalendar(store.settings().timeZone)
  const todayMs = dayStartOf(atMs, calendar)
  let mondayMs = todayMs
  for (let days = weekdayLocal(calendar.localMs(todayMs)); days > 0; days--) mondayMs = dayStartOf(mondayMs - 12 * HOUR_MS, calendar)
  const meters = store.energy.meters.all().filter(({ ignored }) => !ignored)

  const main = new Set(mainMetersOf(meters).map(({ id }) => id))

  const ownOf = async (meter: Meter): Promise<Own | Main> => {
    const { id: meterId } = meter
    const reads = periodReads(readers, meterId)
    // The cost of the week needs the most, so that today and the week are at hand then.
    const cost = main.has(meterId) ? await seams.costOf(meter, mondayMs, atMs, reads) : null
    const [hours, days] = await Promise.all([reads.hours(todayMs, atMs), reads.days(mondayMs, atMs)])
    const today = sumOf(hours, 0, hours.startsMs.length, (hours.startsMs.at(-1) ?? atMs) + HOUR_MS, atMs)
    const week = sumOf(days, 0, days.startsMs.length, nextDayOf(atMs, calendar), atMs)
    const shown: EnergyOverviewMeter = {
      meterId, today: { energy: today.energy, peak: known(today.peak), peakAtMs: known(today.peakAtMs) }, week: { energy: week.energy }, now: demandNow(hours, atMs), peakRisk: seams.peakRisk(meter, atMs),
    }
    if (!main.has(meterId)) return { meter, shown, week }
    return { meter, shown, week, cost, todayExpected: seams.expectedOf(meterId, todayMs, atMs), weekExpected: seams.expectedOf(meterId, mondayMs, atMs) }
  }
  const own = await Promise.all(meters.map(ownOf))
  return { atMs, meters: own.map(({ shown }) => shown), site: siteOf(own.filter((one) => 'cost' in one)), unaccounted: unaccountedOf(own) }
}

const known = (value: number): number | null => (Number.isNaN(value) ? null : value)
const orZero = (value: number): number => (Number.isNaN(value) ? 0 : value)

const demandNow = ({ startsMs, energy, coverage }: { readonly startsMs: Float64Array; readonly energy: Float64Array; readonly coverage: Float64Array }, atMs: number): number | null => {
  for (let i = startsMs.length - 1; i >= 0 && (startsMs[i] as number) > atMs - NOW_MS; i--) {
    // A few minutes of a counter with a coarse last digit tell little.
    if ((coverage[i] as number) >= 0.2 && !Number.isNaN(energy[i])) return (energy[i] as number) / (coverage[i] as number)
  }
  return null
}

const siteOf = (mains: readonly Main[]): EnergyOverviewSite[] => {
  // What every building has comes first, whatever was found first.
  const sorted = mains.toSorted((a, b) => MEDIA.indexOf(a.meter.medium) - MEDIA.indexOf(b.meter.medium))
  const kinds = [...new Set(sorted.map(({ meter }) => `${meter.medium}/${meter.measure}`))]
  return kinds.map((kind): EnergyOverviewSite => {
    const group = mains.filter(({ meter }) => `${meter.medium}/${meter.measure}` === kind)
    const first = group[0] as Main
    const all = (numbers: readonly (number | null)[]): number | null => (numbers.some((one) => one === null) ? null : numbers.reduce<number>((sum, one) => sum + (one ?? 0), 0))
    const currencies = new Set(group.map(({ cost }) => cost?.currency))
    const priced = currencies.size === 1
    return {
      medium: first.meter.medium, measure: first.meter.measure, today: group.reduce((sum, { shown }) => sum + orZero(shown.today.energy), 0), todayExpected: all(group.map(({ todayExpected }) => todayExpected)),
      week: group.reduce((sum, { week }) => sum + orZero(week.energy), 0), weekExpected: all(group.map(({ weekExpected }) => weekExpected)), costWeek: priced ? all(group.map(({ cost }) => cost?.cost ?? null)) : null,
      currency: priced ? (first.cost?.currency ?? null) : null, co2KgWeek: all(group.map(({ cost }) => cost?.co2Kg ?? null)), coverage: group.reduce((sum, { week }) => sum + week.coverage, 0) / group.length,
    }
  })
}

/** What a main meter measured this week beyond its sub-meters. */
const unaccountedOf = (own: readonly Own[]): EnergyOverview['unaccounted'] =>
  own.flatMap(({ meter, week }) => {
    const below = own.filter(({ meter: sub }) => sub.parentId === meter.id && sub.medium === meter.medium && sub.measure === meter.measure)
    if (below.length === 0 || !(week.energy > 0) || below.some((sub) => Number.isNaN(sub.week.energy))) return []
    const energy = week.energy - below.reduce((sum, sub) => sum + sub.week.energy, 0)
    return [{ meterId: meter.id, energy, share: energy / week.energy }]
  })
