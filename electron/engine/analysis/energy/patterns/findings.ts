/** What the patterns of a meter say could be saved: each with its evidence, the energy of a year, and the check to make. */
import type { Finding } from '../../../../../shared/domain/efficiency.ts'
import type { Measure } from '../../../../../shared/domain/energy.ts'
import type { EnergyPatterns, IdleWaste, Occupied } from '../../../../../shared/domain/energy-patterns.ts'
import { message, type Quantity } from '../../../../../shared/message.ts'
import { medianSorted } from '../../order-statistics.ts'
import { percent } from './efficiency-score.ts'
import { seasonUncertainty } from './year-uncertainty.ts'

export interface FindingsInput {
  readonly patterns: EnergyPatterns
  readonly measure: Measure
  /** kWh or m3 of a year; null = not known. */
  readonly yearEnergy: number | null
  readonly aboveBaseline: { readonly share: number; readonly uncertainty: number; readonly days: number } | null
}

const DAYS_A_YEAR = 365
const HOURS_A_YEAR = 8_760
const MINUTES_A_DAY = 1_440
const WEEKS_A_YEAR = 365.25 / 7
/** Less than a hundredth of the meter's year is not worth a way, nor is what costs less than the way: some ten euros. */
const LEAST_SHARE = 0.01
const LEAST_YEAR = { energy: 100, volume: 10 } as const
/** A morning now and then is no habit. */
const LEAST_EARLY_SHARE = 0.2
/** A drift that chance makes in one of a hundred meters is none; one of less than a twentieth of the level is small. */
const SURE = 0.01
const LEAST_DRIFT = 0.05
const UNITS = { energy: { amount: 19, demand: 48 }, volume: { amount: 80, demand: 135 } } as const

/** What saves most first. What was seen is scaled to a year of 365 days. Nothing is said where a year's energy is not known. */
export const findingsOf = (input: FindingsInput): Finding[] => {
  const { yearEnergy } = input
  if (yearEnergy === null || !(yearEnergy > 0)) return []
  return [idle('night', input, input.patterns.night), idle('daysOff', input, input.patterns.daysOff), earlyStart(input), drift(input), both(input), above(input, yearEnergy)]
    .filter((finding) => finding !== null)
    .filter(({ energyYear }) => energyYear >= Math.max(LEAST_SHARE * yearEnergy, LEAST_YEAR[input.measure]))
    .sort((a, b) => b.energyYear - a.energyYear)
}

/**
 * All together, none counted twice: what was idle or early is also what a risen base load and a worse year are made of, so of these the largest counts; heat against cold comes on top.
 */
export const possibleOf = (findings: readonly Finding[]): number => {
  const of = (kinds: readonly Finding['kind'][]): number => findings.reduce((sum, { kind, energyYear }) => sum + (kinds.includes(kind) ? energyYear : 0), 0)
  return Math.max(of(['night', 'daysOff', 'earlyStart']), of(['baseLoadDrift']), of(['aboveBaseline'])) + of(['heatingAndCooling'])
}

