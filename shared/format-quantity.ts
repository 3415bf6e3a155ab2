/** Numbers with their unit as a technician writes them: `21.4 °C`, `45 %`, `812 ppm`. */
import type { Quantity } from './message.ts'
import { unitQuantity, unitSymbol, type QuantityKind } from './units.ts'

/** What stands for a value that is not known. */
export const NO_VALUE = '–'

/** A number and its unit never part at the end of a line. */
const NO_BREAK_SPACE = '\u00A0'

const DEFAULT_DECIMALS = 2

/** Decimals that the quantity is usually read with; quantities not listed have `DEFAULT_DECIMALS`. */
const DECIMALS_BY_QUANTITY: Readonly<Partial<Record<QuantityKind, number>>> = {
  concentration: 0,
  energy: 1,
  energyApparent: 1,
  energyReactive: 1,
  flow: 1,
  humidityRatio: 1,
  irradiance: 0,
  light: 0,
  percent: 1,
  power: 1,
  apparentPower: 1,
  reactivePower: 1,
  relativeHumidity: 1,
  rotation: 0,
  sound: 1,
  temperature: 1,
  temperatureDifference: 1,
  temperatureRate: 1,
  voltage: 1,
}

/** Units whose usual decimals differ from those of their quantity, because one of them is very small or very large. */
const DECIMALS_BY_UNIT: Readonly<Record<number, number>> = {
  /** Wh, J: whole. */
  16: 0,
  18: 0,
  /** W, VA, var: whole. */
  8: 0,
  11: 0,
  47: 0,
  /** m³/s: small numbers. */
  85: 3,
  /** MW, MVA, Mvar, MWh. */
  10: 3,
  13: 3,
  49: 3,
  146: 3,
  /** Pa: whole; hPa, mbar: one. */
  53: 0,
  133: 1,
  134: 1,
}

/** Decimals that values with this unit are shown with, 0..3, so that a column of them lines up. */
export const unitDecimals = (units: number | null): number => {
  if (units === null) return DEFAULT_DECIMALS
  return DECIMALS_BY_UNIT[units] ?? DECIMALS_BY_QUANTITY[unitQuantity(units)] ?? DEFAULT_DECIMALS
}

const formats = new Map<string, Intl.NumberFormat>()

const numberFormat = (locale: string, decimals: number, fixed: boolean): Intl.NumberFormat => {
  const key = `${locale}/${decimals}/${fixed}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locale, {
    minimumFractionDigits: fixed ? decimals : 0,
    maximumFractionDigits: decimals,
    useGrouping: true,
  })
  formats.set(key, made)
  return made
}

/** Rounds to `decimals`, without the sign that a rounded-away negative number would keep (`-0.0`). */
const rounded = (value: number, decimals: number): number => {
  const factor = 10 ** decimals
  const result = Math.round(value * factor) / factor
  return result === 0 ? 0 : result
}

/** Nobody reads these finer than their usual decimals, however close to zero they are. */
const NEVER_FINER: ReadonlySet<QuantityKind> = new Set<QuantityKind>(['percent', 'relativeHumidity', 'temperature', 'temperatureDifference'])

/** A small value of a quantity with few decimals gets enough of them to show two digits: 0.034 kW is not 0.0 kW. */
const decimalsFor = (value: number, units: number | null): number => {
  const usual = unitDecimals(units)
  const size = Math.abs(value)
  if (size === 0 || size >= 1 || NEVER_FINER.has(unitQuantity(units))) return usual
  const needed = Math.ceil(-Math.log10(size)) + 1
  return rounded(size, usual) === 0 ? Math.min(needed, 6) : usual
}

/**
 * A value in the digits its unit is usually read with, without the unit.
 * @param value any number; NaN and infinities give `–`.
 * @param locale BCP 47 name that decides the decimal sign and digit groups.
 */
export const formatValue = (value: number, units: number | null, locale = 'en'): string => {
  if (!Number.isFinite(value)) return NO_VALUE
  // Plain counts stay plain: 3, not 3.00. With a unit the decimals are fixed.
  const plain = unitSymbol(units) === ''
  const decimals = decimalsFor(value, units)
  return numberFormat(locale, decimals, !plain).format(rounded(value, decimals))
}

/** A value with its unit: `21.4 °C`. The space between them does not break. */
export const formatQuantity = (quantity: Quantity, locale = 'en'): string => {
  const value = formatValue(quantity.value, quantity.units, locale)
  const symbol = unitSymbol(quantity.units)
  return symbol === '' || value === NO_VALUE ? value : `${value}${NO_BREAK_SPACE}${symbol}`
}

/** Milliseconds of the units lengths of time come in, by number of the unit. */
const MS_BY_UNIT: Readonly<Record<number, number>> = { 69: 604_800_000, 70: 86_400_000, 71: 3_600_000, 72: 60_000, 73: 1_000 }

const LENGTHS = [
  { unit: 'day', ms: 86_400_000, fromMs: 2 * 86_400_000 },
  { unit: 'hour', ms: 3_600_000, fromMs: 3_600_000 },
  { unit: 'minute', ms: 60_000, fromMs: 60_000 },
  { unit: 'second', ms: 1_000, fromMs: 0 },
] as const

/** Ten and more of a unit are whole, fewer have one decimal where it says something: 30 days, 2.5 hours, 18 minutes. */
const formatLength = (lengthMs: number, locale: string): string => {
  const size = Math.abs(lengthMs)
  const { unit, ms } = LENGTHS.find(({ fromMs }) => size >= fromMs) ?? LENGTHS[3]
  const count = lengthMs / ms
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: Math.abs(count) < 10 ? 1 : 0 }).format(count).replace(' ', NO_BREAK_SPACE)
}

/** A temperature difference is said in the degrees of the values beside it: 6 °C above expected, not 6 K. */
const SAID_SYMBOLS: Readonly<Record<number, string>> = { 120: '°F', 121: '°C' }

/**
 * A value as it is said within a sentence: lengths of time in the unit that fits (`30 days`, `18 minutes`), whole percentages without
 * decimals (`96 %`), all else like `formatQuantity`.
 */
export const sayQuantity = (quantity: Quantity, locale = 'en'): string => {
  const { value, units } = quantity
  const ms = units === null ? undefined : MS_BY_UNIT[units]
  if (ms !== undefined && Number.isFinite(value)) return formatLength(value * ms, locale)
  if (units !== null && unitQuantity(units) === 'percent' && Number.isInteger(value)) return `${numberFormat(locale, 0, false).format(value)}${NO_BREAK_SPACE}${unitSymbol(units)}`
  const said = units === null ? undefined : SAID_SYMBOLS[units]
  return said !== undefined && Number.isFinite(value) ? `${formatValue(value, units, locale)}${NO_BREAK_SPACE}${said}` : formatQuantity(quantity, locale)
}
