/** The communication part: silence, loss, slow answers, repetitions, restarts, points that bring no value. Judged over observed time only. */
import { message } from '../../../../shared/message.ts'
import { clamp, deductFor, deductOnce, HOUR_MS, percent, rounded, type Affected, type PartDeduction } from './deduction.ts'
import type { HealthFacts, ReachFacts } from './health-facts.ts'

/** Less says nothing of a week. */
const LEAST_REQUESTS = 50
const LEAST_OBSERVED_MS = HOUR_MS

/** Points of 100, tolerated and as bad as it gets. */
const OFFLINE = { most: 70, from: 0.002, worst: 0.25 }
const LOSS = { most: 40, from: 0.01, worst: 0.2 }
const RETRIES = { most: 10, from: 0.03, worst: 0.3 }
const VALUES = { most: 25, from: 0.02, worst: 0.3 }
const SLOW = { most: 15, fromMs: 500, worstMs: 3_000 }
const SLOWER = { most: 10, factor: 2, leastMs: 100 }
const RESTARTS = { first: 5, more: 4, most: 25 }
const SILENT = { most: 30 }

const between = (value: number, from: number, worst: number): number => clamp((value - from) / (worst - from))

/** Enough was asked to judge the part. */
export const communicationKnown = ({ communication: { week } }: HealthFacts): boolean => week.requests + (week.offlineMs > 0 ? LEAST_REQUESTS : 0) >= LEAST_REQUESTS && week.observedMs >= LEAST_OBSERVED_MS

export const judgeCommunication = (facts: HealthFacts): readonly PartDeduction[] => {
  const { communication: { week, before, restartsMs, silent, sensors } } = facts
  return [...offline(week, facts), ...loss(week, facts), ...retries(week, facts), ...values(week, facts), ...slow(week, before, facts), ...restarts(restartsMs, facts), ...silence(silent, sensors)]
}

const offline = ({ observedMs, offlineMs }: ReachFacts, period: HealthFacts): readonly PartDeduction[] => {
  const share = offlineMs / Math.max(1, observedMs)
  if (share <= OFFLINE.from) return []
  return deductOnce('offline', Math.max(5, OFFLINE.most * between(share, 0, OFFLINE.worst)), message('health.offline', { hours: rounded(offlineMs / HOUR_MS), observed: rounded(observedMs / HOUR_MS), percent: percent(share) }), period)
}

const loss = ({ requests, lost }: ReachFacts, period: HealthFacts): readonly PartDeduction[] => {
  const share = lost / Math.max(1, requests)
  if (requests < LEAST_REQUESTS || share <= LOSS.from) return []
  return deductOnce('loss', LOSS.most * between(share, 0, LOSS.worst), message('health.loss', { percent: percent(share), lost, requests }), period)
}

const retries = ({ requests, retries: again }: ReachFacts, period: HealthFacts): readonly PartDeduction[] => {
  const share = again / Math.max(1, requests)
  if (requests < LEAST_REQUESTS || share <= RETRIES.from) return []
  return deductOnce('retries', RETRIES.most * between(share, RETRIES.from, RETRIES.worst), message('health.retries', { percent: percent(share), repeated: again, requests }), period)
}

const values = ({ asked, answered }: ReachFacts, period: HealthFacts): readonly PartDeduction[] => {
  const share = asked === 0 ? 0 : 1 - answered / asked
  if (asked < LEAST_REQUESTS || share <= VALUES.from) return []
  return deductOnce('values', VALUES.most * between(share, 0, VALUES.worst), message('health.values', { percent: percent(share), missing: asked - answered, asked }), period)
}

/** Slow in itself, or much slower than it used to be. */
const slow = ({ answers, latencyP95Ms }: ReachFacts, before: ReachFacts, period: HealthFacts): readonly PartDeduction[] => {
  if (answers < LEAST_REQUESTS || latencyP95Ms === null) return []
  const absolute = latencyP95Ms <= SLOW.fromMs ? [] : deductOnce('slow', Math.max(2, SLOW.most * between(latencyP95Ms, SLOW.fromMs, SLOW.worstMs)), message('health.slow', { ms: latencyP95Ms }), period)
  const was = before.answers < LEAST_REQUESTS ? null : before.latencyP95Ms
  if (was === null || latencyP95Ms < SLOWER.factor * was || latencyP95Ms - was < SLOWER.leastMs) return absolute
  return [...absolute, ...deductOnce('slower', SLOWER.most * clamp(latencyP95Ms / was / 5), message('health.slower', { ms: latencyP95Ms, before: was }), period)]
}

const restarts = (restartsMs: readonly number[], { fromMs, toMs }: HealthFacts): readonly PartDeduction[] => {
  const count = restartsMs.length
  if (count === 0) return []
  const ofPart = Math.min(RESTARTS.most, RESTARTS.first + RESTARTS.more * (count - 1))
  return [{
    kind: 'restarts', ofPart, affected: count, text: message('health.restarts', { count }),
    evidence: restartsMs.map((atMs) => ({ pointId: null, alertId: null, text: message('health.restarts.seen'), fromMs: Math.max(fromMs, atMs - HOUR_MS), toMs: Math.min(toMs, atMs + HOUR_MS) })),
  }]
}

const silence = (silent: HealthFacts['communication']['silent'], sensors: number): readonly PartDeduction[] =>
  deductFor(
    'silent', SILENT.most,
    silent.map(({ pointId, name, fromMs, toMs }): Affected => ({ grade: 1, evidence: { pointId, alertId: null, text: message('health.silent.seen', { point: name, days: Math.round((toMs - fromMs) / (24 * HOUR_MS)) }), fromMs, toMs } })),
    sensors, (count) => message('health.silent', { count, sensors }),
  )
