/** Calls about points that move together. */
import * as v from 'valibot'
import { CORRELATION_METHODS, MOST_MATRIX_POINTS, type CorrelationAnswer, type CorrelationQuestion } from '../domain/correlation.ts'
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
} as const
