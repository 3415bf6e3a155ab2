/**
 * A difference against a baseline in money and CO2: each period's own difference at the prices of its own hours, by the version in force.
 * Hours have their price; the difference of a day or month is spread over its hours as what was measured.
 */
import type { Savings } from './savings.ts'
import type { HourPrices } from '../tariff/hour-prices.ts'

export interface PricedSavings {
  /** In the tariff's currency; negative where more was used. */
  readonly cost: number
  /** Half of its 90 % interval. */
  readonly costUncertainty: number
  /** kg; null where a version has no factor. */
  readonly co2Kg: number | null
  readonly co2Uncertainty: number | null
}

export interface PricedHours {
  readonly startsMs: Float64Array
  /** kWh or m3 that the meter measured in each; NaN = not known. */
  readonly energy: Float64Array
  readonly prices: HourPrices
}

/**
 * null where nothing is claimed, or a part of the difference has no price: a sum would mislead.
 * Uncertainty: the scatter is alike in all periods, so that of the sum is the energy's times the root mean square of the periods' prices.
 * @param toMs where the last period ends
 */
export const pricedSavings = (savings: Savings, hours: PricedHours, toMs: number): PricedSavings | null => {
  if (savings.saved === null || savings.uncertainty === null) return null
  const cost = valuedBy(hours.prices.price, savings, hours, toMs)
  if (cost === null) return null
  const co2 = valuedBy(hours.prices.co2Kg, savings, hours, toMs)
  return { cost: cost.sum, costUncertainty: savings.uncertainty * cost.rootMeanSquare, co2Kg: co2?.sum ?? null, co2Uncertainty: co2 === null ? null : savings.uncertainty * co2.rootMeanSquare }
}

/** null where one of the periods that count has an hour without value. */
const valuedBy = (value: Float64Array, { used, startsMs, expected, measured }: Savings, hours: PricedHours, toMs: number): { readonly sum: number; readonly rootMeanSquare: number } | null => {
  let [sum, squares, at] = [0, 0, 0]
  for (const i of used) {
    const endMs = startsMs[i + 1] ?? toMs
    while (at < hours.startsMs.length && (hours.startsMs[at] as number) < (startsMs[i] as number)) at += 1
    const from = at
    while (at < hours.startsMs.length && (hours.startsMs[at] as number) < endMs) at += 1
    const own = meanValue(value, hours.energy, from, at)
    if (Number.isNaN(own)) return null
    sum += ((expected[i] as number) - (measured[i] as number)) * own
    squares += own ** 2
  }
  return used.length === 0 ? null : { sum, rootMeanSquare: Math.sqrt(squares / used.length) }
}

/** Of the hours [from, to), weighted by what was measured in them; evenly where nothing was. NaN without hours, or where one that counts has no value. */
const meanValue = (value: Float64Array, energy: Float64Array, from: number, to: number): number => {
  let [weighted, weights, plain] = [0, 0, 0]
  for (let hour = from; hour < to; hour++) {
    const weight = Number.isNaN(energy[hour]) ? 0 : Math.max(0, energy[hour] as number)
    plain += value[hour] as number
    if (weight === 0) continue
    weighted += weight * (value[hour] as number)
    weights += weight
  }
  return weights > 0 ? weighted / weights : plain / (to - from)
}
