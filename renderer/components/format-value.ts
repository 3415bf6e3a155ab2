/** Values of points as text: number with unit, or the text of the state. */
import { formatQuantity, formatValue as formatNumberOfUnit, NO_VALUE } from '../../shared/format-quantity.ts'
import type { Point } from '../../shared/domain/point.ts'

/** What of a point decides how its values read. */
export type ValueOf = Pick<Point, 'kind' | 'units' | 'stateTexts'>

/** A number as it stands before its unit: `21.4`. */
export const formatNumber = (value: number, units: number | null = null): string => formatNumberOfUnit(value, units)

/** A share of 0..1 as percent, in the way other values stand before their unit: `100 %`, `0.4 %`. */
export const formatShare = (share: number): string => `${Math.round(share * 1_000) / 10}\u00a0%`

/** The text of a state, e.g. `On`; the number itself where the object names no state. */
export const stateText = (point: ValueOf, value: number): string => {
  const named = point.stateTexts[point.kind === 'multiState' ? value - 1 : value]
  if (named !== undefined && named !== '') return named
  if (point.kind === 'binary' && (value === 0 || value === 1)) return value === 1 ? 'Active' : 'Inactive'
  return formatNumberOfUnit(value, null)
}

/** `21.4 °C`, `On`, `–` where there is no value. */
export const formatValue = (point: ValueOf, value: number | null | undefined): string => {
  if (value === null || value === undefined || !Number.isFinite(value)) return NO_VALUE
  return point.kind === 'binary' || point.kind === 'multiState' ? stateText(point, value) : formatQuantity({ value, units: point.units })
}
