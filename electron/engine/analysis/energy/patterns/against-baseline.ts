/** The last quarter of a year against what the year before it makes one expect of the same weather and weekdays. */
import { message } from '../../../../../shared/message.ts'
import { fitBaseline } from '../baseline/fit-baseline.ts'
import type { EnergyPeriods } from '../baseline/baseline-periods.ts'
import { savingsOf } from '../baseline/savings.ts'
import { notKnown, percent, type Measured } from './efficiency-score.ts'
import { dailyTemperatures } from './load-days.ts'
import type { PatternInput } from './meter-patterns.ts'

export interface AgainstBaseline {
  readonly measured: Measured
  /** Share above what was expected, beyond its uncertainty (90 %); null = not above, or not known. */
  readonly above: { readonly share: number; readonly uncertainty: number; readonly days: number } | null
}

interface BaselineInput extends Pick<PatternInput, 'toMs' | 'weather' | 'calendar' | 'isHoliday'> {
  readonly twoYears: { readonly startsMs: Float64Array; readonly energy: Float64Array; readonly coverage: Float64Array }
}

const DAY_MS = 86_400_000
const REPORT_DAYS = 91
const BASELINE_DAYS = 365

/** Within its uncertainty the meter uses what was to be expected. Nothing is said where the fit may not be claimed of (ASHRAE Guideline 14, `claim-limits.ts`). */
export const againstBaseline = (input: BaselineInput): AgainstBaseline => {
  const { toMs, twoYears } = input
  const beginMs = toMs - REPORT_DAYS * DAY_MS
  const all = dayPeriods(input)
  const indices = Array.from(twoYears.startsMs, (_, i) => i)
  const before = pick(all, indices.filter((i) => (twoYears.startsMs[i] as number) >= beginMs - BASELINE_DAYS * DAY_MS && (twoYears.startsMs[i] as number) < beginMs))
  const report = pick(all, indices.filter((i) => (twoYears.startsMs[i] as number) >= beginMs && (twoYears.startsMs[i] as number) < toMs))
  if (report.startsMs.length < REPORT_DAYS / 2) return { measured: notKnown(message('efficiency.missing.report', { days: report.startsMs.length })), above: null }
  const fitted = fitBaseline(before, 'auto', input)
  if (!fitted.ok) return { measured: notKnown(message('efficiency.missing.baseline', { days: before.startsMs.length })), above: null }
  const { measuredTotal, expectedTotal, uncertainty, refusals } = savingsOf(fitted.value, report, input)
  const refused = refusals[0]
  if (refused !== undefined || !(expectedTotal > 0) || uncertainty === null) return { measured: notKnown(refused ?? message('efficiency.missing.energy')), above: null }
  const share = measuredTotal / expectedTotal - 1
  const within = Math.abs(measuredTotal - expectedTotal) <= uncertainty
  const params = { share: percent(Math.abs(share)), uncertainty: percent(uncertainty / expectedTotal), days: report.startsMs.length }
  const why = within ? message('efficiency.part.baselineSame', params) : share > 0 ? message('efficiency.part.baselineAbove', params) : message('efficiency.part.baselineBelow', params)
  return { measured: { value: within ? 1 : 1 + share, why }, above: within || share <= 0 ? null : { share, uncertainty: uncertainty / expectedTotal, days: report.startsMs.length } }
}

const pick = (periods: EnergyPeriods, indices: readonly number[]): EnergyPeriods => {
  const of = (values: Float64Array): Float64Array => Float64Array.from(indices, (i) => values[i] as number)
  return { step: 'day', startsMs: of(periods.startsMs), units: of(periods.units), energy: of(periods.energy), temperature: of(periods.temperature), coverage: of(periods.coverage) }
}

const dayPeriods = ({ twoYears: { startsMs, energy, coverage }, weather, calendar }: BaselineInput): EnergyPeriods => {
  const means = weather === null ? new Map<number, number>() : dailyTemperatures(weather, calendar)
  return { step: 'day', startsMs, units: new Float64Array(startsMs.length).fill(1), energy, coverage, temperature: startsMs.map((startMs) => means.get(calendar.dayOf(startMs)) ?? Number.NaN) }
}
