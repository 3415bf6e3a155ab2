/** The judgement of slow faults over a site's stored history: points are summarised day by day, then each is judged for a day by those that are related to it. Live judges yesterday, replays day after day. Used in worker threads. */
import type { Point } from '../../../shared/domain/point.ts'
import { unitQuantity } from '../../../shared/units.ts'
import { createCalendar } from '../analysis/calendar.ts'
import { blockLevels, choosePeers, LEAST_COMMON_DAYS, type PeerCandidate } from '../analysis/drift/choose-peers.ts'
import { BLOCKS_A_DAY, type DaySummary } from '../analysis/drift/day-summary.ts'
import { goodUntil, judgeMeterPoint, judgeSensorPoint, learnMeter, learnSensor, learnSetpoint, LEAST_METER_DAYS, type MeterReference, type PeerDays, type PointJudgement, type Reference, type SensorReference } from '../analysis/drift/judge-point.ts'
import { quantileSorted } from '../analysis/order-statistics.ts'
import { limitsOf } from '../analysis/quality/limits.ts'
import type { SignalKind } from '../analysis/quality/point-profile.ts'
import type { PairCandidate } from '../analysis/drift/meter-pair.ts'
import { nameOf } from './alert-words.ts'
import { readDays, type PointDays, type ReadPoint } from './drift-days.ts'
import type { DriftGuides } from './drift-guides.ts'
import { driftKindOf, type DriftKind } from './drift-kinds.ts'
import type { LearnWindow } from './learner.ts'

/** A reference that is still short is learnt anew every seventh day: the same for all, whenever a program started. */
const RENEW_DAYS = 7
/** Days looked at of a sensor: reference and what is judged after it, with room for days that were not observed. */
const SENSOR_DAYS = 170 + RENEW_DAYS
/** Days looked at of a meter: the same weeks of a year before, and the persistence of a deviation. */
const METER_DAYS = 364 + 28 + 14 + 2 * RENEW_DAYS
/** Below one and a half of the least half-width of its unit a deviation is no error. */
const LEAST_ERROR = 1.5

/** Pressures differ by orders of magnitude, and this share of the usual one is no error either. */
const LEAST_PRESSURE_SHARE = 0.05
/** Nor is this share of the range it was seen in: a flue gas of 180 °C is not told to a kelvin. */
const LEAST_RANGE_SHARE = 0.03

/** What is asked of a point. */
export interface DriftQuestion {
  readonly point: Point
  readonly signal: SignalKind
  readonly role: string | null
  readonly guides: DriftGuides
  readonly kept: Reference | null
}

export type DriftAnswer =
  | { readonly pointId: number; readonly outcome: 'judged'; /** The local day after the one that was judged. */ readonly today: number; readonly judgement: PointJudgement; readonly peerNames: readonly string[] }
  | { readonly pointId: number; readonly outcome: 'shortHistory'; readonly days: number; readonly leastDays: number }
  | { readonly pointId: number; readonly outcome: 'noPeers' }

export interface DriftJudge {
  /** Reads and summarises these points; all of a site first, then they are judged. */
  add(questions: readonly DriftQuestion[]): void
  judge(pointIds: readonly number[]): DriftAnswer[]
}

/** A point whose days are known. */
export interface KnownPoint extends PeerCandidate {
  /** Ascending. */
  readonly days: readonly DaySummary[]
  readonly byDay: ReadonlyMap<number, DaySummary>
  readonly question: Omit<DriftQuestion, 'kept'>
  /** Over the same hours; null without one. */
  readonly setpoint: PeerDays | null
  readonly kind: DriftKind
}

/** So many days before the one after the judged day are looked at. */
export const windowDaysOf = (kind: DriftKind): number => (kind === 'sensor' ? SENSOR_DAYS : METER_DAYS)

export const knownPoint = (question: DriftQuestion, kind: DriftKind, { own: days, setpoint }: PointDays): KnownPoint => ({
  question, kind, pointId: question.point.id, role: question.role, days, levels: blockLevels(days), byDay: new Map(days.map((each) => [each.day, each])),
  setpoint: question.guides.setpoint === null ? null : { pointId: question.guides.setpoint.id, byDay: new Map(setpoint.map((each) => [each.day, each])) },
})

