/** The lines of a cost report as CSV: what, amount with its unit, price, cost and currency. Pure. */
import { csvField } from '../../../shared/csv-field.ts'
import type { CostReport } from '../../../shared/domain/tariff.ts'
import { textOfLines } from '../../../shared/plain-csv.ts'
import { amountUnit, demandUnit } from './meter-units.ts'

const number = (value: number, digits: number): string => String(Number(value.toFixed(digits)))

/** `otherTimes`: the word for the price of all other times. */
export const costCsv = (report: CostReport, otherTimes: string): string => {
  const { currency, measure } = report
  const row = (what: string, amount: string, unit: string, price: string, cost: number): string => [csvField(what), amount, unit, price, number(cost, 2), currency].join(',')
  return textOfLines([
    'what,amount,unit,price,cost,currency',
    ...report.energy.map(({ period, price, amount, cost }) => row(period === '' ? otherTimes : period, number(amount, 3), amountUnit(measure), String(price), cost)),
    ...report.demand.map(({ month, peak, charge, cost }) => row(`peak ${month.slice(0, 7)}`, peak === null ? '' : number(peak, 3), demandUnit(measure), String(charge), cost)),
    row('standing charge', '', '', '', report.standingCost),
    row('total', '', '', '', report.total),
    ...(report.co2Kg === null ? [] : [`CO2,${number(report.co2Kg, 3)},kg,,,`]),
  ])
}
