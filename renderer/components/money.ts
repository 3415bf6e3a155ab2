/** Amounts of money and prices as text: always with the currency's code, as two sites may have two. */
import { NO_VALUE } from '../../shared/format-quantity.ts'

const formats = new Map<string, Intl.NumberFormat>()

const formatOf = (least: number, most: number): Intl.NumberFormat => {
  const key = `${least}/${most}`
  const format = formats.get(key) ?? new Intl.NumberFormat('en', { minimumFractionDigits: least, maximumFractionDigits: most })
  formats.set(key, format)
  return format
}

/** `1,204.50 EUR`; a dash where it is not known. */
export const moneyText = (value: number | null, currency: string | null): string => (value === null || !Number.isFinite(value) ? NO_VALUE : `${formatOf(2, 2).format(value)}\u00a0${currency ?? ''}`.trimEnd())

/** `0.246 EUR/kWh`: as many digits as prices have. */
export const priceText = (value: number, currency: string, per: string): string => `${formatOf(2, 5).format(value)}\u00a0${currency}/${per}`

/** `1,204 kg`, tonnes from 10,000 kg on. */
export const co2Text = (kg: number | null): string => {
  if (kg === null || !Number.isFinite(kg)) return NO_VALUE
  return Math.abs(kg) >= 10_000 ? `${formatOf(1, 1).format(kg / 1_000)}\u00a0t` : `${formatOf(0, Math.abs(kg) < 10 ? 1 : 0).format(kg)}\u00a0kg`
}
