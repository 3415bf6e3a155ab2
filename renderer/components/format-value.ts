/** Values of points as text: number with unit, or the text of the state. */
import type { Point } from '../../shared/domain/point.ts'
import { unitQuantity, unitSymbol } from '../../shared/units.ts'

/** What of a point decides how its values read. */
export type ValueOf = Pick<Point, 'kind' | 'units' | 'stateTexts'>

/** Decimals that carry information for a quantity; equal for all values of a column of one unit. */
const decimalsOf = (units: number | null): number => {
  switch (unitQuantity(units)) {
    case 'temperature':
    case 'temperatureDifference':
    case 'percent':
    case 'relativeHumidity':
    case 'energy':
    case 'power':
      return 1
    case 'concentration':
    case 'rotation':
    case 'light':
    case 'irradiance':
      return 0
    case 'powerFactor':
    case 'acidity':
      return 2
    default:
      return -1
  }
}

const decimalsBySize = (value: number): number => {
  const size = Math.abs(value)
  if (size >= 1_000) return 0
  if (size >= 100) return 1
  return size >= 1 || size === 0 ? 2 : 3
}

const formats = new Map<number, Intl.NumberFormat>()
const formatOf = (decimals: number): Intl.NumberFormat => {
  const known = formats.get(decimals)
  if (known !== undefined) return known
  const made = new Intl.NumberFormat('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: true })
  formats.set(decimals, made)
  return made
}

/** A number as it stands before its unit: `21.4`, `1,204`. Narrow space between thousands. */
export const formatNumber = (value: number, units: number | null = null): string => {
  if (!Number.isFinite(value)) return '–'
  const decimals = decimalsOf(units)
  return formatOf(decimals < 0 ? decimalsBySize(value) : decimals)
    .format(value)
    .replaceAll(',', '\u202f')
    .replace('-', '\u2212')
}

/** The text of a state, e.g. `On`; the number itself where the object names no state. */
export const stateText = (point: ValueOf, value: number): string => {
  const index = point.kind === 'multiState' ? value - 1 : value
  const named = point.stateTexts[index]
  if (named !== undefined && named !== '') return named
  if (point.kind === 'binary' && (value === 0 || value === 1)) return value === 1 ? 'Active' : 'Inactive'
  return formatOf(Number.isInteger(value) ? 0 : 2).format(value)
}

/** `21.4 °C`, `On`, `–` where there is no value. */
export const formatValue = (point: ValueOf, value: number | null | undefined): string => {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–'
  if (point.kind === 'binary' || point.kind === 'multiState') return stateText(point, value)
  const symbol = unitSymbol(point.units)
  return symbol === '' ? formatNumber(value, point.units) : `${formatNumber(value, point.units)}\u00a0${symbol}`
}
