/** Scores and intensities as text. Pure. */
import type { Measure } from '../../../shared/domain/energy.ts'
import { NO_VALUE } from '../../../shared/format-quantity.ts'
import { amountUnit } from '../energy/meter-units.ts'

/** Whole points of 100. */
export const scoreText = (score: number | null): string => (score === null ? NO_VALUE : String(Math.round(score)))

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const FINE = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
const rounded = (value: number): string => (Math.abs(value) < 10 ? FINE : WHOLE).format(value)

/** `112 ± 9`: kWh/m2 a year, or another figure with its interval. */
export const withInterval = (value: number, uncertainty: number): string => (uncertainty > 0 ? `${rounded(value)} ± ${rounded(Math.max(0.1, uncertainty))}` : rounded(value))

/** A year's amount without decimals that nobody knows: `41,210 kWh`. */
export const yearText = (value: number | null, measure: Measure): string => (value === null || !Number.isFinite(value) ? NO_VALUE : `${rounded(value)}\u00a0${amountUnit(measure)}`)

/** Savings are estimates: told with two figures. */
export const savingText = (value: number, unit: string): string => `${rounded(Number(value.toPrecision(2)))}\u00a0${unit}`
