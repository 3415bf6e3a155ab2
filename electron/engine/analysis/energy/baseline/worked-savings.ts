/** A savings report worked through, line by line, as a reader could follow it with a pocket calculator. */
import type { SavingsReport } from '../../../../../shared/domain/energy-baseline.ts'
import type { Measure } from '../../../../../shared/domain/energy.ts'
import { message, type Message, type Quantity } from '../../../../../shared/message.ts'
import type { FittedBaseline } from './fitted-baseline.ts'
import { SIGNIFICANT_AT } from './savings.ts'

/** BACnet units: kWh, m3. */
const UNITS: Readonly<Record<Measure, number>> = { energy: 19, volume: 80 }

const percent = (share: number): number => Math.round(share * 1_000) / 10

export interface EnergyValue {
  /** Of one kWh or m3 of the meter, over the period. */
  readonly price: number
  readonly currency: string
  readonly co2Kg: number | null
}

export const workedSavings = (report: Omit<SavingsReport, 'worked'>, baseline: FittedBaseline, measure: Measure, value: EnergyValue | null): Message[] => {
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
  if (value === null) return [...lines, message('savings.worked.noTariff')]
  const { price, currency, co2Kg } = value
  const money = (sum: number): string => sum.toFixed(2)
  lines.push(message('savings.worked.cost', { price: price.toFixed(4), currency, cost: money(Math.abs(difference) * price), uncertainty: money((uncertainty ?? 0) * price) }))
  if (co2Kg !== null) lines.push(message('savings.worked.co2', { factor: co2Kg.toFixed(3), kg: Math.round(Math.abs(difference) * co2Kg) }))
  return lines
}
