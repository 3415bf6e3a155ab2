/** What a question about points that move together means for the store: which points, which period, which grid. */
import { LONGEST_PERIOD_MS, SHORTEST_PERIOD_MS, type CorrelationOptions, type CorrelationQuestion } from '../../../../shared/domain/correlation.ts'
import type { Alert } from '../../../../shared/domain/alert.ts'
import type { BenchmarkMember } from '../../../../shared/domain/kind-benchmark.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import type { Equipment } from '../../../../shared/domain/rules.ts'
import type { Message } from '../../../../shared/message.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import type { CorrelationTask } from '../../pipeline/correlation/correlation-task.ts'
import { alertShares } from './alert-shares.ts'
import { relatedPoints, type RelatedParts } from '../explain/related-points.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** What an event is compared with. */
const BEFORE_EVENT_MS = 14 * DAY_MS
const LONGEST_EVENT_MS = 14 * DAY_MS
const EVENT_LAG_MS = 2 * HOUR_MS
const PAIR_LAG_MS = 6 * HOUR_MS
/** Shifts of a pair on a coarse grid: at least a day. */
const LEAST_LAG_STEPS = 24

export interface PlannedQuestion {
  /** Of a benchmark, in the order of its figures. */
  readonly members: readonly BenchmarkMember[]
  readonly task: Omit<CorrelationTask, 'holidays' | 'timeZone'>
  /** Of each candidate where it stands to the point asked about. */
  readonly relations: ReadonlyMap<number, Message>
}

export interface QuestionParts extends RelatedParts {
  readonly nowMs: number
  readonly equipment: () => readonly Equipment[]
  /** All alerts of a period; null where there are too many to tell shares of time from. */
  readonly alertsOf: (fromMs: number, toMs: number) => readonly Alert[] | null
}

/** Five minutes up to a month, a quarter of an hour up to about three, then hours. */
export const stepFor = (periodMs: number): number => (periodMs <= 31 * DAY_MS ? 5 * MINUTE_MS : periodMs <= 100 * DAY_MS ? 15 * MINUTE_MS : HOUR_MS)

/** Fails with `correlation-too-short`, `correlation-too-long`, `correlation-same-point`, `point-unknown`, `benchmark-too-few`. */
export const planQuestion = (question: CorrelationQuestion, parts: QuestionParts): Result<PlannedQuestion> => {
  if (question.what === 'benchmark') return planKind(question, parts)
  const known = new Map(parts.points.map((point) => [point.id, point]))
  const ids = question.what === 'matrix' ? [...new Set(question.pointIds)] : question.what === 'pair' ? [question.firstId, question.secondId] : [question.pointId]
  const unknown = ids.find((id) => !known.has(id))
  if (unknown !== undefined) return failure('point-unknown', `There is no point ${unknown} any more.`, { id: unknown })
  if (question.what === 'pair' && question.firstId === question.secondId) return failure('correlation-same-point', 'A point goes together with itself. Choose two points.')
  return question.what === 'movedWith' ? planEvent(question, known.get(question.pointId) as Point, parts) : planPeriod(question, ids, parts)
}

const planPeriod = (question: Exclude<CorrelationQuestion, { what: 'movedWith' | 'benchmark' }>, pointIds: readonly number[], parts: QuestionParts): Result<PlannedQuestion> => {
  const checked = checkedPeriod(question, parts.nowMs)
  if (!checked.ok) return checked
  const { toMs, stepMs } = checked.value
  const what = question.what === 'matrix' ? { what: 'matrix' as const } : { what: 'pair' as const, mostLagMs: Math.max(PAIR_LAG_MS, LEAST_LAG_STEPS * stepMs) }
  return ok({ members: [], relations: new Map(), task: { what, pointIds, ...gridOf(question.fromMs, toMs, stepMs), options: question.options, outdoorPointId: question.options.outdoor ? outdoorOf(parts) : null } })
}

