/** Efficiency of one meter over the last year: score with its parts, a year's energy, what could be saved. */
import type { MeterEfficiency, WorkedEfficiency } from '../../../../../shared/domain/efficiency.ts'
import type { Measure } from '../../../../../shared/domain/energy.ts'
import { message } from '../../../../../shared/message.ts'
import { annualEnergyOf } from './annual-energy.ts'
import { againstBaseline } from './against-baseline.ts'
import { notKnown, percent, scheduleMeasured, scoreOf, scorePartOf, type Measured } from './efficiency-score.ts'
import { findingsOf, possibleOf } from './findings.ts'
import { patternsOf, type FoundPatterns, type PatternInput } from './meter-patterns.ts'

export interface EfficiencyInput extends PatternInput {
  readonly measure: Measure
  readonly nowMs: number
  /** Days of the two years before `toMs`. */
  readonly twoYears: {
    readonly startsMs: Float64Array
    readonly energy: Float64Array
    readonly coverage: Float64Array
    readonly peak: Float64Array
  }
}

const LEAST_DAYS = 21

/** `fromMs` to `toMs` is the year that is looked at. */
export const efficiencyOf = (input: EfficiencyInput): WorkedEfficiency => {
  const found = patternsOf(input)
  const { patterns } = found
  const { twoYears, fromMs, toMs, calendar } = input
  const from = twoYears.startsMs.findIndex((startMs) => startMs >= fromMs)
  const year = from < 0 ? [] : Array.from({ length: twoYears.startsMs.length - from }, (_, i) => from + i)
  const annual = annualEnergyOf({ day: year.map((i) => calendar.dayOf(twoYears.startsMs[i] as number)), energy: Float64Array.from(year, (i) => twoYears.energy[i] as number), coverage: Float64Array.from(year, (i) => twoYears.coverage[i] as number) })
  const baseline = againstBaseline(input)
  const wasted = (patterns.night?.energy ?? 0) + (patterns.daysOff?.energy ?? 0) + (patterns.startUp?.earlyEnergy ?? 0)
  const energy = found.days.reduce((sum, { load }) => sum + load.reduce((own, each) => own + (Number.isNaN(each) ? 0 : each), 0), 0)
  const parts = [
    scorePartOf('baseline', baseline.measured),
    scorePartOf('schedule', patterns.night === null && patterns.daysOff === null ? notKnown(patterns.missing.night ?? message('pattern.missing.nights')) : scheduleMeasured(wasted, energy)),
    scorePartOf('baseLoad', baseLoadMeasured(found, energy)),
    scorePartOf('loadFactor', loadFactorMeasured(found, Math.max(...year.map((i) => twoYears.peak[i] as number).filter((peak) => !Number.isNaN(peak))))),
  ]
  const findings = findingsOf({ patterns, measure: input.measure, yearEnergy: annual?.energy ?? roughYear(energy, patterns.measuredDays), aboveBaseline: baseline.above })
  const efficiency: MeterEfficiency = { meterId: input.meterId, workedAtMs: input.nowMs, fromMs, toMs, score: scoreOf(parts), parts, annual, findings, possibleYear: possibleOf(findings) }
  return { efficiency, patterns }
}

/** What a year would be by the days that are known: good enough to tell large from small, not to be shown. */
const roughYear = (energy: number, days: number): number | null => (days < LEAST_DAYS ? null : (energy * 365) / days)

const baseLoadMeasured = ({ patterns: { night, missing }, days }: FoundPatterns, energy: number): Measured => {
  const hours = days.reduce((sum, { known }) => sum + known, 0)
  if (night === null || !(energy > 0)) return notKnown(missing.night ?? message('pattern.missing.nights'))
  const value = (night.bestLoad * hours) / energy
  return { value, why: message('efficiency.part.baseLoad', { share: percent(value) }) }
}

const loadFactorMeasured = ({ days, occupied, patterns }: FoundPatterns, peak: number): Measured => {
  if (occupied === null) return notKnown(patterns.missing.occupied ?? message('pattern.missing.use'))
  let [sum, count] = [0, 0]
  for (const { load, weekday, holiday } of days) {
    const use = occupied.week[weekday]
    if (use == null || holiday) continue
    for (let hour = Math.ceil(use.fromMinute / 60); hour < Math.floor(use.toMinute / 60); hour++) {
      if (Number.isNaN(load[hour])) continue
      sum += load[hour] as number
      count += 1
    }
  }
  if (count === 0 || !(peak > 0)) return notKnown(message('efficiency.missing.peak'))
  const value = Math.min(1, sum / count / peak)
  return { value, why: message('efficiency.part.loadFactor', { share: percent(value) }) }
}
