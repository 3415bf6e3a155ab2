/** A building's load by hour with a known truth: night, use from and to a minute, weekends, weather, noise; all from a seed. */
import type { MeterHours, TemperatureHours } from '../../../../../electron/engine/analysis/energy/patterns/load-days.ts'

export interface SimulatedLoad {
  readonly days: number
  /** Night and day level, kW. */
  readonly night: number
  readonly use: number
  /** Minutes of use on weekdays (Monday 0); null = none. */
  readonly from?: (day: number, weekday: number) => number | null
  readonly to?: number
  /** Extra kW of an hour. */
  readonly extra?: (day: number, hour: number, weekday: number, temperature: number) => number
  /** Share of noise, standard deviation. */
  readonly noise?: number
  readonly seed?: number
}

/** Monday, 2 January 2023, UTC. */
export const MONDAY = Math.floor(Date.UTC(2023, 0, 2) / 86_400_000)
const HOUR_MS = 3_600_000

/** mulberry32, and normal numbers by Box and Muller. */
export const normalNumbers = (seed: number): (() => number) => {
  let state = seed
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
}

/** Outdoor temperature of a day, °C: cold in January, warm in July. */
export const temperatureOf = (day: number): number => 11 - 10 * Math.cos((2 * Math.PI * (day - MONDAY - 13)) / 365)

export const simulateLoad = ({ days, night, use, from = (_, weekday) => (weekday < 5 ? 420 : null), to = 1_080, extra = () => 0, noise = 0, seed = 1 }: SimulatedLoad): MeterHours => {
  const normal = normalNumbers(seed)
  const hours = { startsMs: new Float64Array(days * 24), energy: new Float64Array(days * 24), coverage: new Float64Array(days * 24).fill(1) }
  for (let i = 0; i < days * 24; i++) {
    const [day, hour] = [Math.floor(i / 24), i % 24]
    const weekday = day % 7
    const begins = from(day, weekday)
    const inUse = begins === null ? 0 : Math.max(0, Math.min(60, to - hour * 60) - Math.max(0, Math.min(60, begins - hour * 60))) / 60
    hours.startsMs[i] = (MONDAY + day) * 24 * HOUR_MS + hour * HOUR_MS
    hours.energy[i] = (night + (use - night) * inUse + extra(day, hour, weekday, temperatureOf(MONDAY + day))) * (1 + noise * normal())
  }
  return hours
}

export const simulateWeather = (days: number): TemperatureHours => ({
  startsMs: Float64Array.from({ length: days * 24 }, (_, i) => MONDAY * 24 * HOUR_MS + i * HOUR_MS),
  temperature: Float64Array.from({ length: days * 24 }, (_, i) => temperatureOf(MONDAY + Math.floor(i / 24))),
})
