/** Handlers of calls about points that move together. */
import type { CORRELATION_CALLS } from '../../../../shared/calls/correlation-calls.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

export const createCorrelationHandlers = (on: OnSession): HandlersOf<typeof CORRELATION_CALLS> => ({
  startCorrelation: ({ question }) => on(({ correlations }) => correlations.start(question)),
  getCorrelation: ({ correlationId }) => on(({ correlations }) => correlations.get(correlationId)),
})
