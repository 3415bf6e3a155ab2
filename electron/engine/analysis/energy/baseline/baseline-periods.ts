/** What a baseline is fitted to: periods of a meter with their outdoor temperature. */
import type { BaselineStep } from '../../../../../shared/domain/energy-baseline.ts'

/** Parallel arrays in the order of time; NaN = not known. */
export interface EnergyPeriods {
  readonly step: BaselineStep
  readonly startsMs: Float64Array
  /** Days in each period for months; 1 for hours and days. A model is of energy per hour, per day, or per day of a month. */
  readonly units: Float64Array
  /** kWh or m3 of the period. */
  readonly energy: Float64Array
  /** Mean outdoor temperature, °C. */
  readonly temperature: Float64Array
  /** Share measured, 0..1. */
  readonly coverage: Float64Array
}

/** A period of which less was measured takes no part in a fit or a sum. */
export const LEAST_PERIOD_COVERAGE = 0.9

/** Indices of the periods that may be used. */
export const usablePeriods = (periods: EnergyPeriods, withTemperature: boolean): number[] => {
  const usable: number[] = []
  for (let i = 0; i < periods.startsMs.length; i++) {
    if (!Number.isFinite(periods.energy[i]) || !((periods.coverage[i] as number) >= LEAST_PERIOD_COVERAGE) || !((periods.units[i] as number) > 0)) continue
    if (!withTemperature || Number.isFinite(periods.temperature[i])) usable.push(i)
  }
  return usable
}

/** Energy per hour or day of the periods `used`. */
export const ratesOf = (periods: EnergyPeriods, used: readonly number[]): Float64Array => Float64Array.from(used, (i) => (periods.energy[i] as number) / (periods.units[i] as number))

export const picked = (values: Float64Array, used: readonly number[]): Float64Array => Float64Array.from(used, (i) => values[i] as number)
