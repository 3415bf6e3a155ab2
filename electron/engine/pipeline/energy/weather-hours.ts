/** Outdoor temperature by local hour: of the building's own sensor, and of imported weather where the sensor says nothing. */
import type { Calendar } from '../../analysis/calendar.ts'
import { hourStartsOf } from '../../analysis/energy/meters/local-periods.ts'
import { newestIntervals } from '../../analysis/energy/newest-intervals.ts'
import { usableReadings } from '../../analysis/energy/meters/meter-readings.ts'
import { rhythmOf } from '../../analysis/energy/meters/reading-rhythm.ts'
import { addEvenly, createSlotSums, type SlotSums } from '../../analysis/energy/meters/slot-sums.ts'
import type { EnergyQueries } from '../../store/energy-queries.ts'
import type { EnergyPoint, WeatherPart } from './energy-task.ts'

const HOUR_MS = 3_600_000
const QUARTER_MS = HOUR_MS / 4
const FAHRENHEIT = 64
/** Series of imported outdoor temperature that was measured. */
const MEASURED_WEATHER = 0

/** Hours of [fromMs, toMs), `fromMs` a local midnight; temperature in °C, NaN = not known. */
export const weatherHours = (queries: EnergyQueries, point: EnergyPoint | undefined, fromMs: number, toMs: number, calendar: Calendar): WeatherPart => {
  const sensor = createSlotSums(fromMs, toMs, QUARTER_MS)
  if (point !== undefined) addSensor(sensor, queries, point, fromMs, toMs)
  const imported = createSlotSums(fromMs, toMs, QUARTER_MS)
  for (const { startMs, endMs, value } of newestIntervals(queries.imported(MEASURED_WEATHER, fromMs - 31 * 24 * HOUR_MS, toMs), true)) {
    addEvenly(imported, startMs, endMs, (value * (endMs - startMs)) / HOUR_MS, 'measured', 0)
  }
  const starts = hourStartsOf(fromMs, toMs, calendar)
  const part = { startsMs: Float64Array.from(starts), temperature: new Float64Array(starts.length).fill(Number.NaN), coverage: new Float64Array(starts.length) }
  for (const [hour, startMs] of starts.entries()) {
    const endMs = starts[hour + 1] ?? startMs + HOUR_MS
    const own = meanOf(sensor, startMs, endMs)
    const { mean, coverage } = own.coverage >= 0.5 ? own : meanOf(imported, startMs, endMs)
    part.temperature[hour] = mean
    part.coverage[hour] = coverage
  }
  return part
}

const addSensor = (slots: SlotSums, queries: EnergyQueries, { id, deviceId, units }: EnergyPoint, fromMs: number, toMs: number): void => {
  const { timesMs, values } = usableReadings(queries.readings(id, fromMs, toMs))
  const rhythm = rhythmOf(timesMs, queries.unobserved(deviceId, fromMs, toMs))
  for (let i = 0; i + 1 < timesMs.length; i++) {
    const [startMs, endMs] = [timesMs[i] as number, timesMs[i + 1] as number]
    if (endMs <= startMs || rhythm.isGap(startMs, endMs)) continue
    const raw = rhythm.regular ? ((values[i] as number) + (values[i + 1] as number)) / 2 : (values[i] as number)
    const celsius = units === FAHRENHEIT ? ((raw - 32) * 5) / 9 : raw
    addEvenly(slots, startMs, endMs, (celsius * (endMs - startMs)) / HOUR_MS, 'measured', 0)
  }
}

const meanOf = (slots: SlotSums, fromMs: number, toMs: number): { readonly mean: number; readonly coverage: number } => {
  let [sum, known] = [0, 0]
  const last = Math.min(slots.energy.length, (toMs - slots.fromMs) / QUARTER_MS)
  for (let slot = Math.max(0, (fromMs - slots.fromMs) / QUARTER_MS); slot < last; slot++) {
    sum += slots.energy[slot] as number
    known += slots.measuredMs[slot] as number
  }
  return known === 0 ? { mean: Number.NaN, coverage: 0 } : { mean: (sum * HOUR_MS) / known, coverage: Math.min(1, known / (toMs - fromMs)) }
}
