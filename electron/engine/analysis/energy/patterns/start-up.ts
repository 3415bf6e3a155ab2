/** How a day of use begins: when the load leaves the night, how long it takes to the day's level, and what was used by beginning earlier than on the latest quarter of comparable days. */
import type { StartUp } from '../../../../../shared/domain/energy-patterns.ts'
import { medianSorted } from '../../order-statistics.ts'
import { comparableQuantiles, LEAST_COMPARED } from './comparable.ts'
import { isOff } from './idle-waste.ts'
import { HOURS, measuredDaysOf, type LoadDay } from './load-days.ts'
import type { OccupiedHours } from './occupied-hours.ts'
import { yearUncertainty } from './year-uncertainty.ts'

interface Start {
  readonly day: LoadDay
  readonly minute: number
  readonly toPlateau: number
  readonly night: number
}

const LEFT_NIGHT = 0.1
const AT_PLATEAU = 0.9
/** From one hour to the next by so much of the way: switched on within the first of them. */
const AT_ONCE = 0.8
/** Hours before the usual beginning of use in which a day may begin. */
const LOOK_BACK = 7
/** Hours after it in which a late day may still begin. */
const MOST_LATE = 5
const LATE_SHARE = 0.75
/** Hours tell a moment to about a quarter of one. */
const EARLY_MINUTES = 45
const MOST_WORST = 5
const DAY_MS = 86_400_000

/** null where fewer than 8 days show a beginning. */
export const startUpOf = (days: readonly LoadDay[], occupied: OccupiedHours): StartUp | null => {
  const starts = days.flatMap((day) => {
    const use = occupied.week[day.weekday]
    const start = use == null || isOff(day, occupied) ? null : startOf(day, Math.floor(use.fromMinute / 60), Math.ceil(use.toMinute / 60))
    return start === null ? [] : [start]
  })
  if (starts.length < LEAST_COMPARED) return null
  const late = comparableQuantiles(starts.map(({ minute, day }) => ({ value: minute, temperature: day.temperature })), LATE_SHARE)
  const early = starts.flatMap(({ day, minute, night }, i) => (minute <= (late[i] as number) - EARLY_MINUTES ? [{ dayMs: day.day * DAY_MS, minute, energy: between(day.load, minute, late[i] as number, night) }] : []))
  const wasted = new Map(early.map(({ dayMs, energy }) => [dayMs, energy]))
  const uncertaintyYear = yearUncertainty(starts.map(({ day }) => wasted.get(day.day * DAY_MS) ?? 0), measuredDaysOf(days))
  return {
    uncertaintyYear, days: starts.length, fromMinute: median(starts.map(({ minute }) => minute)), minutesToPlateau: median(starts.map(({ toPlateau }) => toPlateau)), lateMinute: median([...late]),
    earlyDays: early.length, earlyEnergy: early.reduce((sum, { energy }) => sum + energy, 0), worst: early.sort((a, b) => b.energy - a.energy).slice(0, MOST_WORST),
  }
}

const median = (values: readonly number[]): number => Math.round(medianSorted(Float64Array.from(values).sort()))

const startOf = (day: LoadDay, firstUse: number, endOfUse: number): Start | null => {
  const { load } = day
  const night = knownMedian(load.subarray(0, Math.max(2, firstUse - 2)))
  const plateau = knownMedian(load.subarray(Math.min(HOURS - 2, firstUse + 2), Math.max(firstUse + 4, endOfUse - 1)))
  if (!(plateau > night * 1.2)) return null
  const share = (hour: number): number => ((load[hour] as number) - night) / (plateau - night)
  // From within use backwards to the hour in which the load still is the night's: what stirred earlier and calmed down is no beginning.
  let hour = Math.min(HOURS - 1, firstUse + Math.min(MOST_LATE, Math.floor((endOfUse - firstUse) / 2)))
  const least = Math.max(0, firstUse - LOOK_BACK)
  while (hour > least && share(hour - 1) >= LEFT_NIGHT) hour -= 1
  if (!(share(hour) >= LEFT_NIGHT) || Number.isNaN(share(hour - 1)) || hour === least) return null
  const [own, next] = [share(hour), share(hour + 1)]
  const atOnce = next >= AT_ONCE || own >= AT_ONCE
  const minute = atOnce ? 60 * (hour + 1 - Math.min(1, own / Math.max(own, Math.min(1, next)))) : 60 * hour
  let full = hour
  while (full < HOURS && !(share(full) >= AT_PLATEAU)) full += 1
  return full === HOURS ? null : { day, minute, night, toPlateau: atOnce && full <= hour + 1 ? 0 : Math.max(0, 60 * full - minute) }
}

const knownMedian = (values: Float64Array): number => medianSorted(values.filter((value) => !Number.isNaN(value)).sort())

/** Energy above `night` between two minutes of the day; what an hour used lies in its end where the day began in it. */
const between = (load: Float64Array, fromMinute: number, toMinute: number, night: number): number => {
  let sum = 0
  for (let hour = Math.floor(fromMinute / 60); hour < Math.ceil(toMinute / 60) && hour < HOURS; hour++) {
    const above = Math.max(0, (load[hour] as number) - night)
    if (Number.isNaN(above)) continue
    const began = Math.max(hour * 60, fromMinute)
    const lit = (hour + 1) * 60 - began
    sum += above * Math.min(1, (Math.min((hour + 1) * 60, toMinute) - began) / lit)
  }
  return sum
}
