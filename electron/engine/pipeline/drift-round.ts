/** One round of judging slow faults: asks the learning thread for a few points at a time, keeps new references, raises and clears alerts. */
import type { Point } from '../../../shared/domain/point.ts'
import { fail, failure, ok, type Result } from '../../../shared/result.ts'
import type { SignalKind } from '../analysis/quality/point-profile.ts'
import { StoreWriteError } from '../store/store-failure.ts'
import type { ModelRow, WritableStore } from '../store/store-types.ts'
import type { DriftAlerts } from './drift-alerts.ts'
import { createDriftGuides } from './drift-guides.ts'
import type { DriftAnswer, DriftQuestion } from './drift-judge.ts'
import { driftPointsOf } from './drift-kinds.ts'
import { bodyToKeep, keptReference, referenceRow } from './drift-reference.ts'
import type { Learner } from './learner.ts'

/** Points of one question: reading months of them takes up to a second in the thread. */
const POINTS_AT_ONCE = 4

export interface DriftParts {
  readonly store: Pick<WritableStore, 'models' | 'roles' | 'saveModels'>
  readonly learner: Learner
  readonly alerts: DriftAlerts
  /** Points of which nobody wants to hear of slow faults. */
  readonly isOff: (point: Point) => boolean
  readonly timeZone: string
  readonly nowMs: number
}

/** How many points were judged, and why others were not. */
export interface DriftRound {
  readonly judged: number
  readonly shortHistory: number
  readonly noPeers: number
}

/** Judges all points that can have slow faults; stops early when `signal` aborts. Fails with `learning-failed` when the thread cannot go on, or as the store does. */
export const judgeDriftOf = async (points: readonly { readonly point: Point; readonly signal: SignalKind }[], parts: DriftParts, signal: AbortSignal): Promise<Result<DriftRound>> => {
  const { store, learner, alerts, isOff, timeZone, nowMs } = parts
  for (const { point } of points) if (isOff(point)) alerts.end(point.id, nowMs)
  const asked = driftPointsOf(points.filter((each) => !isOff(each.point))).map(({ point, signal: kind }) => ({ point, signal: kind }))
  const answers: DriftAnswer[] = []
  if (asked.length === 0) return ok(countOf(answers))
  const roles = new Map(store.roles().map(({ pointId, role }) => [pointId, role]))
  const guidesOf = createDriftGuides(points.map(({ point }) => point), (pointId) => roles.get(pointId) ?? null)
  const questions = new Map<number, DriftQuestion>()
  const run = learner.start({ timeZone, fromMs: 0, toMs: nowMs })
  try {
    for (let from = 0; from < asked.length && !signal.aborted; from += POINTS_AT_ONCE) {
      const some = asked.slice(from, from + POINTS_AT_ONCE).map((each): DriftQuestion => ({ ...each, role: roles.get(each.point.id) ?? null, guides: guidesOf(each.point), kept: keptReference(store.models(each.point.id)) }))
      for (const question of some) questions.set(question.point.id, question)
      await run.addDrift(some)
    }
    for (let from = 0; from < asked.length && !signal.aborted; from += POINTS_AT_ONCE) {
      const some = await run.judgeDrift(asked.slice(from, from + POINTS_AT_ONCE).map(({ point }) => point.id))
      answers.push(...some)
      const taken = takeAnswers(some, questions, parts)
      if (!taken.ok) return taken
    }
    return ok(countOf(answers))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return failure('learning-failed', `Judging slow faults stopped before its end: ${reason}. It is tried again tomorrow.`, { reason })
  } finally {
    await run.end()
  }
}

const takeAnswers = (answers: readonly DriftAnswer[], questions: ReadonlyMap<number, DriftQuestion>, { store, alerts, nowMs }: DriftParts): Result<null> => {
  const rows: ModelRow[] = []
  for (const answer of answers) {
    const question = questions.get(answer.pointId)
    if (answer.outcome !== 'judged' || question === undefined) continue
    const { judgement, peerNames, today } = answer
    if (!alerts.take({ point: question.point, judgement, peerNames, today }, nowMs)) return failure('alert-not-saved', 'An alert could not be kept. Is the disk full?', { id: answer.pointId })
    const body = bodyToKeep(question.kept, judgement)
    if (body !== null) rows.push(referenceRow(answer.pointId, body, judgement.reference.untilDay, nowMs))
  }
  try {
    if (rows.length > 0) store.saveModels(rows)
    return ok(null)
  } catch (error) {
    if (error instanceof StoreWriteError) return fail(error.failure)
    throw error
  }
}

const countOf = (answers: readonly DriftAnswer[]): DriftRound => {
  const count = (outcome: DriftAnswer['outcome']): number => answers.filter((each) => each.outcome === outcome).length
  return { judged: count('judged'), shortHistory: count('shortHistory'), noPeers: count('noPeers') }
}
