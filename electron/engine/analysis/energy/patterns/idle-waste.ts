/** What nights and days off use beyond the best quarter of those they compare with: energy that was used while nobody was there and that the building itself shows it can do without. */
import type { IdleWaste } from '../../../../../shared/domain/energy-patterns.ts'
import { medianSorted } from '../../order-statistics.ts'
import { comparableQuantiles, LEAST_COMPARED, type Comparable } from './comparable.ts'
import { HOURS, type LoadDay } from './load-days.ts'
import type { OccupiedHours } from './occupied-hours.ts'

interface Idle extends Comparable {
  readonly day: number
  readonly hours: number
}

const BEST_SHARE = 0.25
/** Within a tenth of the best quarter nothing is called waste. */
const NOTICEABLE = 1.1
/** Ramps belong to use: so many hours before and after it are neither. */
const SHOULDER_MINUTES = 60
const LEAST_HOURS_SHARE = 0.6
const MOST_WORST = 5
const DAY_MS = 86_400_000

/** Hours outside use of days with use; null where fewer than 8 nights compare. */
export const nightWasteOf = (days: readonly LoadDay[], occupied: OccupiedHours): IdleWaste | null => wasteOf([days.flatMap((day) => (isOff(day, occupied) ? [] : idleOf(day, occupied)))])

/** Days without use, Saturdays apart from Sundays and holidays; null where fewer than 8 compare. */
export const dayOffWasteOf = (days: readonly LoadDay[], occupied: OccupiedHours): IdleWaste | null => {
  const off = days.filter((day) => isOff(day, occupied))
  const saturday = (day: LoadDay): boolean => day.weekday === 5 && !day.holiday
  return wasteOf([off.filter(saturday), off.filter((day) => !saturday(day))].map((group) => group.flatMap((day) => idleOf(day, null))))
}

export const isOff = ({ weekday, holiday }: LoadDay, { week }: OccupiedHours): boolean => week[weekday] === null || (holiday && week[6] === null)

const idleOf = (day: LoadDay, occupied: OccupiedHours | null): Idle[] => {
  const use = occupied?.week[day.weekday]
  let [sum, known, wanted] = [0, 0, 0]
  for (let hour = 0; hour < HOURS; hour++) {
    if (use != null && (hour + 1) * 60 > use.fromMinute - SHOULDER_MINUTES && hour * 60 < use.toMinute + SHOULDER_MINUTES) continue
    wanted += 1
    const load = day.load[hour] as number
    if (Number.isNaN(load)) continue
    sum += load
    known += 1
  }
  return known === 0 || known < LEAST_HOURS_SHARE * wanted ? [] : [{ day: day.day, value: sum / known, hours: known, temperature: day.temperature }]
}

/** Each group is compared within itself. */
const wasteOf = (groups: readonly (readonly Idle[])[]): IdleWaste | null => {
  const found: { readonly dayMs: number; readonly energy: number; readonly load: number }[] = []
  const best: number[] = []
  let [compared, hours] = [0, 0]
  for (const group of groups) {
    if (group.length < LEAST_COMPARED) continue
    const references = comparableQuantiles(group, BEST_SHARE)
    compared += group.length
    for (const [i, { day, value, hours: own }] of group.entries()) {
      const reference = Math.max(0, references[i] as number)
      best.push(reference)
      hours += own
      if (value > NOTICEABLE * reference) found.push({ dayMs: day * DAY_MS, energy: (value - reference) * own, load: value })
    }
  }
  if (compared === 0) return null
  return {
    compared, above: found.length, hours, energy: found.reduce((sum, { energy }) => sum + energy, 0), bestLoad: medianSorted(Float64Array.from(best).sort()),
    worst: found.sort((a, b) => b.energy - a.energy).slice(0, MOST_WORST),
  }
}
