/** Hours that equipment ran, and how often it started, by local day. */
import type { Calendar } from '../../calendar.ts'
import { dayStartOf, nextDayOf } from './local-periods.ts'
import { usableReadings, type MeterPeriod, type MeterReadings } from './meter-readings.ts'
import { rhythmOf } from './reading-rhythm.ts'

export interface RunDay {
  readonly startMs: number
  readonly runMs: number
  readonly starts: number
  /** Share of the day that was observed, 0..1. */
  readonly coverage: number
}

/** Days of [fromMs, toMs), both local midnights or now. On = 0.5 or more (binary: active; multi-state: the caller says which states are on). */
export const runDaysOf = (readings: MeterReadings, unobserved: readonly MeterPeriod[], fromMs: number, toMs: number, calendar: Calendar, isOn: (value: number) => boolean): RunDay[] => {
  const { timesMs, values } = usableReadings(readings)
  const rhythm = rhythmOf(timesMs, unobserved)
  const days: { startMs: number; runMs: number; starts: number; knownMs: number; lengthMs: number }[] = []
  for (let startMs = dayStartOf(fromMs, calendar); startMs < toMs; startMs = nextDayOf(startMs, calendar)) {
    days.push({ startMs, runMs: 0, starts: 0, knownMs: 0, lengthMs: nextDayOf(startMs, calendar) - startMs })
  }
  let day = 0
  for (let i = 0; i + 1 < timesMs.length; i++) {
    const [stepFromMs, stepToMs] = [timesMs[i] as number, timesMs[i + 1] as number]
    const on = isOn(values[i] as number)
    const started = on && i > 0 && !isOn(values[i - 1] as number)
    while (day < days.length && stepFromMs >= (days[day] as (typeof days)[number]).startMs + (days[day] as (typeof days)[number]).lengthMs) day += 1
    const own = days[day]
    if (own === undefined) break
    if (started && stepFromMs >= own.startMs) own.starts += 1
    if (rhythm.isGap(stepFromMs, stepToMs)) continue
    for (let at = day; at < days.length; at++) {
      const one = days[at] as (typeof days)[number]
      if (one.startMs >= stepToMs) break
      const share = Math.max(0, Math.min(stepToMs, one.startMs + one.lengthMs) - Math.max(stepFromMs, one.startMs))
      one.knownMs += share
      if (on) one.runMs += share
    }
  }
  return days.filter(({ knownMs }) => knownMs > 0).map(({ startMs, runMs, starts, knownMs, lengthMs }) => ({ startMs, runMs, starts, coverage: Math.min(1, knownMs / lengthMs) }))
}
