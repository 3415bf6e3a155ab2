/** Made-up series for tests of drift: hourly, deterministic, with a season, a daily course and a little noise. */

const HOUR_MS = 3_600_000
/** Monday, 2024-01-01. */
export const START_MS = Date.UTC(2024, 0, 1)
export const START_DAY = START_MS / 86_400_000

/** A linear congruential generator (Numerical Recipes): noise between -1 and 1, the same each time. */
export const noiseOf = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 31 - 1
  }
}

export interface Sample {
  readonly timesMs: Float64Array
  readonly values: Float64Array
}

/** `valueAt` gets hours since the start and a source of noise. */
export const hourly = (days: number, seed: number, valueAt: (hour: number, noise: () => number) => number): Sample => {
  const noise = noiseOf(seed)
  const count = days * 24
  return { timesMs: Float64Array.from({ length: count }, (_, hour) => START_MS + hour * HOUR_MS), values: Float64Array.from({ length: count }, (_, hour) => valueAt(hour, noise)) }
}

/** Outdoor air of a temperate year, degrees Celsius. */
export const outdoor = (hour: number): number => 10 - 10 * Math.cos((2 * Math.PI * (hour / 24 - 20)) / 365) - 4 * Math.cos((2 * Math.PI * (hour - 4)) / 24)

/** A working day's load of an office with a cooling season, kW. */
export const load = (hour: number): number => {
  const isDay = hour % 24 >= 7 && hour % 24 < 19
  const isWeekend = Math.floor(hour / 24) % 7 >= 5
  return 40 + (isDay && !isWeekend ? 60 : 0) + Math.max(0, outdoor(hour) - 16) * 2
}

/** Local time is UTC. */
export const local = { localMs: (timeMs: number): number => timeMs }
