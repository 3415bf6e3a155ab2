/** How well energy is used: a score with its parts, energy by floor area against a benchmark, and what could be saved. */
import type { Message } from '../message.ts'
import type { EnergyPatterns } from './energy-patterns.ts'

export type ScorePartName = 'baseline' | 'schedule' | 'baseLoad' | 'loadFactor'

export interface ScorePart {
  readonly part: ScorePartName
  /** Of 100. */
  readonly weight: number
  /** 0..100; null = not enough is known. */
  readonly score: number | null
  /** What was found, or what is missing. */
  readonly why: Message
}

/** A year's energy, kWh or m3, with the half-width of its 90 % interval. */
export interface AnnualEnergy {
  readonly energy: number
  readonly uncertainty: number
  /** Days that were measured, and calendar months with ten or more of them. */
  readonly days: number
  readonly months: number
}

export type FindingKind = 'night' | 'daysOff' | 'earlyStart' | 'baseLoadDrift' | 'heatingAndCooling' | 'aboveBaseline'

/** Something that could be saved. */
export interface Finding {
  readonly kind: FindingKind
  /** kWh or m3 a year. */
  readonly energyYear: number
  /** Half of what holds it nine times of ten: as days and nights scatter, and as far as what they are compared with is known. */
  readonly uncertaintyYear: number
  /** Which hours and how much. */
  readonly evidence: Message
  /** What to look at. */
  readonly check: Message
  /** Local dates at 00:00 UTC that show it best, the worst first. */
  readonly daysMs: readonly number[]
  /** Other meters that show it. */
  readonly otherMeterIds: readonly number[]
}

/** What was worked out of one meter over the year before `toMs`. */
export interface MeterEfficiency {
  readonly meterId: number
  readonly workedAtMs: number
  readonly fromMs: number
  readonly toMs: number
  /** 0..100; null where too few parts are known. */
  readonly score: number | null
  readonly parts: readonly ScorePart[]
  readonly annual: AnnualEnergy | null
  readonly findings: readonly Finding[]
  /** What all findings together could save, none counted twice, kWh or m3 a year. */
  readonly possibleYear: number
}

/** Patterns and efficiency come of the same year. */
export interface WorkedEfficiency {
  readonly efficiency: MeterEfficiency
  readonly patterns: EnergyPatterns
}

/** Typical site energy of a kind of building, kWh/m2 a year. */
export interface Benchmark {
  /** A name of ours, or `own-<number>`. */
  readonly kind: string
  /** As a person named it; empty for those that came with the program. */
  readonly name: string
  /** Half of such buildings use less. */
  readonly typical: number
  /** What a good one uses; null = not said. */
  readonly good: number | null
  readonly source: string
  /** As it came with the program. */
  readonly shipped: boolean
}

/** Floor area and kind of the site ('') or of an area. */
export interface FloorArea {
  readonly area: string
  readonly floorAreaM2: number | null
  /** Kind of a benchmark; null = not said. */
  readonly kind: string | null
}

/** Energy by floor area, kWh/m2 a year, with the half-width of its 90 % interval. */
export interface Intensity {
  readonly value: number
  readonly uncertainty: number
}

/** A building, floor or zone; '' = the site. */
export interface AreaEfficiency {
  readonly area: string
  readonly floorAreaM2: number | null
  readonly kind: string | null
  /** Meters whose energy counts: each kWh once. */
  readonly counted: readonly number[]
  /** Meters of it that do not, as what they measure is made of what is counted, or is a volume. */
  readonly notCounted: readonly number[]
  /** Mean of its meters by their energy, 0..100. */
  readonly score: number | null
  readonly annual: AnnualEnergy | null
  readonly intensity: Intensity | null
  /** Why there is none. */
  readonly missing: Message | null
  readonly possibleYear: number
}

export interface Recommendation extends Finding {
  readonly meterId: number
  /** By the prices of the tariff in force in the hours in which it would save, and as uncertain as the energy; null without a tariff. */
  readonly costYear: number | null
  readonly costUncertainty: number | null
  readonly currency: string | null
}

export interface EfficiencyReport {
  readonly atMs: number
  readonly meters: readonly MeterEfficiency[]
  /** Meters that are still to be worked out. */
  readonly pending: number
  /** The site first, then areas by name. */
  readonly areas: readonly AreaEfficiency[]
  /** What saves most first. */
  readonly recommendations: readonly Recommendation[]
  readonly benchmarks: readonly Benchmark[]
}
