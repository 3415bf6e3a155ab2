/**
 * Time-of-week-and-temperature model (Mathieu, Price, Kiliccote and Piette 2011, LBNL): a level for each hour of the week (or day of the week), and a
 * piecewise linear answer to temperature of up to six segments, one answer for hours in which the building is in use and one for the rest.
 */
import { fitLeastSquares } from './least-squares.ts'

/** °C; from 10, 20, 30 ... °F rounded, over the temperatures of most buildings. Those that leave a segment nearly empty are left out. */
const KNOTS = [5, 12, 18, 24, 30]
/** Share of periods a segment must hold. */
const LEAST_SHARE = 0.04
/** Heating and cooling bases of the model that tells hours in use from others, °C (50 and 65 °F). */
const USE_HEATING = 10
const USE_COOLING = 18.3
/** Share of an hour's weeks with more than that model expects, from which on it counts as in use. */
const USE_SHARE = 0.65

export interface TimeOfWeekFit {
  /** 168 hours or 7 days of a week, Monday first. */
  readonly slots: number
  /** Energy per period at 0 °C; NaN = never seen. */
  readonly levels: Float64Array
  readonly inUse: readonly boolean[]
  /** Inner boundaries of the segments, °C. */
  readonly knots: readonly number[]
  /** Energy per period and kelvin in each segment, in use and not. */
  readonly slopes: readonly [Float64Array, Float64Array]
  readonly slopeErrors: readonly [Float64Array, Float64Array]
  readonly parameters: number
}

/** `slot` of each period 0..slots-1, °C and energy per period: finite, as long as each other. null with fewer periods than parameters. */
export const fitTimeOfWeek = (slot: Uint16Array, slots: number, temperature: Float64Array, energy: Float64Array): TimeOfWeekFit | null => {
  const knots = knotsFor(temperature)
  const inUse = slotsInUse(slot, slots, temperature, energy)
  const means = (values: Float64Array): Float64Array => slotMeans(slot, slots, values)
  const segments = knots.length + 1
  const columns = Array.from({ length: 2 * segments }, () => new Float64Array(energy.length))
  for (let i = 0; i < energy.length; i++) {
    const parts = segmentsOf(temperature[i] as number, knots)
    const mode = inUse[slot[i] as number] === true ? 0 : segments
    for (let s = 0; s < segments; s++) (columns[mode + s] as Float64Array)[i] = parts[s] as number
  }
  // With a level for each slot the rest is a fit of what deviates from the slot's mean (Frisch and Waugh 1933): a dozen columns instead of 180.
  const energyMeans = means(energy)
  const columnMeans = columns.map(means)
  const seen = energyMeans.reduce((sum, each) => sum + (Number.isNaN(each) ? 0 : 1), 0)
  const off = (values: Float64Array, own: Float64Array): Float64Array => values.map((each, i) => each - (own[slot[i] as number] as number))
  const fit = fitLeastSquares(columns.map((column, c) => off(column, columnMeans[c] as Float64Array)), off(energy, energyMeans), seen)
  if (energy.length <= seen + fit.rank) return null
  const levels = energyMeans.map((each, s) => columns.reduce((level, _, c) => level - (fit.coefficients[c] as number) * ((columnMeans[c] as Float64Array)[s] as number), each))
  return {
    slots, levels, inUse, knots, parameters: seen + fit.rank,
    slopes: [fit.coefficients.slice(0, segments), fit.coefficients.slice(segments)],
    slopeErrors: [fit.standardErrors.slice(0, segments), fit.standardErrors.slice(segments)],
  }
}

/** Energy per period; NaN for a slot that the fit never saw. */
export const predictTimeOfWeek = (fit: TimeOfWeekFit, slot: number, temperature: number): number => {
  const slopes = fit.slopes[fit.inUse[slot] === true ? 0 : 1]
  return segmentsOf(temperature, fit.knots).reduce((sum, part, s) => sum + part * (slopes[s] as number), fit.levels[slot] ?? Number.NaN)
}

/** How much of a temperature lies in each segment: they add up to the temperature. */
const segmentsOf = (temperature: number, knots: readonly number[]): number[] => {
  const parts = [knots.length === 0 ? temperature : Math.min(temperature, knots[0] as number)]
  for (let s = 1; s <= knots.length; s++) {
    const from = knots[s - 1] as number
    parts.push(Math.max(0, Math.min(temperature, knots[s] ?? Infinity) - from))
  }
  return parts
}

const knotsFor = (temperature: Float64Array): number[] => {
  const least = LEAST_SHARE * temperature.length
  const knots: number[] = []
  const between = (from: number, to: number): number => temperature.reduce((count, each) => count + (each >= from && each < to ? 1 : 0), 0)
  for (const knot of KNOTS) {
    if (between(knots.at(-1) ?? -Infinity, knot) >= least && between(knot, Infinity) >= least) knots.push(knot)
  }
  return knots
}

const slotMeans = (slot: Uint16Array, slots: number, values: Float64Array): Float64Array => {
  const sums = new Float64Array(slots)
  const counts = new Float64Array(slots)
  for (let i = 0; i < values.length; i++) {
    const at = slot[i] as number
    sums[at] = (sums[at] as number) + (values[i] as number)
    counts[at] = (counts[at] as number) + 1
  }
  return sums.map((sum, s) => sum / (counts[s] as number))
}

/** Slots in which the load is mostly above what heating and cooling degrees alone explain. */
const slotsInUse = (slot: Uint16Array, slots: number, temperature: Float64Array, energy: Float64Array): boolean[] => {
  const columns = [new Float64Array(energy.length).fill(1), temperature.map((each) => Math.max(0, USE_HEATING - each)), temperature.map((each) => Math.max(0, each - USE_COOLING))]
  const { coefficients } = fitLeastSquares(columns, energy)
  const above = energy.map((each, i) => (each > columns.reduce((sum, column, c) => sum + (coefficients[c] as number) * (column[i] as number), 0) ? 1 : 0))
  return [...slotMeans(slot, slots, above)].map((share) => share > USE_SHARE)
}
