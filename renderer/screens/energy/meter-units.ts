/** Amounts and demands of a meter as text, in the units it is counted in. */
import type { Measure } from '../../../shared/domain/energy.ts'
import { formatQuantity, NO_VALUE } from '../../../shared/format-quantity.ts'

/** BACnet units: kWh, kW, m3, m3/h. */
const UNITS: Readonly<Record<Measure, { readonly amount: number; readonly demand: number }>> = { energy: { amount: 19, demand: 48 }, volume: { amount: 80, demand: 135 } }

const text = (value: number | null, units: number): string => (value === null || !Number.isFinite(value) ? NO_VALUE : formatQuantity({ value, units }))

/** `1,204.5 kWh`, `12.3 m³`; a dash where it is not known. */
export const amountText = (value: number | null, measure: Measure): string => text(value, UNITS[measure].amount)
/** `45.2 kW`, `1.2 m³/h`. */
export const demandText = (value: number | null, measure: Measure): string => text(value, UNITS[measure].demand)
export const demandUnit = (measure: Measure): string => (measure === 'energy' ? 'kW' : 'm³/h')
export const amountUnit = (measure: Measure): string => (measure === 'energy' ? 'kWh' : 'm³')
/** An amount beside another one that has the unit. */
export const shortAmount = (value: number): string => new Intl.NumberFormat('en', { maximumFractionDigits: 1 }).format(value)
