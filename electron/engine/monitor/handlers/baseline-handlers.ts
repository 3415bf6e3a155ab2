/** Handlers of calls about baselines, savings, efficiency and benchmarks. */
import type { BASELINE_CALLS } from '../../../../shared/calls/baseline-calls.ts'
import type { HandlersOf } from './handler-group.ts'
import { notThere } from './not-there.ts'

export const createBaselineHandlers = (): HandlersOf<typeof BASELINE_CALLS> => ({
  listBaselines: notThere,
  makeBaseline: notThere,
  removeBaseline: notThere,
  getSavings: notThere,
  getEfficiency: notThere,
  setBenchmarks: notThere,
  setBuilding: notThere,
})