/** References that are not kept yet, by point: which day they were learnt before. A walk over many days learns each once. */
export type Learnt = Map<number, { readonly beforeDay: number; readonly reference: Reference | null }>

/**
 * Judges points of a site for the local day before `today`, by their days until then; what comes later is not looked at.
 * @param known all points that may be peers
 * @returns for a point and its kept reference what is to be said; null when it is not known or was silent on that day
 */
export const judgeDay = (known: ReadonlyMap<number, KnownPoint>, today: number, learnt: Learnt = new Map()): ((pointId: number, kept: Reference | null) => DriftAnswer | null) => {
  const renewed = today - (today % RENEW_DAYS)
  const alike = Map.groupBy([...known.values()].filter(({ kind }) => kind === 'sensor'), ({ question }) => question.point.units)

  const besides = Map.groupBy([...known.values()].filter(({ kind }) => kind !== 'sensor'), ({ question }) => question.point.deviceId)
  const namesOf = (peers: readonly number[]): string[] => peers.map((peer) => nameOfPoint(known.get(peer)?.question.point))

  const referenceBy = (pointId: number, learn: () => Reference | null): Reference | null => {
    const before = learnt.get(pointId)
    if (before?.beforeDay === renewed) return before.reference
    const reference = learn()
    learnt.set(pointId, { beforeDay: renewed, reference })
    return reference
  }

  const peersFor = (own: KnownPoint, reference: SensorReference): readonly PeerDays[] =>
    reference.bySetpoint === true ? [own.setpoint].filter((each) => each !== null).filter(({ pointId }) => peersOf(reference).includes(pointId)) : peersOf(reference).flatMap((id) => known.get(id) ?? [])

  const learnSensorOf = (own: KnownPoint): SensorReference | null => {
    const fromDay = renewed - SENSOR_DAYS + RENEW_DAYS
    const { guides } = own.question
    const leastError = leastErrorOf(own, renewed)
    const days = between(own, fromDay, renewed)
    const held = own.setpoint === null || !guides.onlyRunning ? null : learnSetpoint(days, own.setpoint, leastError)
    if (held !== null) return { ...held, onlyRunning: true }
    const candidates = alike.get(own.question.point.units) ?? []
    const all = choosePeers(own, candidates, fromDay, renewed)
    // What went wrong by now goes with nothing any more: then with what it went by the days that count as good.
    const peers = all.length > 0 ? all : choosePeers(own, candidates, fromDay, Math.min(renewed, goodUntil(days) + 1))
    const learnt = learnSensor(days, peers, leastError)
    return learnt === null || !guides.onlyRunning ? learnt : { ...learnt, onlyRunning: true }
  }

  const judgeSensorOf = (own: KnownPoint, kept: Reference | null): DriftAnswer => {
    const { pointId } = own
    const days = between(own, today - SENSOR_DAYS, today)
    const isUsable = kept?.kind === 'sensor' && (kept.onlyRunning ?? false) === own.question.guides.onlyRunning && peersFor(own, kept).length > 0
    const usable = isUsable ? kept : null
    const reference = usable ?? (referenceBy(pointId, () => learnSensorOf(own)) as SensorReference | null)
    if (reference === null && days.filter(({ day }) => day < renewed).length < LEAST_COMMON_DAYS) return { pointId, outcome: 'shortHistory', days: days.length, leastDays: LEAST_COMMON_DAYS }
    const judgement = reference === null ? null : judgeSensorPoint(days, peersFor(own, reference), reference, own.setpoint)
    if (judgement === null) return { pointId, outcome: 'noPeers' }
    return { pointId, outcome: 'judged', today, judgement, peerNames: reference?.bySetpoint === true ? [nameOfPoint(own.question.guides.setpoint ?? undefined)] : namesOf(judgement.peers) }
  }

  const judgeMeterOf = (own: KnownPoint, kept: Reference | null): DriftAnswer => {
    const { pointId } = own
    const days = between(own, today - METER_DAYS, today)
    const beside = (besides.get(own.question.point.deviceId) ?? []).filter((each) => each.pointId !== pointId)
    const learn = (): MeterReference | null => learnMeter(between(own, renewed - METER_DAYS + RENEW_DAYS, renewed), beside.flatMap((each) => candidateFor(own, each)), own.kind === 'rate')
    const reference = kept?.kind === 'meter' ? kept : (referenceBy(pointId, learn) as MeterReference | null)
    const judgement = reference === null ? null : judgeMeterPoint(days, reference, known.get(reference.pair?.pointId ?? Number.NaN) ?? null, beside)
    if (judgement === null) return own.kind === 'rate' ? { pointId, outcome: 'noPeers' } : { pointId, outcome: 'shortHistory', days: days.length, leastDays: LEAST_METER_DAYS }
    return { pointId, outcome: 'judged', today, judgement, peerNames: namesOf(judgement.peers) }
  }

  return (pointId, kept) => {
    const own = known.get(pointId)
    // A point that was silent on that day has nothing to judge; what stands of it stays.
    if (own === undefined || !own.byDay.has(today - 1)) return null
    return own.kind === 'sensor' ? judgeSensorOf(own, kept) : judgeMeterOf(own, kept)
  }
}

