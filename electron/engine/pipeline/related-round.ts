/** After the points of a site are learnt: what related points tell of each, asked of the learning thread a few at a time. */
import type { RelatedDecision } from '../../../shared/domain/correlation.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { PointRole } from '../../../shared/domain/point-role.ts'
import { fail, failure, ok, type Result } from '../../../shared/result.ts'
import type { RelatedModel } from '../analysis/detect/related-model.ts'
import type { UpstreamCandidate } from '../analysis/detect/upstream-points.ts'
import type { SignalKind } from '../analysis/quality/point-profile.ts'
import { StoreWriteError } from '../store/store-failure.ts'
import type { ModelRow, WritableStore } from '../store/store-types.ts'
import type { RelatedAnswer, RelatedQuestion } from './fit-related.ts'
import type { Learner, LearnWindow } from './learner.ts'
import { relatedRow } from './related-watch.ts'

const MOST_SIBLINGS = 6
const POINTS_AT_ONCE = 8

interface Known {
  readonly point: Point
  readonly signal: SignalKind
}

/** Siblings are the points that people accepted as related, then those of the same sure role and unit, nearest by their order in the site, without those that people dismissed; the weather is the first outdoor air temperature; what may feed it, by equipment. */
export const relatedQuestions = (points: readonly Known[], roleOf: (pointId: number) => PointRole | null, upstreamOf: ReadonlyMap<number, readonly UpstreamCandidate[]>, decisions: readonly RelatedDecision[] = []): RelatedQuestion[] => {
  const said = Map.groupBy(decisions, ({ pointId }) => pointId)
  const isMeasured = new Set(points.filter(({ signal, point }) => signal === 'measured' && point.pollIntervalMs > 0).map(({ point }) => point.id))
  const measured = points.filter(({ signal, point }) => signal === 'measured' && point.pollIntervalMs > 0).map(({ point }) => ({ point, role: roleOf(point.id) }))
  const groups = Map.groupBy(measured.filter(({ role }) => role !== null), ({ point, role }) => `${role}:${point.units}`)
  const weather = measured.find(({ role }) => role === 'outside_air_temp')?.point.id ?? null
  return measured.flatMap(({ point, role }) => {
    const own = groups.get(`${role}:${point.units}`) ?? []
    const dismissed = new Set((said.get(point.id) ?? []).filter(({ decision }) => decision === 'dismissed').map(({ otherId }) => otherId))
    const accepted = (said.get(point.id) ?? []).filter(({ decision, otherId }) => decision === 'accepted' && isMeasured.has(otherId)).map(({ otherId }) => otherId)
    const found = own
      .map((other) => other.point.id)
      .filter((id) => id !== point.id && !dismissed.has(id) && !accepted.includes(id))
      .sort((a, b) => Math.abs(a - point.id) - Math.abs(b - point.id) || a - b)
    const siblings = [...accepted, ...found].slice(0, MOST_SIBLINGS)
    const outdoor = role === 'outside_air_temp' || (weather !== null && dismissed.has(weather)) ? null : weather
    const upstream = (upstreamOf.get(point.id) ?? []).filter(({ pointId }) => isMeasured.has(pointId) && !dismissed.has(pointId))
    return siblings.length === 0 && outdoor === null && upstream.length === 0 ? [] : [{ point, siblings, weather: outdoor, upstream }]
  })
}

export interface RelatedParts {
  readonly store: Pick<WritableStore, 'saveModels'>
  readonly learner: Learner
  readonly window: LearnWindow
  readonly learnt: (pointId: number, model: RelatedModel | null) => void
}

/** Fails with `learning-failed` when the thread cannot go on, or as the store does; an abort ends it early. */
export const learnRelated = async (questions: readonly RelatedQuestion[], { store, learner, window, learnt }: RelatedParts, signal: AbortSignal): Promise<Result<null>> => {
  if (questions.length === 0 || signal.aborted) return ok(null)
  const run = learner.start(window)
  try {
    for (let from = 0; from < questions.length && !signal.aborted; from += POINTS_AT_ONCE) {
      const answers = await run.fitRelated(questions.slice(from, from + POINTS_AT_ONCE))
      const rows = rowsOf(answers, window)
      if (rows.length > 0) store.saveModels(rows)
      for (const { pointId, model } of answers) learnt(pointId, model)
    }
    return ok(null)
  } catch (error) {
    if (error instanceof StoreWriteError) return fail(error.failure)
    const reason = error instanceof Error ? error.message : String(error)
    return failure('learning-failed', `Learning stopped before its end: ${reason}. What was learnt until then is kept; it is tried again later.`, { reason })
  } finally {
    await run.end()
  }
}

/** A model that says nothing is kept too, so that an older one does not come back at the next start. */
const rowsOf = (answers: readonly RelatedAnswer[], { fromMs, toMs }: LearnWindow): ModelRow[] => answers.map(({ pointId, model }) => relatedRow(pointId, model ?? { siblings: null, weather: null, upstream: null }, fromMs, toMs))