/** Fails as `planQuestion` does. */
const checkedPeriod = ({ fromMs, toMs: askedMs }: { readonly fromMs: number; readonly toMs: number }, nowMs: number): Result<{ readonly toMs: number; readonly stepMs: number }> => {
  const toMs = Math.min(askedMs, nowMs)
  if (toMs - fromMs < SHORTEST_PERIOD_MS) return failure('correlation-too-short', 'The period is shorter than three days: what is usual cannot be told from it. Choose a longer one.')
  if (toMs - fromMs > LONGEST_PERIOD_MS) return failure('correlation-too-long', 'The period is longer than 400 days. Choose a shorter one.')
  return ok({ toMs, stepMs: stepFor(toMs - fromMs) })
}

const planKind = (question: Extract<CorrelationQuestion, { what: 'benchmark' }>, { nowMs, equipment, alertsOf }: QuestionParts): Result<PlannedQuestion> => {
  const checked = checkedPeriod(question, nowMs)
  if (!checked.ok) return checked
  const chosen = equipment().filter(({ kind }) => kind === question.kind)
  if (chosen.length < 2) return failure('benchmark-too-few', 'There are fewer than two of this kind to compare.')
  const { toMs, stepMs } = checked.value
  const grid = gridOf(question.fromMs, toMs, stepMs)
  const members = chosen.map(({ id, name, deviceId, points }): BenchmarkMember => ({ id, name, deviceId, pointIds: points.map(({ pointId }) => pointId) }))
  const alerts = alertsOf(grid.fromMs, toMs)
  const shares = alerts === null ? null : alertShares(members, alerts, grid.fromMs, toMs)
  const what = { what: 'benchmark' as const, members: chosen.map(({ points }, i) => ({ points, alertShare: shares?.[i] ?? null })) }
  return ok({ members, relations: new Map(), task: { what, pointIds: members.flatMap(({ pointIds }) => pointIds), ...grid, options: EVENT_OPTIONS, outdoorPointId: null } })
}

/** By lines, season off; the air left in: it is one of those that may have moved. */
const EVENT_OPTIONS: CorrelationOptions = { method: 'pearson', season: true, outdoor: false }

const planEvent = ({ eventFromMs, eventToMs }: Extract<CorrelationQuestion, { what: 'movedWith' }>, point: Point, parts: QuestionParts): Result<PlannedQuestion> => {
  const endMs = Math.min(eventToMs, parts.nowMs)
  if (endMs <= eventFromMs) return failure('period-empty', 'The period ends before it begins.')
  if (endMs - eventFromMs > LONGEST_EVENT_MS) return failure('correlation-event-long', 'What is asked about lasted longer than 14 days. Compare the points over the period instead.')
  const candidates = relatedPoints(point, parts)
  const fromMs = eventFromMs - BEFORE_EVENT_MS
  const stepMs = stepFor(endMs - fromMs)
  return ok({
    members: [],
    relations: new Map(candidates.map((candidate) => [candidate.point.id, candidate.relation])),
    task: {
      what: { what: 'movedWith', mostLagMs: EVENT_LAG_MS, eventFromMs, eventToMs: endMs }, pointIds: [point.id, ...candidates.map((candidate) => candidate.point.id)],
      ...gridOf(fromMs, endMs, stepMs), options: EVENT_OPTIONS, outdoorPointId: null,
    },
  })
}

/** Whole steps, so that the same moments fall into the same step whoever asks. */
const gridOf = (fromMs: number, toMs: number, stepMs: number): { readonly fromMs: number; readonly toMs: number; readonly stepMs: number } => ({
  fromMs: Math.floor(fromMs / stepMs) * stepMs, toMs: Math.ceil(toMs / stepMs) * stepMs, stepMs,
})

const outdoorOf = ({ points, roleOf }: QuestionParts): number | null => points.find(({ id, pollIntervalMs }) => pollIntervalMs > 0 && roleOf(id) === 'outside_air_temp')?.id ?? null
