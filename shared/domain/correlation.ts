/** How points move together: what is asked, and what is answered. Arrays over time are on one grid: entry i stands for [startMs + i * stepMs, + stepMs). */
import type { KindBenchmark } from './kind-benchmark.ts'
import type { Message } from '../message.ts'
import type { EquipmentKind } from './rules.ts'

/** Pearson: together in a line. Spearman: rise and fall together, by ranks. */
export const CORRELATION_METHODS = ['pearson', 'spearman'] as const
export type CorrelationMethod = (typeof CORRELATION_METHODS)[number]

export interface CorrelationOptions {
  readonly method: CorrelationMethod
  /** Take off the usual course of day and week first. */
  readonly season: boolean
  /** Take off what moves with the outdoor air too. */
  readonly outdoor: boolean
}

/** Most points of one matrix. */
export const MOST_MATRIX_POINTS = 200
export const SHORTEST_PERIOD_MS = 3 * 86_400_000
export const LONGEST_PERIOD_MS = 400 * 86_400_000
/** Pairs with a false discovery rate above are taken for chance. */
export const SURE_RATE = 0.05
/** |r| from which a point is proposed as related. */
export const STRONG = 0.7
/** Relations later than this are none of the same moment, which is what the detectors use. */
export const SAME_MOMENT_MS = 900_000

export type CorrelationQuestion =
  | { readonly what: 'matrix'; readonly pointIds: readonly number[]; readonly fromMs: number; readonly toMs: number; readonly options: CorrelationOptions }
  | { readonly what: 'pair'; readonly firstId: number; readonly secondId: number; readonly fromMs: number; readonly toMs: number; readonly options: CorrelationOptions }
  | { readonly what: 'movedWith'; readonly pointId: number; readonly eventFromMs: number; readonly eventToMs: number }
  | { readonly what: 'benchmark'; readonly kind: EquipmentKind; readonly fromMs: number; readonly toMs: number }

/** What every answer says of how it was made. */
export interface CorrelationBasis {
  readonly fromMs: number
  readonly toMs: number
  readonly stepMs: number
  readonly options: CorrelationOptions
  /** Whose temperature was held fixed; null where it was not asked for, or the site has none. */
  readonly outdoorPointId: number | null
  readonly madeAtMs: number
}

/** `few`: read at too few moments of the period. `still`: does not move. `mode`: has states that are no quantity. */
export type LeftOutWhy = 'few' | 'still' | 'mode'

export interface LeftOut {
  readonly pointId: number
  readonly why: LeftOutWhy
  /** Share of the steps that were read, 0..1. */
  readonly coverage: number
}

export interface CorrelationMatrix extends CorrelationBasis {
  readonly what: 'matrix'
  /** Rows and columns. */
  readonly pointIds: readonly number[]
  /** Share of the steps that were read, 0..1, of each. */
  readonly coverage: readonly number[]
  /** Of these the change from step to step was compared: they only count up. */
  readonly counters: readonly number[]
  readonly leftOut: readonly LeftOut[]
  /** n × n, row after row. NaN where it cannot be told. */
  readonly r: Float32Array
  /** False discovery rate; NaN with too few independent moments. */
  readonly q: Float32Array
  /** Independent moments that each rests on. */
  readonly effective: Float32Array
  /** Rows in an order in which similar ones stand together. */
  readonly order: Int32Array
  /** Group of each row, from 0 in the order of `order`. */
  readonly groups: Int32Array
}

/** The strongest shift in time. */
export interface BestShift {
  /** By which the second is later; negative: it goes ahead. */
  readonly lagMs: number
  readonly r: number
  readonly effective: number
  /** By chance, with all shifts tried; NaN with too few independent moments. */
  readonly probability: number
}

export interface CorrelationPair extends CorrelationBasis {
  readonly what: 'pair'
  readonly firstId: number
  readonly secondId: number
  /** At the same moment. */
  readonly r: number
  readonly effective: number
  readonly probability: number
  /** Moments at which both were read. */
  readonly count: number
  readonly curve: { readonly lagsMs: Float64Array; readonly r: Float64Array; readonly best: BestShift | null }
  readonly startMs: number
  /** As read, on the grid; NaN for gaps. */
  readonly first: Float64Array
  readonly second: Float64Array
  /** What was compared. */
  readonly firstRest: Float64Array
  readonly secondRest: Float64Array
}

/** `accepted`: the detectors may take it as a related point. `dismissed`: never. */
export const RELATION_DECISIONS = ['accepted', 'dismissed'] as const
export type RelationDecision = (typeof RELATION_DECISIONS)[number]

/** What a person said of a relation between two points: the first is judged with the help of the second. */
export interface RelatedDecision {
  readonly pointId: number
  readonly otherId: number
  readonly decision: RelationDecision
  /** As it was proposed. */
  readonly r: number
  readonly decidedAtMs: number
}

export interface MovedPoint {
  readonly pointId: number
  /** Where it stands to the point asked about. */
  readonly relation: Message
  readonly best: BestShift
  /** False discovery rate among the candidates; NaN with too few independent moments. */
  readonly q: number
  /** How far it was from what is usual in the event, in its unit and in its usual spreads; NaN where not read then. */
  readonly shift: number
  readonly shiftSpreads: number
  /** Whether the detectors could use it as a related point. */
  readonly proposed: boolean
}

export interface MovedWith extends CorrelationBasis {
  readonly what: 'movedWith'
  readonly pointId: number
  readonly eventFromMs: number
  readonly eventToMs: number
  readonly shift: number
  readonly shiftSpreads: number
  /** The surest and strongest first. */
  readonly moved: readonly MovedPoint[]
  /** Candidates that were looked at. */
  readonly looked: number
  readonly leftOut: readonly LeftOut[]
}

export type CorrelationAnswer = CorrelationMatrix | CorrelationPair | MovedWith | KindBenchmark
