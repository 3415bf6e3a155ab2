/** When the building is open and how full it is: weekly schedule, holidays, days that differ. */
import type { Calendar } from './calendar.ts'
import { clamp, uniform } from './noise.ts'
import type { Signals } from './signals.ts'

/** Share of the staff at their desks over a working day, by hour; straight lines between. */
const PRESENCE: readonly (readonly [number, number])[] = [
  [0, 0.01],
  [6.5, 0.01],
  [7.5, 0.15],
  [9, 0.92],
  [12, 0.95],
  [12.6, 0.68],
  [13.5, 0.92],
  [16, 0.9],
  [18, 0.25],
  [20, 0.04],
  [22, 0.01],
  [24, 0.01],
]

const presenceAt = (hour: number): number => {
  for (let index = 1; index < PRESENCE.length; index++) {
    const [fromHour, from] = PRESENCE[index - 1] ?? [0, 0]
    const [toHour, to] = PRESENCE[index] ?? [24, 0]
    if (hour <= toHour) return from + ((to - from) * (hour - fromHour)) / (toHour - fromHour)
  }
  return 0.01
}

/** Opening hours of one air handler's area; local hours. */
export interface OpeningHours {
  readonly weekdays: readonly [number, number]
  readonly saturday: readonly [number, number] | null
}

export const OPENING_HOURS: readonly OpeningHours[] = [
  { weekdays: [6, 19], saturday: [8, 13] },
  { weekdays: [6.5, 18.5], saturday: null },
]

const isWorkday = (calendar: Calendar): boolean => calendar.weekday >= 1 && calendar.weekday <= 5 && !calendar.holiday

const isSaturday = (calendar: Calendar): boolean => calendar.weekday === 6 && !calendar.holiday

export class Occupancy {
  private readonly signals: Signals
  private readonly seed: number
  private readonly presence: number
  private readonly holiday: number
  private readonly open: readonly number[]
  private readonly forced: readonly number[]

  constructor(signals: Signals, seed: number) {
    this.signals = signals
    this.seed = seed
    this.presence = signals.add('occupancy.presence', 0)
    this.holiday = signals.add('occupancy.holiday', 0)
    this.open = OPENING_HOURS.map((_hours, index) => signals.add(`schedule.${index}.open`, 0))
    // A fault: someone overrode the schedule. NaN = nobody did.
    this.forced = OPENING_HOURS.map((_hours, index) => signals.add(`schedule.${index}.forced`, Number.NaN))
  }

  /** How many are there. */
  presenceStep(calendar: Calendar): void {
    const v = this.signals.values
    const workday = isWorkday(calendar)
    const saturday = isSaturday(calendar)
    const dayFactor = 0.86 + 0.14 * uniform(this.seed, 21, calendar.dayIndex)
    v[this.presence] = clamp(presenceAt(calendar.hour) * dayFactor * (workday ? 1 : saturday ? 0.12 : 0.02), 0, 1)
    v[this.holiday] = calendar.holiday ? 1 : 0
  }

  /** Whether the areas are open by schedule, or forced. */
  scheduleStep(calendar: Calendar): void {
    const v = this.signals.values
    const workday = isWorkday(calendar)
    const saturday = isSaturday(calendar)
    for (let index = 0; index < this.open.length; index++) {
      const hours = OPENING_HOURS[index]
      const today = workday ? hours?.weekdays : saturday ? hours?.saturday : null
      const regular = today && calendar.hour >= today[0] && calendar.hour < today[1] ? 1 : 0
      const forced = v[this.forced[index] ?? 0] ?? Number.NaN
      const slot = this.open[index] ?? 0
      this.signals.command(slot, Number.isNaN(forced) ? regular : forced)
    }
  }
}
