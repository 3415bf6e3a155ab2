/** Handlers of calls about points that move together. */
import type { CORRELATION_CALLS } from '../../../../shared/calls/correlation-calls.ts'
import { ok } from '../../../../shared/result.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

export const createCorrelationHandlers = (on: OnSession): HandlersOf<typeof CORRELATION_CALLS> => ({
  startCorrelation: ({ question }) => on(({ correlations }) => correlations.start(question)),
  listRelated: ({ pointId }) => on(({ correlations }) => ok(correlations.related.list(pointId))),
  decideRelated: ({ pointId, otherId, decision, r }) => on(({ correlations }) => correlations.related.decide(pointId, otherId, decision, r)),
  getCorrelation: ({ correlationId }) => on(({ correlations }) => correlations.get(correlationId)),
})
