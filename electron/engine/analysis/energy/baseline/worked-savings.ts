/** A savings report worked through, line by line, as a reader could follow it with a pocket calculator. */
import type { SavingsReport } from '../../../../../shared/domain/energy-baseline.ts'
import type { Measure } from '../../../../../shared/domain/energy.ts'
import { message, type Message, type Quantity } from '../../../../../shared/message.ts'
import type { Tariff } from '../../../../../shared/domain/tariff.ts'
import type { DemandSavings } from './demand-savings.ts'
import type { FittedBaseline } from './fitted-baseline.ts'
import type { PricedSavings } from './priced-savings.ts'
import { SIGNIFICANT_AT } from './savings.ts'

/** BACnet units: kWh, m3. */
const UNITS: Readonly<Record<Measure, number>> = { energy: 19, volume: 80 }

const percent = (share: number): number => Math.round(share * 1_000) / 10

type Money = Pick<SavingsReport, 'cost' | 'costUncertainty' | 'currency' | 'demandCost' | 'demandUncertainty' | 'co2Kg' | 'co2Uncertainty'>

/** Money and CO2 of a report: nothing is said of what has no price. */
export const moneyOf = (tariff: Tariff | undefined, priced: PricedSavings | null, demand: DemandSavings | null): Money => ({
  cost: priced?.cost ?? null, costUncertainty: priced?.costUncertainty ?? null, currency: priced === null ? null : (tariff?.currency ?? null), demandCost: priced === null ? null : (demand?.cost ?? null),
  demandUncertainty: priced === null ? null : (demand?.uncertainty ?? null), co2Kg: priced?.co2Kg ?? null, co2Uncertainty: priced?.co2Uncertainty ?? null,
})

/** `charged`: the tariff has a charge on monthly peaks. */
export const workedSavings = (report: Omit<SavingsReport, 'worked'>, baseline: FittedBaseline, measure: Measure, demand: DemandSavings | null, charged: boolean): Message[] => {
  const amount = (energy: number): Quantity => ({ value: energy, units: UNITS[measure] })
  const { measuredTotal, expectedTotal, difference, differenceShare, uncertainty, fractionalUncertainty, verdict } = report
  const lines = [
    message('savings.worked.expected', { expected: amount(expectedTotal), cvRmse: percent(baseline.quality.cvRmse), periods: String(baseline.quality.periods) }),
    message('savings.worked.measured', { measured: amount(measuredTotal), coverage: percent(report.coverage) }),
  ]
  if (difference === null || verdict === 'refused') return [...lines, message('savings.worked.refused')]
  lines.push(message(difference >= 0 ? 'savings.worked.less' : 'savings.worked.more', { difference: amount(Math.abs(difference)), share: percent(Math.abs(differenceShare ?? 0)) }))
  if (uncertainty !== null) lines.push(message('savings.worked.uncertainty', { uncertainty: amount(uncertainty), low: amount(difference - uncertainty), high: amount(difference + uncertainty) }))
  const fractional = { share: fractionalUncertainty === null ? '–' : percent(fractionalUncertainty), limit: percent(SIGNIFICANT_AT) }
  if (verdict === 'unclear') return [...lines, message('savings.worked.unclear', fractional)]
  lines.push(message('savings.worked.significant', fractional))
  return [...lines, ...moneyLines(report, measure, demand, charged)]
}

const money = (sum: number): string => sum.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const whole = (kg: number): string => Math.round(kg).toLocaleString('en')
const UNIT_TEXTS: Readonly<Record<Measure, string>> = { energy: 'kWh', volume: 'm³' }

const moneyLines = ({ difference, cost, costUncertainty, currency, demandCost, demandUncertainty, co2Kg, co2Uncertainty }: Omit<SavingsReport, 'worked'>, measure: Measure, demand: DemandSavings | null, charged: boolean): Message[] => {
  const unit = UNIT_TEXTS[measure]
  if (cost === null || currency === null || difference === null) return [message('savings.worked.noTariff')]
  const lines = [message(cost < 0 ? 'savings.worked.costMore' : 'savings.worked.cost', { price: (cost / difference).toFixed(4), currency, unit, cost: money(Math.abs(cost)), uncertainty: money(costUncertainty ?? 0) })]
  if (demandCost !== null && demand !== null) lines.push(message(demandCost < 0 ? 'savings.worked.demandMore' : 'savings.worked.demand', { cost: money(Math.abs(demandCost)), uncertainty: money(demandUncertainty ?? 0), currency, months: demand.months, learntFrom: demand.learntFrom }))
  else if (charged) lines.push(message('savings.worked.demandNotKnown'))
  if (co2Kg !== null) lines.push(message(co2Kg < 0 ? 'savings.worked.co2More' : 'savings.worked.co2', { factor: (co2Kg / difference).toFixed(3), unit, kg: whole(Math.abs(co2Kg)), uncertainty: whole(co2Uncertainty ?? 0) }))
  return lines
}
