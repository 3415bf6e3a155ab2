/** Patterns and efficiency of a meter from the store: what the pattern worker does, without the thread. */
import type { WorkedEfficiency } from '../../../../shared/domain/efficiency.ts'
import type { EnergyPatterns } from '../../../../shared/domain/energy-patterns.ts'
import { createCalendar, type Calendar } from '../../analysis/calendar.ts'
import type { MeterHours } from '../../analysis/energy/patterns/load-days.ts'
import { efficiencyOf } from '../../analysis/energy/patterns/meter-efficiency.ts'
import { patternsOf, type PatternInput } from '../../analysis/energy/patterns/meter-patterns.ts'
import type { MeterQueries } from '../../store/meter-queries.ts'
import type { EnergyDayRows } from '../../store/tables/energy-periods-table.ts'
import type { WeatherHours } from '../../store/tables/run-days-table.ts'
import type { PatternTask } from './pattern-task.ts'

export interface PatternJob {
  patterns(task: PatternTask): EnergyPatterns
  /** `task` names the last year. */
  efficiency(task: PatternTask): WorkedEfficiency
}

const DAY_MS = 86_400_000
/** Trend and baseline look so far back. */
const BACK_MS = 730 * DAY_MS

export const createPatternJob = (queries: MeterQueries): PatternJob => {
  let calendar: Calendar | null = null
  // Meter after meter is asked of the same time: its weather is read once.
  let weather: { readonly key: string; readonly hours: WeatherHours } | null = null

  const calendarOf = (timeZone: string): Calendar => {
    if (calendar?.timeZone !== timeZone) calendar = createCalendar(timeZone)
    return calendar
  }
  const weatherOf = ({ toMs, nowMs }: PatternTask): WeatherHours => {
    const key = `${toMs}/${nowMs}`
    if (weather?.key !== key) weather = { key, hours: queries.weather(toMs - BACK_MS, toMs) }
    return weather.hours
  }
  const inputOf = (task: PatternTask): PatternInput & { readonly twoYears: EnergyDayRows } => {
    const { meterId, fromMs, toMs, opposite } = task
    const twoYears = queries.days(meterId, Math.min(fromMs, toMs - BACK_MS), toMs)
    const holidays = new Set(task.holidays)
    const temperatures = weatherOf(task)
    return {
      meterId, fromMs, toMs, hours: queries.hours(meterId, fromMs, toMs), baseLoad: twoYears, twoYears, weather: temperatures.startsMs.length === 0 ? null : temperatures, calendar: calendarOf(task.timeZone),
      isHoliday: (day) => holidays.has(day),
      opposite: opposite.length === 0 ? null : { meterIds: opposite, hours: addedUp(opposite.map((id) => queries.hours(id, fromMs, toMs))) },
    }
  }
  return {
    patterns: (task) => patternsOf(inputOf(task)).patterns,
    efficiency: (task) => efficiencyOf({ ...inputOf(task), measure: task.measure, nowMs: task.nowMs }),
  }
}

/** Hours that are known of all meters. */
const addedUp = (all: readonly MeterHours[]): MeterHours => {
  const [first, ...others] = all
  if (first === undefined || others.length === 0) return first ?? { startsMs: new Float64Array(0), energy: new Float64Array(0), coverage: new Float64Array(0) }
  const byTime = others.map(({ startsMs, energy, coverage }) => new Map(Array.from(startsMs, (startMs, i) => [startMs, [energy[i] as number, coverage[i] as number] as const])))
  const energy = first.startsMs.map((startMs, i) => byTime.reduce((sum, map) => sum + (map.get(startMs)?.[0] ?? Number.NaN), first.energy[i] as number))
  const coverage = first.startsMs.map((startMs, i) => byTime.reduce((least, map) => Math.min(least, map.get(startMs)?.[1] ?? 0), first.coverage[i] as number))
  return { startsMs: first.startsMs, energy, coverage }
}
