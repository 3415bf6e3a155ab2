/** The nightly judgement of slow faults over a site's stored history: summarises points day by day, then judges each by those that are related to it. Used in a worker thread. */
import type { Point } from '../../../shared/domain/point.ts'
import { isTrusted } from '../../../shared/domain/quality.ts'
import type { Series } from '../../../shared/domain/series.ts'
import { unitQuantity } from '../../../shared/units.ts'
import { createCalendar } from '../analysis/calendar.ts'
import { choosePeers, LEAST_COMMON_DAYS, type PeerCandidate } from '../analysis/drift/choose-peers.ts'
import { summariseDays } from '../analysis/drift/day-summary.ts'
import { hourlyUse } from '../analysis/drift/hourly-use.ts'
import { judgeMeterPoint, judgeSensorPoint, LEAST_METER_DAYS, type PointJudgement, type Reference } from '../analysis/drift/judge-point.ts'
import { limitsOf } from '../analysis/quality/limits.ts'
import type { SignalKind } from '../analysis/quality/point-profile.ts'
import { nameOf } from './alert-words.ts'
import type { LearnWindow } from './learner.ts'

const DAY_MS = 86_400_000
/** Days read of a sensor: reference and what is judged after it. */
const SENSOR_DAYS = 136
/** Days read of a meter: the same weeks of a year before, and the persistence of a deviation. */
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
  | { readonly pointId: number; readonly outcome: 'judged'; readonly judgement: PointJudgement; readonly peerNames: readonly string[] }
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

interface Known extends PeerCandidate {
  readonly question: DriftQuestion
  readonly kind: DriftKind
}

export const createDriftJudge = ({ timeZone, toMs }: Pick<LearnWindow, 'timeZone' | 'toMs'>, historyOf: (pointId: number, fromMs: number, toMs: number) => Series | undefined): DriftJudge => {
  const calendar = createCalendar(timeZone)
  const today = calendar.dayOf(toMs)
  const known = new Map<number, Known>()

  const summarise = (question: DriftQuestion, kind: DriftKind): Known => {
    const { point, role, signal } = question
    const series = historyOf(point.id, toMs - (kind === 'meter' ? METER_DAYS : SENSOR_DAYS) * DAY_MS, toMs)
    const trusted = series === undefined ? { timesMs: new Float64Array(0), values: new Float64Array(0) } : trustedOf(series)
    const { timesMs, values } = signal === 'counter' ? hourlyUse(trusted.timesMs, trusted.values, calendar) : trusted
    return { question, kind, pointId: point.id, role, days: summariseDays(timesMs, values, calendar).filter(({ day }) => day < today) }
  }

  const judgeSensorOf = (own: Known): DriftAnswer => {
    const { question, days, pointId } = own
    if (days.length < LEAST_COMMON_DAYS) return { pointId, outcome: 'shortHistory', days: days.length, leastDays: LEAST_COMMON_DAYS }
    const alike = [...known.values()].filter((each) => each.kind === 'sensor' && each.question.point.units === question.point.units)
    const kept = question.kept?.kind === 'sensor' ? question.kept.peers.flatMap((peer) => known.get(peer.pointId) ?? []) : []
    const peers = kept.length > 0 ? kept : choosePeers(own, alike)
    const judgement = peers.length === 0 ? null : judgeSensorPoint(days, peers, question.kept, LEAST_ERROR * limitsOf(question.point.units).leastHalfWidth)
    if (judgement === null) return { pointId, outcome: 'noPeers' }
    return { pointId, outcome: 'judged', judgement, peerNames: judgement.peers.map((peer) => nameOfPoint(known.get(peer)?.question.point)) }
  }

  const judgeMeterOf = ({ pointId, days, question }: Known): DriftAnswer => {
    const judgement = judgeMeterPoint(days, question.kept)
    return judgement === null ? { pointId, outcome: 'shortHistory', days: days.length, leastDays: LEAST_METER_DAYS } : { pointId, outcome: 'judged', judgement, peerNames: [] }
  }

  return {
    add: (questions) => {
      for (const question of questions) {
        const kind = driftKindOf(question.point, question.signal)
        if (kind !== null) known.set(question.point.id, summarise(question, kind))
      }
    },
    judge: (pointIds) =>
      pointIds.flatMap((pointId) => {
        const own = known.get(pointId)
        // A point that was silent yesterday has no day to judge; what stands of it stays.
        if (own === undefined || own.days.at(-1)?.day !== today - 1) return []
        return [own.kind === 'meter' ? judgeMeterOf(own) : judgeSensorOf(own)]
      }),
  }
}

const nameOfPoint = (point: Point | undefined): string => (point === undefined ? '' : nameOf(point))

const trustedOf = ({ timesMs, values, qualities }: Series): { readonly timesMs: Float64Array; readonly values: Float64Array } => {
  const at = Array.from(timesMs.keys()).filter((i) => isTrusted(qualities[i] as number) && Number.isFinite(values[i]))
  return { timesMs: Float64Array.from(at, (i) => timesMs[i] as number), values: Float64Array.from(at, (i) => values[i] as number) }
}
