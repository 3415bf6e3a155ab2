/** The rest of today as this morning's forecast and the hours since let it be expected: of one meter, or of several as one sum by the errors of that sum. */
import { ENERGY_QUALITY } from '../../../../../shared/domain/energy.ts'
import type { Calendar } from '../../../analysis/calendar.ts'
import { nextDayOf } from '../../../analysis/energy/meters/local-periods.ts'
import { correctDay, correctedTotal, type CorrectedDay, type DayCorrection } from '../../../analysis/forecast/day-correction.ts'
import type { ErrorPaths } from '../../../analysis/forecast/error-paths.ts'
import { hoursOfDay, localHourOf, toLocalDays } from '../../../analysis/forecast/local-hours.ts'
import type { EnergyRows } from '../../../store/tables/energy-periods-table.ts'
import type { KeptForecastRow } from '../../../store/tables/forecasts-table.ts'

const HOUR_MS = 3_600_000
/** An hour of which less was measured corrects nothing. */
const LEAST_COVERAGE = 0.9
const NOT_MEASURED = ENERGY_QUALITY.filled | ENERGY_QUALITY.provisional

export interface CorrectedToday {
  readonly clock: CorrectedDay
  /** Starts of the hours that are left, and their hours of the clock. */
  readonly startsMs: readonly number[]
  readonly clockHours: readonly number[]
  /** As it was forecast before the day began, by hour of the clock. */
  readonly before: Float64Array
  /** The whole day and what holds it nine times of ten. */
  readonly energy: number
  readonly energyLow: number
  readonly energyHigh: number
}

/** The 24 hours of the local clock of a day of a forecast. */
export const clockDay = (row: KeptForecastRow, startMs: number, calendar: Calendar): { readonly day: number; readonly startsMs: readonly number[]; readonly clockHours: readonly number[]; readonly expected: Float64Array } => {
  const { startsMs, clockHours } = hoursOfDay(startMs, nextDayOf(startMs, calendar), calendar)
  const first = row.startsMs.indexOf(startMs)
  const day = calendar.dayOf(startMs)
  const expected = toLocalDays(startsMs, row.expected.subarray(first, first + clockHours.length), calendar, day, 1).map((value) => (Number.isNaN(value) ? 0 : value))
  return { day, startsMs, clockHours, expected }
}

/** Hours that are over and were measured of all meters, added up. */
const measuredHours = (meters: readonly EnergyRows[], nowMs: number): { readonly startsMs: readonly number[]; readonly values: readonly number[] } => {
  const sums = new Map<number, { meters: number; sum: number }>()
  for (const { startsMs, energy, coverage, quality } of meters) {
    for (let i = 0; i < startsMs.length; i += 1) {
      const startMs = startsMs[i] as number
      if (startMs + HOUR_MS > nowMs || (coverage[i] as number) < LEAST_COVERAGE || ((quality[i] as number) & NOT_MEASURED) !== 0 || Number.isNaN(energy[i])) continue
      const before = sums.get(startMs)
      sums.set(startMs, { meters: (before?.meters ?? 0) + 1, sum: (before?.sum ?? 0) + (energy[i] as number) })
    }
  }
  const known = [...sums].filter(([, one]) => one.meters === meters.length)
  return { startsMs: known.map(([startMs]) => startMs), values: known.map(([, { sum }]) => sum) }
}

/** null where nothing can be told: no hour was measured of all meters, or the day is over. */
export const correctedToday = (row: KeptForecastRow, errors: ErrorPaths, correction: DayCorrection, meters: readonly EnergyRows[], nowMs: number, calendar: Calendar): CorrectedToday | null => {
  const { day, startsMs, clockHours, expected } = clockDay(row, row.fromMs, calendar)
  const known = measuredHours(meters, nowMs)
  const measured = toLocalDays(known.startsMs, known.values, calendar, day, 1)
  const clock = correctDay(correction, errors, expected, measured, localHourOf(nowMs, calendar), day)
  if (clock === null) return null
  const whole = clock.expected.map((value, hour) => (hour < clock.fromHour && !Number.isNaN(measured[hour]) ? (measured[hour] as number) : value))
  const { low, high } = correctedTotal(correction, errors, whole, clock.fromHour, day)
  const total = whole.reduce((sum, value) => sum + value, 0)
  // Of the hours there are: 23 to 25 of them.
  const energy = clockHours.reduce((sum, hour) => sum + (whole[hour] as number), 0)
  const left = [...clockHours.keys()].filter((i) => (clockHours[i] as number) >= clock.fromHour)
  return {
    clock, before: expected, startsMs: left.map((i) => startsMs[i] as number), clockHours: left.map((i) => clockHours[i] as number),
    energy, energyLow: energy + Math.min(0, low - total), energyHigh: energy + Math.max(0, high - total),
  }
}
