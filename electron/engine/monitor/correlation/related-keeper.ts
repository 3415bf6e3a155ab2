/** Relations between points that people accepted for the detectors or dismissed; they count from the next learning on. */
import type { RelatedDecision, RelationDecision } from '../../../../shared/domain/correlation.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import type { SiteContext } from '../site-context.ts'

export interface RelatedKeeper {
  /** Of one point, or all; oldest first. */
  list(pointId?: number): readonly RelatedDecision[]
  /** null takes back what was said. Fails with `point-unknown`, `correlation-same-point`. */
  decide(pointId: number, otherId: number, decision: RelationDecision | null, r: number): Result<readonly RelatedDecision[]>
}

export const createRelatedKeeper = ({ clock, store, points }: Pick<SiteContext, 'clock' | 'store' | 'points'>): RelatedKeeper => {
  const list = (pointId?: number): readonly RelatedDecision[] => store.related.all().filter((each) => pointId === undefined || each.pointId === pointId)
  return {
    list,
    decide: (pointId, otherId, decision, r) => {
      if (pointId === otherId) return failure('correlation-same-point', 'A point goes together with itself. Choose two points.')
      const known = new Set(points.all().map(({ id }) => id))
      const unknown = [pointId, otherId].find((id) => !known.has(id))
      if (unknown !== undefined) return failure('point-unknown', `There is no point ${unknown} any more.`, { id: unknown })
      if (decision === null) store.related.remove(pointId, otherId)
      else store.related.save({ pointId, otherId, decision, r, decidedAtMs: clock.nowMs() })
      return ok(list(pointId))
    },
  }
}