/** Which meters beside one may measure the same: a flow only counts of volume, and these only it. */
const candidateFor = (own: KnownPoint, { pointId, byDay, kind, question }: KnownPoint): PairCandidate[] => {
  if (own.kind !== 'rate' && kind !== 'rate') return [{ pointId, byDay }]
  const counted = own.kind === 'rate' ? question : own.question
  return own.kind !== kind && unitQuantity(counted.point.units) === 'volume' ? [{ pointId, byDay, isOtherUnit: true }] : []
}

/** What is no error yet of a sensor, by its unit and by what it measured before a day. */
const leastErrorOf = ({ question, levels }: KnownPoint, beforeDay: number): number => {
  const { units } = question.point
  const values = levels.values.subarray(0, Math.max(0, (beforeDay - levels.firstDay) * BLOCKS_A_DAY)).toSorted()
  const seen = values.subarray(0, values.findLastIndex((value) => !Number.isNaN(value)) + 1)
  if (seen.length === 0) return LEAST_ERROR * limitsOf(units).leastHalfWidth
  const [low, high] = [quantileSorted(seen, 0.02), quantileSorted(seen, 0.98)]
  const usual = unitQuantity(units) === 'pressure' ? LEAST_PRESSURE_SHARE * Math.abs(high) : 0
  return Math.max(LEAST_ERROR * limitsOf(units).leastHalfWidth, LEAST_RANGE_SHARE * (high - low), usual)
}

const between = ({ days }: KnownPoint, fromDay: number, toDay: number): readonly DaySummary[] => days.filter(({ day }) => day >= fromDay && day < toDay)

/** The points a reference compares with. */
export const peersOf = (reference: Reference | null): readonly number[] => {
  if (reference?.kind === 'sensor') return reference.peers.map(({ pointId }) => pointId)
  return reference?.pair ? [reference.pair.pointId] : []
}

/** Live: the day before the end of the window. */
export const createDriftJudge = ({ timeZone, toMs }: Pick<LearnWindow, 'timeZone' | 'toMs'>, read: ReadPoint): DriftJudge => {
  const calendar = createCalendar(timeZone)
  const today = calendar.dayOf(toMs)
  const known = new Map<number, KnownPoint>()
  const kept = new Map<number, Reference | null>()
  let answerOf: ReturnType<typeof judgeDay> | null = null

  const add = (question: DriftQuestion): void => {
    const { point, signal, guides } = question
    const kind = driftKindOf(point, signal)
    if (kind === null) return
    const reading = readDays({ pointId: point.id, signal, units: point.units, guides }, { fromDay: today - windowDaysOf(kind), toDay: today, untilMs: toMs }, calendar, read)
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
