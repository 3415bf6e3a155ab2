/**
 * What a quantity can physically be, how fast it can move, and how narrow a band about it can sensibly be, by engineering unit.
 * Values are of building services (air, water, electricity): wide enough for every healthy sensor, narrow enough for a broken wire.
 * Sources: ranges of common transmitters (Pt1000 -50..260 °C, humidity 0..100 %), ASHRAE Handbook Fundamentals for air and water states.
 */
import { UNITS, unitQuantity, type QuantityKind } from '../../../../shared/units.ts'

export interface QuantityLimits {
  /** Lowest and highest believable value, in the point's unit. */
  readonly low: number
  readonly high: number
  /** A move larger than `jump + speed * seconds` between two readings is not physical; Infinity = not judged. */
  readonly jump: number
  /** Per second. */
  readonly speed: number
  /** Least half-width of an expected band, in the point's unit: differences below it are of no interest to anyone. */
  readonly leastHalfWidth: number
}

const OPEN: QuantityLimits = { low: -Infinity, high: Infinity, jump: Infinity, speed: 0, leastHalfWidth: 0 }

const celsius: QuantityLimits = { low: -50, high: 260, jump: 15, speed: 1, leastHalfWidth: 1 }

/** The Celsius limits in a unit with `scale` degrees to the kelvin and `offset` at 0 °C. */
const temperature = (scale: number, offset: number): QuantityLimits => ({
  low: celsius.low * scale + offset,
  high: celsius.high * scale + offset,
  jump: celsius.jump * scale,
  speed: celsius.speed * scale,
  leastHalfWidth: celsius.leastHalfWidth * scale,
})

const notNegative: QuantityLimits = { ...OPEN, low: 0 }

const BY_QUANTITY: Partial<Record<QuantityKind, QuantityLimits>> = {
  relativeHumidity: { low: -2, high: 105, jump: 40, speed: 3, leastHalfWidth: 5 },
  /** Speeds and loads may exceed 100 %; trims may be negative. */
  percent: { ...OPEN, low: -110, high: 250, leastHalfWidth: 10 },
  concentration: { ...OPEN, low: 0, high: 100_000, leastHalfWidth: 75 },
  acidity: { ...OPEN, low: 0, high: 14, leastHalfWidth: 0.2 },
  powerFactor: { ...OPEN, low: -1.05, high: 1.05, leastHalfWidth: 0.1 },
  frequency: { ...notNegative, leastHalfWidth: 1 },
  light: { ...notNegative, high: 250_000, leastHalfWidth: 100 },
  irradiance: { ...OPEN, low: -20, high: 2_000, leastHalfWidth: 50 },
  resistance: notNegative,
  area: notNegative,
  mass: notNegative,
  volume: OPEN,
  energy: OPEN,
}

const PASCALS_PER_UNIT: Readonly<Record<string, number>> = { Pa: 1, kPa: 1_000, hPa: 100, mbar: 100, bar: 100_000, psi: 6_894.76, 'inH₂O': 249.089, 'cmH₂O': 98.0665 }
/** Air-side pressures are controlled to a few pascals; nobody looks at less than 10 Pa. */
const LEAST_PASCALS = 10

/** How many pascals a unit of pressure is; null for units nobody converts. */
export const pascalsPer = (units: number | null): number | null => PASCALS_PER_UNIT[UNITS[units ?? 95]?.symbol ?? ''] ?? null

/** Limits of a unit; everything is believable where the unit says nothing. */
export const limitsOf = (units: number | null): QuantityLimits => {
  if (units === 62) return celsius
  if (units === 63) return temperature(1, 273.15)
  if (units === 64) return temperature(1.8, 32)
  const quantity = unitQuantity(units)
  if (quantity === 'pressure') return { ...OPEN, leastHalfWidth: LEAST_PASCALS / (pascalsPer(units) ?? 1) }
  if (quantity === 'temperatureDifference') return { ...OPEN, low: -250, high: 450, leastHalfWidth: 1 }
  return BY_QUANTITY[quantity] ?? OPEN
}

/** True where a reading of exactly 0.0 that never moves means an input without a sensor: temperatures and humidity. */
export const isZeroSuspicious = (units: number | null): boolean => {
  const quantity = unitQuantity(units)
  return quantity === 'temperature' || quantity === 'relativeHumidity'
}
