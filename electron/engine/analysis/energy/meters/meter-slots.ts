/** One meter's consumption in slots, by the kind of its source: the way from readings to slots with what was corrected. */
import { ENERGY_QUALITY } from '../../../../../shared/domain/energy.ts'
import type { Calendar } from '../../calendar.ts'
import type { Interval } from '../newest-intervals.ts'
import { takeCounterSteps, type TakeStep } from './counter-steps.ts'
import { mostPerHourOfCounter, type MeterHabits } from './meter-habits.ts'
import { usableReadings, type FoundCorrection, type MeterPeriod, type MeterReadings } from './meter-readings.ts'
import { mostRate, takeRateSteps } from './rate-steps.ts'
import { rhythmOf } from './reading-rhythm.ts'
import { addByWeight, addEvenly, type SlotSums } from './slot-sums.ts'

export interface SignalFacts {
  readonly signal: 'counter' | 'rate' | 'pulse'
  readonly scale: number
  readonly rolloverAt: number | null
  readonly habits: MeterHabits
  readonly unobserved: readonly MeterPeriod[]
  readonly undone: ReadonlySet<string>
  readonly calendar: Calendar
}

/** Adds what the readings of a point say to `slots`. Readings should begin before the slots and end after them, so that steps over the edges are known. */
export const addSignal = (slots: SlotSums, readings: MeterReadings, facts: SignalFacts): FoundCorrection[] => {
  const { timesMs, values } = usableReadings(readings)
  const { scale, habits, undone, calendar } = facts
  const rhythm = rhythmOf(timesMs, facts.unobserved)
  const take = takeInto(slots, habits, calendar)
  if (facts.signal === 'rate') return takeRateSteps(timesMs, values, { scale, rhythm, undone, most: mostOfRate(values, habits, scale) }, take)
  const own = mostPerHourOfCounter(timesMs, values)
  const known = habits.mostPerHour / scale
  const mostPerHour = Number.isFinite(own) && Number.isFinite(known) ? Math.max(own, known) : Math.min(own, known)
  return takeCounterSteps(timesMs, values, { scale, rolloverAt: facts.rolloverAt, mostPerHour, rhythm, undone }, take)
}

const mostOfRate = (values: Float64Array, { mostPerHour }: MeterHabits, scale: number): number => {
  const own = mostRate(values)
  return Number.isFinite(own) && Number.isFinite(mostPerHour) ? Math.max(own, mostPerHour / scale) : Math.min(own, mostPerHour / scale)
}

/** A known total over a gap runs as the meter's days do; what a rule counted is marked. */
const takeInto = (slots: SlotSums, { profile }: MeterHabits, calendar: Calendar): TakeStep => (fromMs, toMs, amount, how, corrected) => {
  const quality = corrected ? ENERGY_QUALITY.corrected : 0
  if (how === 'gap') {
    if (profile === null) addEvenly(slots, fromMs, toMs, amount, 'filled', quality)
    else addByWeight(slots, fromMs, toMs, amount, (timeMs) => profile[calendar.contextOf(timeMs)] as number, quality)
  } else addEvenly(slots, fromMs, toMs, amount, how === 'guess' ? 'filled' : how === 'again' ? 'known' : 'measured', quality)
}

/** Where a point has nothing measured, imported intervals of the same meter stand in. */
export const addImported = (slots: SlotSums, intervals: readonly Interval[]): void => {
  if (intervals.length === 0) return
  const had = slots.measuredMs.slice()
  for (const { startMs: fromMs, endMs: toMs, value } of intervals) {
    const first = Math.max(0, Math.floor((fromMs - slots.fromMs) / slots.slotMs))
    const last = Math.min(slots.energy.length, Math.ceil((toMs - slots.fromMs) / slots.slotMs))
    for (let slot = first; slot < last; slot++) {
      if ((had[slot] as number) > 0) continue
      const startMs = slots.fromMs + slot * slots.slotMs
      const [from, to] = [Math.max(fromMs, startMs), Math.min(toMs, startMs + slots.slotMs)]
      if (to <= from) continue
      // What a rule put here is known now.
      if ((slots.filledMs[slot] as number) > 0) {
        slots.filledMs[slot] = 0
        slots.energy[slot] = 0
        slots.quality[slot] = 0
      }
      addEvenly(slots, from, to, (value * (to - from)) / (toMs - fromMs), 'measured', 0)
    }
  }
}
