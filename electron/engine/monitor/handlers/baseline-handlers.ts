/** Handlers of calls about baselines and savings. */
import type { BASELINE_CALLS } from '../../../../shared/calls/baseline-calls.ts'
import { ok } from '../../../../shared/result.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

export const createBaselineHandlers = (on: OnSession): HandlersOf<typeof BASELINE_CALLS> => ({
  listBaselines: ({ meterId }) => on(({ baselines }) => ok(baselines.list(meterId))),
  fitBaseline: (wanted) => on(({ baselines }) => baselines.fit(wanted)),
  refitBaseline: ({ baselineId }) => on(({ baselines }) => baselines.refit(baselineId)),
  removeBaseline: ({ baselineId }) => on(({ baselines }) => baselines.remove(baselineId)),
  restoreBaseline: ({ baselineId }) => on(({ baselines }) => baselines.restore(baselineId)),
  getBaselineCloud: ({ baselineId }) => on(({ baselines }) => baselines.cloud(baselineId)),
  getSavings: ({ baselineId, fromMs, toMs }) => on(({ baselines }) => baselines.savings(baselineId, fromMs, toMs)),
  exportSavings: ({ baselineId, fromMs, toMs }) => on(({ baselines }) => baselines.exportSavings(baselineId, fromMs, toMs)),
})
