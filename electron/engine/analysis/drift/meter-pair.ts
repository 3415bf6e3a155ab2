/**
 * Two points of one meter, its power and its count: they measure the same, so their ratio stands whatever the building does. Where it moves, one of them is wrong; where it stands,
 * a change of all hours is a change of use (or a fault of the transformers they share, which cannot be told from it).
 */
import { dayMean, type DaySummary } from './day-summary.ts'
import { medianOf, robustSigma } from './day-statistics.ts'
import { NOTHING, type DriftJudgement } from './drift-types.ts'
import { oddsOf } from './meter-witness.ts'

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
/** Odds of ten to one, natural logarithm: so sure it must be which of the two is wrong; after three weeks the more probable one is told. */
const SURE = Math.log(10)
const MOST_ASKED_DAYS = 21

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
  /** It is measured in another unit, a flow beside its count: only that their ratio stands says that they are one meter. */
  readonly isOtherUnit?: boolean
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
  const pairs = candidates.flatMap(({ pointId, byDay, isOtherUnit }) => {
    const ratios = ratiosOf(own, byDay)
    if (ratios.length < LEAST_DAYS) return []
    const good = ratios.slice(0, Math.min(REFERENCE_DAYS, Math.floor(ratios.length * REFERENCE_SHARE)))
    const level = medianOf(good.map((each) => each.level))
    const spread = robustSigma(good.map((each) => each.level))
    return spread > MOST_SPREAD || (isOtherUnit !== true && Math.abs(level) > MOST_LEVEL) ? [] : [{ pointId, untilDay: good.at(-1)?.day ?? 0, level, limit: Math.max(LEAST_LIMIT, SPREADS * spread), spread }]
  })
  const [best] = pairs.sort((a, b) => a.spread - b.spread || a.pointId - b.pointId)
  return best === undefined ? null : { pointId: best.pointId, untilDay: best.untilDay, level: best.level, limit: best.limit }
}

/**
 * Judges the last of the given days. Once the ratio has moved it is asked each day which of the two is wrong, until that is sure or three weeks are over; what was answered first stands, for later seasons move both.
 * @param witnesses other meters that may go with the two
 */
export const judgePair = (pair: MeterPair, own: readonly DaySummary[], other: PairCandidate['byDay'], witnesses: readonly PairCandidate['byDay'][] = []): DriftJudgement => {
  const ratios = ratiosOf(own, other)
  const now = ratioAt(pair, ratios)
  if (now.score < 1) return now
  const almost = { ...now, score: Math.min(now.score, 0.99) }
  const over = daysOver(pair, ratios, now)
  if (over.length < PERSIST_DAYS) return almost
  const since = ratios.findLast((each) => each.day < (over[0] as number) && Math.abs(each.level - pair.level) < pair.limit / 2)?.day ?? (ratios[0] as Ratio).day
  const byDay = new Map(own.map((each) => [each.day, each]))
  const oddsAt = remembered(pair, `${since}/${witnesses.length}`, (day) => oddsOf(byDay, other, witnesses, since, day))
  const asked = over.slice(PERSIST_DAYS - 1)
  const sure = asked.find((day) => Math.abs(oddsAt(day)) >= SURE && day - (over[0] as number) <= MOST_ASKED_DAYS)
  const last = asked.find((day) => day - (over[0] as number) > MOST_ASKED_DAYS)
  if (sure === undefined && last === undefined) return almost
  const isOwn = oddsAt(sure ?? (last as number)) >= 0
  return isOwn ? { ...now, alarm: true, ...(sure === undefined ? { isDoubtful: true } : {}) } : almost
}

const answered = new WeakMap<MeterPair, Map<string, number>>()

/** What was asked of a day once is not worked out again on the days after it. */
const remembered = (pair: MeterPair, about: string, oddsAt: (day: number) => number) => (day: number): number => {
  const before = answered.get(pair) ?? new Map<string, number>()
  answered.set(pair, before)
  const key = `${about}/${day}`
  const odds = before.get(key) ?? oddsAt(day)
  before.set(key, odds)
  return odds
}

/** Days of the last unbroken time in which the ratio was over its limit, on the side it is on now; ascending. */
const daysOver = (pair: MeterPair, ratios: readonly Ratio[], now: DriftJudgement): readonly number[] => {
  const days: number[] = []
  for (let end = ratios.length; end > 0; end--) {
    const at = ratioAt(pair, ratios.slice(Math.max(0, end - WINDOW), end))
    if (at.unknown === undefined && (at.score < 1 || Math.sign(at.size) !== Math.sign(now.size))) break
    if (at.unknown === undefined) days.unshift((ratios[end - 1] as Ratio).day)
  }
  return days
}

const ratioAt = ({ level, limit }: MeterPair, ratios: readonly Ratio[]): DriftJudgement => {
  const last = ratios.at(-1)?.day ?? 0
  const off = medianOf(ratios.slice(-WINDOW).filter(({ day }) => day > last - WINDOW).map((each) => each.level - level), LEAST_OBSERVED)
  return Number.isNaN(off) ? { ...NOTHING, unknown: ['level'] } : { score: Math.abs(off) / limit, leading: 'level', size: Math.exp(off) - 1, alarm: false }
}
