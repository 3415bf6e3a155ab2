/** What kWh saved by work are worth by the tariffs in force: at the mean price of all hours of a year, charges by peak and month left out. Pure. */
import type { Medium } from '../../../shared/domain/energy.ts'
import type { Tariff, TariffVersion } from '../../../shared/domain/tariff.ts'
import { periodTable } from '../../../shared/tariff-times.ts'

export interface Worth {
  readonly medium: Medium
  readonly currency: string
  /** Of the cheapest and the dearest tariff of the medium. */
  readonly low: number
  readonly high: number
}

/** Mean over all weekdays, months and quarters of an hour. */
const meanPrice = ({ periods, price }: TariffVersion): number => {
  if (periods.length === 0) return price
  const table = periodTable(periods)
  return table.reduce((sum, period) => sum + (periods[period]?.price ?? price), 0) / table.length
}

/** By medium, as nobody says which medium was saved; of tariffs with prices of a kWh. @param date local day of the site, `2026-12-24` */
export const worthOf = (kwh: number, tariffs: readonly Tariff[], date: string): Worth[] => {
  const prices = tariffs.flatMap(({ medium, measure, currency, versions }) => {
    const version = measure === 'energy' ? versions.findLast(({ validFrom }) => validFrom <= date) : undefined
    return version === undefined ? [] : [{ medium, currency, price: meanPrice(version) }]
  })
  return [...Map.groupBy(prices, ({ medium, currency }) => `${medium} ${currency}`).values()].map((own): Worth => {
    const [first] = own
    const all = own.map(({ price }) => price * kwh)
    return { medium: first?.medium ?? 'electricity', currency: first?.currency ?? '', low: Math.min(...all), high: Math.max(...all) }
  })
}
