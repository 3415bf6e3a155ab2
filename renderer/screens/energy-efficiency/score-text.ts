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

/** The place of the last figure that is told of a number with this uncertainty: two figures of it. */
const step = (uncertainty: number): number => 10 ** Math.max(-1, Math.floor(Math.log10(uncertainty)) - 1)
const toStep = (value: number, of: number): string => rounded(Math.round(value / of) * of)

/** `4,200 ± 900 kWh`: an estimate with what holds it nine times of ten; as `savingText` where that is not known. */
export const savingWithin = (value: number, uncertainty: number, unit: string): string =>
  uncertainty > 0 ? `${toStep(value, step(uncertainty))} ± ${toStep(uncertainty, step(uncertainty))}\u00a0${unit}` : savingText(value, unit)

/** `820 to 1,260 EUR`; a saving is no loss. */
export const savingRange = (value: number, uncertainty: number, unit: string, to: string): string =>
  uncertainty > 0 ? `${toStep(Math.max(0, value - uncertainty), step(uncertainty))} ${to} ${toStep(value + uncertainty, step(uncertainty))}\u00a0${unit}` : savingText(value, unit)

/** Savings are estimates: told with two figures. */
export const savingText = (value: number, unit: string): string => `${rounded(Number(value.toPrecision(2)))}\u00a0${unit}`
