/** The prices of a week as blocks: for each weekday the spans of the day that have one price. Pure. */
import type { TariffVersion } from '../../../shared/domain/tariff.ts'
import { periodTable, QUARTERS_A_DAY } from '../../../shared/tariff-times.ts'

export interface PriceBlock {
  /** Monday 0. */
  readonly weekday: number
  /** Quarters of an hour, 0..96. */
  readonly from: number
  readonly to: number
  /** Index of the period; -1 = the price of all other times. */
  readonly period: number
  readonly price: number
}

/** @param month 1..12 */
export const planWeek = ({ periods, price }: Pick<TariffVersion, 'periods' | 'price'>, month: number): readonly PriceBlock[] => {
  const table = periodTable(periods)
  const blocks: PriceBlock[] = []
  for (let weekday = 0; weekday < 7; weekday++) {
    const start = (weekday * 12 + month - 1) * QUARTERS_A_DAY
    for (let from = 0, to = 1; from < QUARTERS_A_DAY; from = to, to++) {
      const period = table[start + from] as number
      while (to < QUARTERS_A_DAY && table[start + to] === period) to++
      blocks.push({ weekday, from, to, period, price: periods[period]?.price ?? price })
    }
  }
  return blocks
}

/** Ink of a price among others, 0..1: the dearer the stronger; the middle where all are alike. */
export const inkOf = (price: number, prices: readonly number[]): number => {
  const known = prices.filter((each) => !Number.isNaN(each))
  const [low, high] = [Math.min(...known), Math.max(...known)]
  return Number.isNaN(price) || !(high > low) ? 0.3 : 0.12 + (0.68 * (price - low)) / (high - low)
}
