/** When savings may be claimed of a baseline, and when not: which limit is broken, and by how much (ASHRAE Guideline 14-2014, 4.2.2, 5.2 and 5.3; IPMVP option C). */
import { message, type Message } from '../../../../../shared/message.ts'
import type { EnergyPeriods } from './baseline-periods.ts'
import type { FittedBaseline } from './fitted-baseline.ts'

/** Shares. Hours: CV(RMSE) 30 %, NMBE 10 %; months: 15 % and 5 %. Days, which the guideline does not name, lie between. */
export const FIT_LIMITS = { hour: { cvRmse: 0.3, nmbe: 0.1 }, day: { cvRmse: 0.25, nmbe: 0.075 }, month: { cvRmse: 0.15, nmbe: 0.05 } } as const
export const LEAST_COVERAGE = 0.9
/** A baseline should hold a year; below nine months of months, or three months of days and hours, nothing is claimed. */
const LEAST_DAYS = { hour: 90, day: 90, month: 270 } as const
/** Temperatures may go beyond the baseline's by a tenth of its range; so many periods may go further. */
const BEYOND_RANGE = 0.1
const MOST_BEYOND = 0.05

const percent = (share: number): number => Math.round(share * 1_000) / 10

/** Limits that the fit itself does not keep; empty = savings may be claimed. */
export const fitRefusals = ({ step, quality, coverage, days }: FittedBaseline): Message[] => {
  const limits = FIT_LIMITS[step]
  const refusals: Message[] = []
  if (!(quality.cvRmse <= limits.cvRmse)) refusals.push(message('baseline.refused.cvRmse', { value: percent(quality.cvRmse), limit: percent(limits.cvRmse), over: percent(quality.cvRmse - limits.cvRmse) }))
  const bias = Math.abs(quality.nmbe)
  if (!(bias <= limits.nmbe)) refusals.push(message('baseline.refused.nmbe', { value: percent(bias), limit: percent(limits.nmbe), over: percent(bias - limits.nmbe) }))
  if (coverage < LEAST_COVERAGE) refusals.push(message('baseline.refused.coverage', { value: percent(coverage), limit: percent(LEAST_COVERAGE) }))
  if (days < LEAST_DAYS[step]) refusals.push(message('baseline.refused.days', { value: Math.round(days), limit: LEAST_DAYS[step] }))
  return refusals
}

/** Limits that the reporting period does not keep. `used`: the periods with known energy, temperature and expectation. */
export const reportRefusals = (baseline: FittedBaseline, periods: EnergyPeriods, used: readonly number[]): Message[] => {
  const refusals: Message[] = []
  const coverage = periods.startsMs.length === 0 ? 0 : used.length / periods.startsMs.length
  if (coverage < LEAST_COVERAGE) refusals.push(message('savings.refused.coverage', { value: percent(coverage), limit: percent(LEAST_COVERAGE) }))
  const { temperatureLow: low, temperatureHigh: high } = baseline
  if (low === null || high === null || used.length === 0) return refusals
  const margin = BEYOND_RANGE * (high - low)
  const own = used.map((i) => periods.temperature[i] as number)
  const beyond = own.filter((each) => each < low - margin || each > high + margin).length / used.length
  if (beyond <= MOST_BEYOND) return refusals
  const [coldest, warmest] = own.reduce(([a, b], each) => [Math.min(a, each), Math.max(b, each)], [Infinity, -Infinity])
  return [...refusals, message('savings.refused.temperature', { share: percent(beyond), limit: percent(MOST_BEYOND), low, high, coldest, warmest })]
}
