/** The hours of a meter as local days of 24 hours: what all patterns are read from. */
import { weekdayLocal, type Calendar } from '../../calendar.ts'

export interface MeterHours {
  readonly startsMs: Float64Array
  /** kWh or m3 of the hour; NaN = not known. */
  readonly energy: Float64Array
  /** Share measured, 0..1. */
  readonly coverage: Float64Array
}

/** Outdoor temperature by hour, °C. */
export interface TemperatureHours {
  readonly startsMs: Float64Array
  readonly temperature: Float64Array
}

export interface LoadDay {
  /** Whole local days since the epoch. */
  readonly day: number
  /** Monday 0. */
  readonly weekday: number
  readonly holiday: boolean
  /** Mean demand of each local hour, kW or m3/h; NaN = not measured. The hour that comes twice is the mean of both. */
  readonly load: Float64Array
  /** Hours that are known. */
  readonly known: number
  /** Mean outdoor temperature, °C; NaN = not known. */
  readonly temperature: number
}

export const HOURS = 24
const HOUR_MS = 3_600_000
const DAY_MS = HOURS * HOUR_MS
/** An hour of which less was measured shows no load: what a rule filled has the shape of the rule. */
const LEAST_COVERAGE = 0.8
/** Hours of a day that must be known for its mean temperature. */
const LEAST_TEMPERATURES = 18

/** Days from the first to the last hour, ascending; days without any hour are left out. About 1 µs an hour. */
export const loadDaysOf = (hours: MeterHours, weather: TemperatureHours | null, calendar: Calendar, isHoliday: (day: number) => boolean): LoadDay[] => {
  const temperatures = weather === null ? new Map<number, number>() : dailyTemperatures(weather, calendar)
  const days: LoadDay[] = []
  let [current, counts] = [null as LoadDay | null, new Uint8Array(HOURS)]
  for (let i = 0; i < hours.startsMs.length; i++) {
    const startMs = hours.startsMs[i] as number
    const local = calendar.localMs(startMs)
    const day = Math.floor(local / DAY_MS)
    if (current === null || current.day !== day) {
      current = {
        day, weekday: weekdayLocal(local), holiday: isHoliday(day), load: new Float64Array(HOURS).fill(Number.NaN), known: 0, temperature: temperatures.get(day) ?? Number.NaN,
      }
      counts = new Uint8Array(HOURS)
      days.push(current)
    }
    const hour = Math.floor((local - day * DAY_MS) / HOUR_MS)
    if (!((hours.coverage[i] as number) >= LEAST_COVERAGE) || Number.isNaN(hours.energy[i])) continue
    // In zones that change by half an hour one period is shorter.
    const lengthMs = Math.min(HOUR_MS, (hours.startsMs[i + 1] ?? startMs + HOUR_MS) - startMs)
    const load = ((hours.energy[i] as number) * HOUR_MS) / lengthMs
    const count = counts[hour] as number
    current.load[hour] = count === 0 ? load : ((current.load[hour] as number) * count + load) / (count + 1)
    counts[hour] = count + 1
  }
  return days.map((day) => ({ ...day, known: day.load.reduce((sum, load) => sum + (Number.isNaN(load) ? 0 : 1), 0) }))
}

/** Mean outdoor temperature by local day, °C, of days of which 18 hours or more are known. */
export const dailyTemperatures = ({ startsMs, temperature }: TemperatureHours, calendar: Calendar): Map<number, number> => {
  const sums = new Map<number, { sum: number; count: number }>()
  for (let i = 0; i < startsMs.length; i++) {
    if (Number.isNaN(temperature[i])) continue
    const day = calendar.dayOf(startsMs[i] as number)
    const own = sums.get(day) ?? { sum: 0, count: 0 }
    own.sum += temperature[i] as number
    own.count += 1
    sums.set(day, own)
  }
  const means = new Map<number, number>()
  for (const [day, { sum, count }] of sums) if (count >= LEAST_TEMPERATURES) means.set(day, sum / count)
  return means
}

const LEAST_HOURS_OF_DAY = 22

/** Days of which 22 hours or more are known. */
export const measuredDaysOf = (days: readonly LoadDay[]): number => days.filter(({ known }) => known >= LEAST_HOURS_OF_DAY).length
