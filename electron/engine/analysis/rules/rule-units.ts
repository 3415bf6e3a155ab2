/** Rules reckon in one set of units: °C, K, %, Pa, L/s, and 0 or 1 for states. Points and people have others. */
import { UNITS, unitNumber, type QuantityKind } from '../../../../shared/units.ts'

/** What an input of a rule measures. */
export type InputQuantity = 'temperature' | 'percent' | 'pressure' | 'flow' | 'state'

/** BACnet unit numbers of the units that rules reckon in. */
export const CELSIUS = 62
export const KELVINS = 121
export const PERCENT = 98
export const PASCALS = 53
export const LITRES_PER_SECOND = 87

const FAHRENHEIT = 64

/** rule value = value * scale + offset. */
export interface Conversion {
  readonly scale: number
  readonly offset: number
}

const SAME: Conversion = { scale: 1, offset: 0 }

const SCALES: Readonly<Partial<Record<QuantityKind, Readonly<Record<string, number>>>>> = {
  pressure: {
    pascals: 1, kilopascals: 1_000, hectopascals: 100, millibars: 100, bars: 100_000, poundsForcePerSquareInch: 6_894.757, inchesOfWater: 249.089, centimetersOfWater: 98.0665,
    millimetersOfWater: 9.80665, inchesOfMercury: 3_386.389, millimetersOfMercury: 133.3224,
  },
  flow: {
    litersPerSecond: 1, litersPerMinute: 1 / 60, litersPerHour: 1 / 3_600, cubicMetersPerSecond: 1_000, cubicMetersPerMinute: 1_000 / 60, cubicMetersPerHour: 1 / 3.6,
    cubicFeetPerSecond: 28.31685, cubicFeetPerMinute: 0.4719474, usGallonsPerMinute: 0.0630902, imperialGallonsPerMinute: 0.0757682,
  },
}

/** °C, K, °F. */
const TEMPERATURES: Readonly<Record<number, Conversion>> = { 62: SAME, 63: { scale: 1, offset: -273.15 }, 64: { scale: 5 / 9, offset: -160 / 9 } }

/** How values with a BACnet unit become rule values; null where the unit does not measure the quantity (then no rule may use the point). */
export const conversionOf = (units: number | null, quantity: InputQuantity): Conversion | null => {
  switch (quantity) {
    case 'state':
      return SAME
    case 'temperature':
      return units === null ? null : (TEMPERATURES[units] ?? null)
    case 'percent':
      return units === PERCENT ? SAME : null
    case 'pressure':
    case 'flow': {
      const known = units === null ? undefined : UNITS[units]
      const scale = known?.quantity === quantity ? SCALES[quantity]?.[known.name] : undefined
      return scale === undefined ? null : { scale, offset: 0 }
    }
  }
}

/** A number of a rule with its unit, in the units of the people of a site: as its temperatures have them. */
export const shown = (value: number, units: number, fahrenheit: boolean): { readonly value: number; readonly units: number } => {
  if (!fahrenheit) return { value, units }
  if (units === CELSIUS) return { value: value * 1.8 + 32, units: FAHRENHEIT }
  if (units === KELVINS) return { value: value * 1.8, units: unitNumber('deltaDegreesFahrenheit') ?? KELVINS }
  if (units === PASCALS) return { value: value / 249.089, units: unitNumber('inchesOfWater') ?? PASCALS }
  if (units === LITRES_PER_SECOND) return { value: value / 0.4719474, units: unitNumber('cubicFeetPerMinute') ?? LITRES_PER_SECOND }
  return { value, units }
}

export const isFahrenheit = (units: number | null): boolean => units === FAHRENHEIT
