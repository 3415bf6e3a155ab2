/** Hours, days or months of a meter with their outdoor temperature, as baselines are fitted to: every period of the time asked for, known or not. */
import type { BaselineStep } from '../../../../../shared/domain/energy-baseline.ts'
import type { Calendar } from '../../calendar.ts'
import { dayStartOf, hourStartsOf, nextDayOf } from '../meters/local-periods.ts'
import type { EnergyPeriods } from './baseline-periods.ts'

/** Share of the hours of a day whose temperature must be known. */
const LEAST_WEATHER = 0.8
/** An hour's temperature counts from this share measured on. */
const LEAST_HOUR_COVERAGE = 0.3

/** Hours, or for steps of days and months local days. Ascending; NaN = not known. */
export interface MeterRows {
  readonly startsMs: Float64Array
  readonly energy: Float64Array
  /** Share measured, 0..1. */
  readonly coverage: Float64Array
}

export interface WeatherRows {
  readonly startsMs: Float64Array
  /** °C */
  readonly temperature: Float64Array
  readonly coverage: Float64Array
}

/** Periods that lie wholly in [fromMs, toMs); months are put together of the days that are known, so that one missing day makes no low month. */
export const meterPeriods = (step: BaselineStep, rows: MeterRows, weather: WeatherRows, fromMs: number, toMs: number, calendar: Calendar): EnergyPeriods => {
  const base = basePeriods(step, rows, weather, fromMs, toMs, calendar)
  return step === 'month' ? monthsOfDays(base, calendar) : base
}

const basePeriods = (step: BaselineStep, rows: MeterRows, weather: WeatherRows, fromMs: number, toMs: number, calendar: Calendar): EnergyPeriods => {
  const starts = step === 'hour' ? hoursIn(fromMs, toMs, calendar) : daysIn(fromMs, toMs, calendar)
  const count = Math.max(0, starts.length - 1)
  const at = new Map(Array.from(rows.startsMs, (startMs, i) => [startMs, i] as const))
  const empty = (): Float64Array => new Float64Array(count).fill(Number.NaN)
  const periods = { step, startsMs: Float64Array.from(starts.slice(0, count)), units: new Float64Array(count).fill(1), energy: empty(), temperature: empty(), coverage: new Float64Array(count) }
  let hour = 0
  for (let i = 0; i < count; i++) {
    const [startMs, endMs] = [starts[i] as number, starts[i + 1] as number]
    const row = at.get(startMs)
    if (row !== undefined) {
      periods.energy[i] = rows.energy[row] as number
      periods.coverage[i] = rows.coverage[row] as number
    }
    while (hour < weather.startsMs.length && (weather.startsMs[hour] as number) < startMs) hour++
    let [sum, known] = [0, 0]
    for (; hour < weather.startsMs.length && (weather.startsMs[hour] as number) < endMs; hour++) {
      const temperature = weather.temperature[hour] as number
      if (!((weather.coverage[hour] as number) >= LEAST_HOUR_COVERAGE) || Number.isNaN(temperature)) continue
      sum += temperature
      known += 1
    }
    if (known > 0 && known >= (LEAST_WEATHER * (endMs - startMs)) / 3_600_000) periods.temperature[i] = sum / known
  }
  return periods
}

/** Starts of the whole days in [fromMs, toMs), and the end of the last. */
const daysIn = (fromMs: number, toMs: number, calendar: Calendar): number[] => {
  const starts: number[] = []
  let atMs = dayStartOf(fromMs, calendar)
  if (atMs < fromMs) atMs = nextDayOf(fromMs, calendar)
  for (; atMs <= toMs; atMs = nextDayOf(atMs, calendar)) starts.push(atMs)
  return starts
}

const hoursIn = (fromMs: number, toMs: number, calendar: Calendar): number[] => {
  const dayMs = dayStartOf(fromMs, calendar)
  // With the start of the hour after: it ends the last one.
  return hourStartsOf(dayMs, toMs + 1, calendar).filter((startMs) => startMs >= fromMs)
}

/** Days of which something is known stand for their month; a month of the time asked for that is not whole counts with its days. */
const monthsOfDays = (days: EnergyPeriods, calendar: Calendar): EnergyPeriods => {
  const months: { startMs: number; month: number; days: number; known: number; energy: number; heat: number; warm: number; measured: number }[] = []
  for (let i = 0; i < days.startsMs.length; i++) {
    const startMs = days.startsMs[i] as number
    const date = new Date(calendar.localMs(startMs))
    const month = date.getUTCFullYear() * 12 + date.getUTCMonth()
    if (months.at(-1)?.month !== month) months.push({ startMs, month, days: 0, known: 0, energy: 0, heat: 0, warm: 0, measured: 0 })
    const own = months.at(-1) as (typeof months)[number]
    own.days += 1
    own.measured += days.coverage[i] as number
    if (Number.isNaN(days.energy[i])) continue
    own.known += 1
    own.energy += days.energy[i] as number
    if (Number.isNaN(days.temperature[i])) continue
    own.warm += 1
    own.heat += days.temperature[i] as number
  }
  const of = (pick: (month: (typeof months)[number]) => number): Float64Array => Float64Array.from(months, pick)
  return {
    step: 'month', startsMs: of(({ startMs }) => startMs), units: of(({ known }) => known), energy: of(({ known, energy }) => (known === 0 ? Number.NaN : energy)),
    temperature: of(({ known, warm, heat }) => (warm > 0 && warm >= LEAST_WEATHER * known ? heat / warm : Number.NaN)), coverage: of((month) => month.measured / month.days),
  }
}
