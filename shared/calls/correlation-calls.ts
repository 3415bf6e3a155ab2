/** Calls about points that move together. */
import * as v from 'valibot'
import { CORRELATION_METHODS, MOST_MATRIX_POINTS, RELATION_DECISIONS, type CorrelationAnswer, type CorrelationQuestion, type RelatedDecision } from '../domain/correlation.ts'
import type { Job } from '../domain/job.ts'
import { EQUIPMENT_KINDS } from '../domain/rules.ts'
import { call, id, ids, timeMs } from './call.ts'

const options = v.strictObject({ method: v.picklist(CORRELATION_METHODS), season: v.boolean(), outdoor: v.boolean() })

const question = v.variant('what', [
  v.strictObject({ what: v.literal('matrix'), pointIds: ids(MOST_MATRIX_POINTS), fromMs: timeMs, toMs: timeMs, options }),
  v.strictObject({ what: v.literal('pair'), firstId: id, secondId: id, fromMs: timeMs, toMs: timeMs, options }),
  v.strictObject({ what: v.literal('movedWith'), pointId: id, eventFromMs: timeMs, eventToMs: timeMs }),
  v.strictObject({ what: v.literal('benchmark'), kind: v.picklist(EQUIPMENT_KINDS), fromMs: timeMs, toMs: timeMs }),
]) satisfies v.GenericSchema<unknown, CorrelationQuestion>

export const CORRELATION_CALLS = {
  /** Compares points over stored history in a worker. Answers with the job to watch; `correlationId` finds the answer when it is done. */
  startCorrelation: call({ question }).returns<{ readonly job: Job; readonly correlationId: number }>(),
  /** The newest twelve are kept while the site is open. */
  getCorrelation: call({ correlationId: id }).returns<CorrelationAnswer>(),
  /** What people said of proposed relations, of one point or all. */
  listRelated: call({ pointId: v.optional(id) }).returns<readonly RelatedDecision[]>(),
  /** Accepts or dismisses a relation for the detectors; null takes it back. Counts from the next learning on. Answers with all of the point. */
  decideRelated: call({ pointId: id, otherId: id, decision: v.nullable(v.picklist(RELATION_DECISIONS)), r: v.pipe(v.number(), v.minValue(-1), v.maxValue(1)) }).returns<readonly RelatedDecision[]>(),
} as const