const amount = (value: number, measure: Measure): Quantity => ({ value: Number(value.toPrecision(3)), units: UNITS[measure].amount })
const demand = (value: number, measure: Measure): Quantity => ({ value: Number(value.toPrecision(3)), units: UNITS[measure].demand })
export const clockOf = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(Math.round(minute % 60)).padStart(2, '0')}`
const aYear = (energy: number, { measuredDays }: EnergyPatterns): number => (energy * DAYS_A_YEAR) / Math.max(1, measuredDays)

/** Hours of use of the middle one of the days that have a night. */
const usualUse = (occupied: EnergyPatterns['occupied']): Occupied | null => {
  const used = (occupied ?? []).filter((day) => day !== null).filter(({ fromMinute, toMinute }) => fromMinute > 0 || toMinute < MINUTES_A_DAY)
  const middle = (minutes: readonly number[]): number => Math.round(medianSorted(Float64Array.from(minutes).sort()))
  return used.length === 0 ? null : { fromMinute: middle(used.map(({ fromMinute }) => fromMinute)), toMinute: middle(used.map(({ toMinute }) => toMinute)) }
}

const idle = (kind: 'night' | 'daysOff', { patterns, measure }: FindingsInput, waste: IdleWaste | null): Finding | null => {
  if (waste === null || waste.above === 0) return null
  const use = usualUse(patterns.occupied)
  const params = { above: waste.above, compared: waste.compared, energy: amount(waste.energy, measure), best: demand(waste.bestLoad, measure), from: clockOf(use?.toMinute ?? 0), to: clockOf(use?.fromMinute ?? 0) }
  return {
    kind, energyYear: aYear(waste.energy, patterns), uncertaintyYear: waste.uncertaintyYear, daysMs: waste.worst.map(({ dayMs }) => dayMs), otherMeterIds: [],
    evidence: kind === 'night' ? message('efficiency.found.night', params) : message('efficiency.found.daysOff', params),
    check: kind === 'night' ? message('efficiency.check.night') : message('efficiency.check.daysOff'),
  }
}

const earlyStart = ({ patterns, measure }: FindingsInput): Finding | null => {
  const start = patterns.startUp
  if (start === null || start.earlyDays < LEAST_EARLY_SHARE * start.days) return null
  return {
    kind: 'earlyStart', energyYear: aYear(start.earlyEnergy, patterns), uncertaintyYear: start.uncertaintyYear, daysMs: start.worst.map(({ dayMs }) => dayMs), otherMeterIds: [], check: message('efficiency.check.earlyStart'),
    evidence: message('efficiency.found.earlyStart', { early: start.earlyDays, days: start.days, at: clockOf(start.fromMinute), late: clockOf(start.lateMinute), energy: amount(start.earlyEnergy, measure) }),
  }
}

const drift = ({ patterns, measure }: FindingsInput): Finding | null => {
  const found = patterns.baseLoadDrift
  if (found === null || !(found.pValue < SURE) || found.perYear < LEAST_DRIFT * found.level) return null
  const years = found.weeks / WEEKS_A_YEAR
  const risen = found.perYear * years
  // How far the line is known, how far a year strays from it, and what seasons that were not seen may change.
  const uncertainty = Math.hypot(found.uncertainty * years, found.yearScatter, seasonUncertainty(risen, patterns.measuredDays))
  return {
    kind: 'baseLoadDrift', energyYear: risen * HOURS_A_YEAR, uncertaintyYear: uncertainty * HOURS_A_YEAR, daysMs: [], otherMeterIds: [], check: message('efficiency.check.baseLoadDrift'),
    evidence: message('efficiency.found.baseLoadDrift', { risen: demand(risen, measure), level: demand(found.level, measure), weeks: found.weeks }),
  }
}

/** What one brings the other takes away: both can be spared. */
const both = ({ patterns, measure }: FindingsInput): Finding | null => {
  const found = patterns.heatingAndCooling
  if (found === null || found.hours === 0) return null
  return {
    kind: 'heatingAndCooling', energyYear: (found.energy * HOURS_A_YEAR) / found.known, uncertaintyYear: found.uncertaintyYear, daysMs: [], otherMeterIds: found.meterIds, check: message('efficiency.check.heatingAndCooling'),
    evidence: message('efficiency.found.heatingAndCooling', { hours: found.hours, share: percent(found.hours / found.known), energy: amount(found.energy, measure) }),
  }
}

const above = ({ aboveBaseline }: FindingsInput, yearEnergy: number): Finding | null =>
  aboveBaseline === null
    ? null
    : {
        kind: 'aboveBaseline', energyYear: (yearEnergy * aboveBaseline.share) / (1 + aboveBaseline.share), uncertaintyYear: (yearEnergy * aboveBaseline.uncertainty) / (1 + aboveBaseline.share), daysMs: [], otherMeterIds: [], check: message('efficiency.check.aboveBaseline'),
        evidence: message('efficiency.found.aboveBaseline', { share: percent(aboveBaseline.share), days: aboveBaseline.days }),
      }
