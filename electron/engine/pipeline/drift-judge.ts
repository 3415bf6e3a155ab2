/** The judgement of slow faults over a site's stored history: points are summarised day by day, then each is judged for a day by those that are related to it. Live judges yesterday, replays day after day. Used in worker threads. */
import type { Point } from '../../../shared/domain/point.ts'
import { unitQuantity } from '../../../shared/units.ts'
import { createCalendar } from '../analysis/calendar.ts'
import { choosePeers, LEAST_COMMON_DAYS, type PeerCandidate } from '../analysis/drift/choose-peers.ts'
import type { DaySummary } from '../analysis/drift/day-summary.ts'
import { judgeMeterPoint, judgeSensorPoint, LEAST_METER_DAYS, type PointJudgement, type Reference } from '../analysis/drift/judge-point.ts'
import { limitsOf } from '../analysis/quality/limits.ts'
import type { SignalKind } from '../analysis/quality/point-profile.ts'
import { nameOf } from './alert-words.ts'
import { readDays, type ReadPoint } from './drift-days.ts'
import type { LearnWindow } from './learner.ts'

/** Days looked at of a sensor: reference and what is judged after it. */
const SENSOR_DAYS = 136
/** Days looked at of a meter: the same weeks of a year before, and the persistence of a deviation. */
const METER_DAYS = 364 + 28 + 14 + 7
/** Below one and a half of the least half-width of its unit a deviation is no error. */
const LEAST_ERROR = 1.5

/** What is asked of a point. */
export interface DriftQuestion {
  readonly point: Point
  readonly signal: SignalKind
  readonly role: string | null
  readonly kept: Reference | null
}

export type DriftAnswer =
  | { readonly pointId: number; readonly outcome: 'judged'; /** The local day after the one that was judged. */ readonly today: number; readonly judgement: PointJudgement; readonly peerNames: readonly string[] }
  | { readonly pointId: number; readonly outcome: 'shortHistory'; readonly days: number; readonly leastDays: number }
  | { readonly pointId: number; readonly outcome: 'noPeers' }

export type DriftKind = 'sensor' | 'meter'

/** Sensors of a quantity whose least error is known; meters of energy and power. null = not judged. */
export const driftKindOf = (point: Point, signal: SignalKind): DriftKind | null => {
  const quantity = unitQuantity(point.units)
  if (signal === 'counter' || (signal === 'measured' && quantity === 'power')) return 'meter'
  return signal === 'measured' && quantity !== 'percent' && limitsOf(point.units).leastHalfWidth > 0 ? 'sensor' : null
}

export interface DriftJudge {
  /** Reads and summarises these points; all of a site first, then they are judged. */
  add(questions: readonly DriftQuestion[]): void
  judge(pointIds: readonly number[]): DriftAnswer[]
}

/** A point whose days are known. */
export interface KnownPoint extends PeerCandidate {
  readonly question: Omit<DriftQuestion, 'kept'>
  readonly kind: DriftKind
}

/** So many days before the one after the judged day are looked at. */
export const windowDaysOf = (kind: DriftKind): number => (kind === 'meter' ? METER_DAYS : SENSOR_DAYS)

export const knownPoint = (question: DriftQuestion, kind: DriftKind, days: readonly DaySummary[]): KnownPoint => ({ question, kind, pointId: question.point.id, role: question.role, days })

/**
 * Judges points of a site for the local day before `today`, by their days until then; what comes later is not looked at.
 * @param known all points that may be peers
 * @returns for a point and its kept reference what is to be said; null when it is not known or was silent on that day
 */
export const judgeDay = (known: ReadonlyMap<number, KnownPoint>, today: number): ((pointId: number, kept: Reference | null) => DriftAnswer | null) => {
  const seen = new Map<number, KnownPoint>()
  const until = (point: KnownPoint): KnownPoint => {
    const before = seen.get(point.pointId)
    if (before !== undefined) return before
    const fromDay = today - windowDaysOf(point.kind)
    const made = { ...point, days: point.days.filter(({ day }) => day >= fromDay && day < today) }
    seen.set(point.pointId, made)
    return made
  }
  const alike = Map.groupBy([...known.values()].filter(({ kind }) => kind === 'sensor'), ({ question }) => question.point.units)

  const judgeSensorOf = ({ question, days, pointId, ...own }: KnownPoint, reference: Reference | null): DriftAnswer => {
    if (days.length < LEAST_COMMON_DAYS) return { pointId, outcome: 'shortHistory', days: days.length, leastDays: LEAST_COMMON_DAYS }
    const kept = peersOf(reference).flatMap((id) => known.get(id) ?? [])
    const peers = kept.length > 0 ? kept.map(until) : choosePeers({ ...own, pointId, days }, (alike.get(question.point.units) ?? []).map(until))
    const judgement = peers.length === 0 ? null : judgeSensorPoint(days, peers, reference, LEAST_ERROR * limitsOf(question.point.units).leastHalfWidth)
    if (judgement === null) return { pointId, outcome: 'noPeers' }
    return { pointId, outcome: 'judged', today, judgement, peerNames: judgement.peers.map((peer) => nameOfPoint(known.get(peer)?.question.point)) }
  }

  const judgeMeterOf = ({ pointId, days }: KnownPoint, reference: Reference | null): DriftAnswer => {
    const judgement = judgeMeterPoint(days, reference)
    return judgement === null ? { pointId, outcome: 'shortHistory', days: days.length, leastDays: LEAST_METER_DAYS } : { pointId, outcome: 'judged', today, judgement, peerNames: [] }
  }

  return (pointId, kept) => {
    const found = known.get(pointId)
    const own = found === undefined ? undefined : until(found)
    // A point that was silent on that day has nothing to judge; what stands of it stays.
    if (own === undefined || own.days.at(-1)?.day !== today - 1) return null
    return own.kind === 'meter' ? judgeMeterOf(own, kept) : judgeSensorOf(own, kept)
  }
}

/** The points a sensor's reference compares it with. */
export const peersOf = (reference: Reference | null): readonly number[] => (reference?.kind === 'sensor' ? reference.peers.map(({ pointId }) => pointId) : [])

/** Live: the day before the end of the window. */
export const createDriftJudge = ({ timeZone, toMs }: Pick<LearnWindow, 'timeZone' | 'toMs'>, read: ReadPoint): DriftJudge => {
  const calendar = createCalendar(timeZone)
  const today = calendar.dayOf(toMs)
  const known = new Map<number, KnownPoint>()
  const kept = new Map<number, Reference | null>()
  let answerOf: ReturnType<typeof judgeDay> | null = null

  const add = (question: DriftQuestion): void => {
    const { point, signal } = question
    const kind = driftKindOf(point, signal)
    if (kind === null) return
    const reading = readDays({ pointId: point.id, signal }, { fromDay: today - windowDaysOf(kind), toDay: today, untilMs: toMs }, calendar, read)
    let step = reading.next()
    while (step.done !== true) step = reading.next()
    known.set(point.id, knownPoint(question, kind, step.value))
    kept.set(point.id, question.kept)
  }
  return {
    add: (questions) => {
      for (const question of questions) add(question)
      answerOf = null
    },
    judge: (pointIds) => {
      const answer = (answerOf ??= judgeDay(known, today))
      return pointIds.flatMap((pointId) => answer(pointId, kept.get(pointId) ?? null) ?? [])
    },
  }
}

const nameOfPoint = (point: Point | undefined): string => (point === undefined ? '' : nameOf(point))
