/** Questions about points that move together: each a job in a worker, the newest answers kept in memory. */
import type { Alert } from '../../../../shared/domain/alert.ts'
import { SAME_MOMENT_MS, STRONG, SURE_RATE, type CorrelationAnswer, type CorrelationQuestion, type MovedPoint } from '../../../../shared/domain/correlation.ts'
import type { Job } from '../../../../shared/domain/job.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { message } from '../../../../shared/message.ts'
import { fail, failure, ok, type Result } from '../../../../shared/result.ts'
import type { CorrelationFound, CorrelationTask } from '../../pipeline/correlation/correlation-task.ts'
import type { CorrelationRun, CorrelationWorker } from '../../pipeline/correlation/correlation-lane.ts'
import type { EquipmentOf } from '../incidents/site-equipment.ts'
import type { JobHandle } from '../jobs.ts'
import type { SiteContext } from '../site-context.ts'
import { createRelatedKeeper, type RelatedKeeper } from './related-keeper.ts'
import { planQuestion, type PlannedQuestion } from './correlation-question.ts'

export interface Correlations {
  readonly related: RelatedKeeper
  /** Fails as `planQuestion` does, and with `correlation-busy`. */
  start(question: CorrelationQuestion): Result<{ readonly job: Job; readonly correlationId: number }>
  /** Fails with `correlation-unknown` before its job is done, and when newer answers took its place. */
  get(correlationId: number): Result<CorrelationAnswer>
}

export interface CorrelationParts {
  readonly worker: CorrelationWorker
  readonly roleOf: (pointId: number) => PointRole | null
  readonly equipmentOf: EquipmentOf
  readonly feedersOf: (pointId: number) => readonly number[]
}

/** A matrix of 200 points is half a megabyte. */
const KEPT = 12
const MOST_RUNNING = 3
/** More are not read on the engine's thread. */
const MOST_ALERTS = 2_000

type Context = Pick<SiteContext, 'clock' | 'store' | 'jobs' | 'points' | 'pipeline'>

export const createCorrelations = ({ clock, store, jobs, points, pipeline }: Context, { worker, roleOf, equipmentOf, feedersOf }: CorrelationParts): Correlations => {
  const answers = new Map<number, CorrelationAnswer>()
  let last = 0

  const keep = (id: number, answer: CorrelationAnswer): void => {
    answers.set(id, answer)
    for (const old of [...answers.keys()].slice(0, Math.max(0, answers.size - KEPT))) answers.delete(old)
  }

  const alertsOf = (fromMs: number, toMs: number): readonly Alert[] | null => {
    const alerts = store.alerts({ which: 'all', fromMs, toMs, limit: MOST_ALERTS })
    return alerts.length < MOST_ALERTS ? alerts : null
  }

  const run = async (id: number, question: CorrelationQuestion, { task, relations, members }: PlannedQuestion, handle: JobHandle) => {
    const whole: CorrelationTask = { ...task, timeZone: store.settings().timeZone, holidays: pipeline.holidayDays(task.fromMs, task.toMs) }
    const found = await runTurns(worker.start(whole), task.pointIds.length, handle)
    if (!found.ok) return found
    if (found.value === null) return ok(message('job.correlation.stopped'))
    keep(id, answerOf(question, whole, found.value, { relations, members }, clock.nowMs(), (pointId) => points.all().find((point) => point.id === pointId)?.kind === 'analog'))
    return ok(message('job.correlation.done', { points: task.pointIds.length }))
  }

  return {
    related: createRelatedKeeper({ clock, store, points }),
    start: (question) => {
      const planned = planQuestion(question, { points: points.all(), roleOf, equipmentOf, feedersOf, nowMs: clock.nowMs(), equipment: () => pipeline.equipment(), alertsOf })
      if (!planned.ok) return planned
      const running = jobs.list().filter(({ kind, state }) => kind === 'correlation' && state === 'running')
      if (running.length >= MOST_RUNNING) return failure('correlation-busy', 'Three comparisons of points are under way. Wait for the end of one, or cancel it.')
      last += 1
      const correlationId = last
      const job = jobs.start('correlation', message('job.correlation.starting'), (handle) => run(correlationId, question, planned.value, handle))
      return ok({ job, correlationId })
    },
    get: (correlationId) => {
      const answer = answers.get(correlationId)
      return answer === undefined ? failure('correlation-unknown', 'This comparison is not there any more; ask again.', { id: correlationId }) : ok(answer)
    },
  }
}

/** null when it was given up. Fails with `correlation-failed` when the thread dies or cannot read. */
const runTurns = async (run: CorrelationRun, count: number, handle: JobHandle): Promise<Result<CorrelationFound | null>> => {
  try {
    while (!handle.signal.aborted) {
      const turn = await run.turn()
      handle.report(turn.share, message('job.correlation.running', { points: count }))
      if (!turn.done) continue
      const found = await run.found()
      // Given up while the last turn ran: nobody waits for it.
      return ok(handle.signal.aborted ? null : found)
    }
    return ok(null)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return fail({ code: 'correlation-failed', message: `The points could not be compared: ${reason}. Nothing was changed; try again.`, detail: { reason } })
  } finally {
    await run.end()
  }
}

const answerOf = (question: CorrelationQuestion, { fromMs, toMs, stepMs, options, outdoorPointId }: CorrelationTask, found: CorrelationFound, { relations, members }: Pick<PlannedQuestion, 'relations' | 'members'>, madeAtMs: number, isMeasured: (pointId: number) => boolean): CorrelationAnswer => {
  const basis = { fromMs, toMs, stepMs, options, outdoorPointId, madeAtMs }
  if (found.what === 'benchmark' && question.what === 'benchmark') return { ...found, kind: question.kind, members, fromMs, toMs, stepMs, madeAtMs }
  if (found.what === 'matrix') return { ...basis, ...found }
  if (found.what === 'pair' && question.what === 'pair') return { ...basis, ...found, firstId: question.firstId, secondId: question.secondId }
  if (found.what !== 'movedWith' || question.what !== 'movedWith') throw new Error(`the worker answered ${found.what} to ${question.what}`)
  const { pointId, eventFromMs } = question
  const moved = found.moved.map((one): MovedPoint => ({
    ...one, relation: relations.get(one.pointId) ?? message('relation.device'), proposed: one.q <= SURE_RATE && Math.abs(one.best.r) >= STRONG && Math.abs(one.best.lagMs) <= SAME_MOMENT_MS && isMeasured(pointId) && isMeasured(one.pointId),
  }))
  return { ...basis, ...found, moved, pointId, eventFromMs, eventToMs: Math.min(question.eventToMs, toMs) }
}
