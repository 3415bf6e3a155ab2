/** What nights and days off use beyond the best quarter of those they compare with: energy that was used while nobody was there and that the building itself shows it can do without. */
import type { IdleWaste, Occupied } from '../../../../../shared/domain/energy-patterns.ts'
import { medianSorted } from '../../order-statistics.ts'
import { comparableQuantiles, LEAST_COMPARED, quantileMargin, type Comparable } from './comparable.ts'
import { HOURS, measuredDaysOf, type LoadDay } from './load-days.ts'
import type { OccupiedHours } from './occupied-hours.ts'
import { yearUncertainty } from './year-uncertainty.ts'

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
const DAYS_A_YEAR = 365

/** Hours outside use of days with use; null where fewer than 8 nights compare. */
export const nightWasteOf = (days: readonly LoadDay[], occupied: OccupiedHours): IdleWaste | null => wasteOf([days.flatMap((day) => (isOff(day, occupied) ? [] : idleOf(day, occupied)))], measuredDaysOf(days))

/** Days without use, Saturdays apart from Sundays and holidays; null where fewer than 8 compare. */
export const dayOffWasteOf = (days: readonly LoadDay[], occupied: OccupiedHours): IdleWaste | null => {
  const off = days.filter((day) => isOff(day, occupied))
  const saturday = (day: LoadDay): boolean => day.weekday === 5 && !day.holiday
  return wasteOf([off.filter(saturday), off.filter((day) => !saturday(day))].map((group) => group.flatMap((day) => idleOf(day, null))), measuredDaysOf(days))
}

export const isOff = ({ weekday, holiday }: LoadDay, { week }: OccupiedHours): boolean => week[weekday] === null || (holiday && week[6] === null)

/** Neither in use nor within an hour of it. */
export const isIdleHour = (hour: number, use: Occupied): boolean => (hour + 1) * 60 <= use.fromMinute - SHOULDER_MINUTES || hour * 60 >= use.toMinute + SHOULDER_MINUTES

const idleOf = (day: LoadDay, occupied: OccupiedHours | null): Idle[] => {
  const use = occupied?.week[day.weekday]
  let [sum, known, wanted] = [0, 0, 0]
  for (let hour = 0; hour < HOURS; hour++) {
    if (use != null && !isIdleHour(hour, use)) continue
    wanted += 1
    const load = day.load[hour] as number
    if (Number.isNaN(load)) continue
    sum += load
    known += 1
  }
  return known === 0 || known < LEAST_HOURS_SHARE * wanted ? [] : [{ day: day.day, value: sum / known, hours: known, temperature: day.temperature }]
}

/** What nights waste beyond the best quarter is uncertain by as much as that quarter is: of 24 neighbours by more than of all, but every 24 nights have others, so that the sum is as certain as of all. */
const referenceMargin = (group: readonly Idle[], references: Float64Array, hoursAbove: number): number =>
  quantileMargin(group.map(({ value }, i) => value - (references[i] as number)), BEST_SHARE) * hoursAbove


/** Each group is compared within itself. */
const wasteOf = (groups: readonly (readonly Idle[])[], measuredDays: number): IdleWaste | null => {
  const found: { readonly dayMs: number; readonly energy: number; readonly load: number }[] = []
  const best: number[] = []
  let [compared, hours, margins] = [0, 0, 0]
  const all: { readonly day: number; readonly wasted: number }[] = []
  for (const group of groups) {
    if (group.length < LEAST_COMPARED) continue
    const references = comparableQuantiles(group, BEST_SHARE)
    compared += group.length
    let hoursAbove = 0
    for (const [i, { day, value, hours: own }] of group.entries()) {
      const reference = Math.max(0, references[i] as number)
      best.push(reference)
      hours += own
      const isAbove = value > NOTICEABLE * reference
      all.push({ day, wasted: isAbove ? (value - reference) * own : 0 })
      if (!isAbove) continue
      hoursAbove += own
      found.push({ dayMs: day * DAY_MS, energy: (value - reference) * own, load: value })
    }
    margins += referenceMargin(group, references, hoursAbove) ** 2
  }
  if (compared === 0) return null
  return {
    compared, above: found.length, hours, energy: found.reduce((sum, { energy }) => sum + energy, 0), bestLoad: medianSorted(Float64Array.from(best).sort()),
    uncertaintyYear: Math.hypot(yearUncertainty(all.sort((a, b) => a.day - b.day).map(({ wasted }) => wasted), measuredDays), (Math.sqrt(margins) * DAYS_A_YEAR) / Math.max(1, measuredDays)),
    worst: found.sort((a, b) => b.energy - a.energy).slice(0, MOST_WORST),
  }
}
