/**
 * Two points of one meter, its power and its count: they measure the same, so their ratio stands whatever the building does. Where it moves, one of them is wrong; where it stands,
 * a change of all hours is a change of use (or a fault of the transformers they share, which cannot be told from it).
 */
import type { DaySummary } from './day-summary.ts'
import { medianOf, robustSigma } from './day-statistics.ts'
import { NOTHING, type DriftJudgement } from './drift-types.ts'

/** Accuracy classes and rounding explain this much, as a logarithm. */
const LEAST_LIMIT = 0.06
/** Times the usual spread of a day's ratio. */
const SPREADS = 4
/** A ratio that varies more from day to day is not of one meter. */
const MOST_SPREAD = 0.02
/** Both count about the same: more apart, it is another meter, or another unit. */
const MOST_LEVEL = 0.25
const REFERENCE_DAYS = 90
const REFERENCE_SHARE = 2 / 3
const LEAST_DAYS = 42
const WINDOW = 7
const LEAST_OBSERVED = 4
const PERSIST_DAYS = 4

export interface MeterPair {
  readonly pointId: number
  readonly untilDay: number
  /** Usual logarithm of the ratio, and how far it may be off. */
  readonly level: number
  readonly limit: number
}

export interface PairCandidate {
  readonly pointId: number
  readonly byDay: ReadonlyMap<number, DaySummary>
}

export interface Ratio {
  readonly day: number
  /** Natural logarithm of own over other; NaN where either counted nothing. */
  readonly level: number
}

export const ratiosOf = (own: readonly DaySummary[], other: PairCandidate['byDay']): Ratio[] =>
  own.map((each) => ({ day: each.day, level: Math.log(dayMean(each)) - Math.log(dayMean(other.get(each.day))) })).filter(({ level }) => Number.isFinite(level))

/** The candidate that measures the same, if any; learnt from the first days that both know. */
export const findPair = (own: readonly DaySummary[], candidates: readonly PairCandidate[]): MeterPair | null => {
  const pairs = candidates.flatMap(({ pointId, byDay }) => {
    const ratios = ratiosOf(own, byDay)
    if (ratios.length < LEAST_DAYS) return []
    const good = ratios.slice(0, Math.min(REFERENCE_DAYS, Math.floor(ratios.length * REFERENCE_SHARE)))
    const level = medianOf(good.map((each) => each.level))
    const spread = robustSigma(good.map((each) => each.level))
    return spread > MOST_SPREAD || Math.abs(level) > MOST_LEVEL ? [] : [{ pointId, untilDay: good.at(-1)?.day ?? 0, level, limit: Math.max(LEAST_LIMIT, SPREADS * spread), spread }]
  })
  const [best] = pairs.sort((a, b) => a.spread - b.spread || a.pointId - b.pointId)
  return best === undefined ? null : { pointId: best.pointId, untilDay: best.untilDay, level: best.level, limit: best.limit }
}

/** Judges the last of the given days. Of the two the one is told whose own level moved more in the week in which the ratio did: later, seasons move both. */
export const judgePair = (pair: MeterPair, own: readonly DaySummary[], other: PairCandidate['byDay']): DriftJudgement => {
  const ratios = ratiosOf(own, other)
  const now = ratioAt(pair, ratios)
  if (now.score < 1) return now
  for (let back = 1; back < PERSIST_DAYS; back++) {
    const before = ratioAt(pair, ratios.slice(0, ratios.length - back))
    if (before.score < 1 || Math.sign(before.size) !== Math.sign(now.size)) return { ...now, score: Math.min(now.score, 0.99) }
  }
  return movedMore(pair, ratios, own, other) ? { ...now, alarm: true } : { ...now, score: Math.min(now.score, 0.99) }
}

const ratioAt = ({ level, limit }: MeterPair, ratios: readonly Ratio[]): DriftJudgement => {
  const last = ratios.at(-1)?.day ?? 0
  const off = medianOf(ratios.slice(-WINDOW).filter(({ day }) => day > last - WINDOW).map((each) => each.level - level), LEAST_OBSERVED)
  return Number.isNaN(off) ? { ...NOTHING, unknown: ['level'] } : { score: Math.abs(off) / limit, leading: 'level', size: Math.exp(off) - 1, alarm: false }
}

const movedMore = ({ level, limit }: MeterPair, ratios: readonly Ratio[], own: readonly DaySummary[], other: PairCandidate['byDay']): boolean => {
  const since = ratios.findLast((each) => Math.abs(each.level - level) < limit / 2)?.day ?? ratios[0]?.day ?? 0
  const days = ratios.map(({ day }) => day)
  const changeOf = (levelAt: (day: number) => number): number => {
    const [before, after] = [days.filter((day) => day <= since && day > since - WINDOW), days.filter((day) => day > since && day <= since + WINDOW)].map((some) => medianOf(some.map(levelAt))) as [number, number]
    return Math.abs(after - before)
  }
  const ownDays = new Map(own.map((each) => [each.day, each]))
  return !(changeOf((day) => Math.log(dayMean(ownDays.get(day)))) < changeOf((day) => Math.log(dayMean(other.get(day)))))
}

const dayMean = (summary: DaySummary | undefined): number => {
  let sum = 0
  let count = 0
  for (const block of summary?.blocks ?? []) {
    if (!Number.isFinite(block)) continue
    sum += block
    count += 1
  }
  return count === 0 ? Number.NaN : sum / count
}
