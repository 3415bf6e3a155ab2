/** Baselines, savings, efficiency and benchmarks of the made-up building. */
import type { BASELINE_CALLS } from '../../../shared/calls/baseline-calls.ts'
import type { Handlers } from '../../../shared/contract.ts'
import { failure } from '../../../shared/result.ts'

const nothing = () => failure('call-unanswered', 'This is not built yet.')

export const fakeBaseline = (): Pick<Handlers, keyof typeof BASELINE_CALLS> => ({
  listBaselines: nothing,
  makeBaseline: nothing,
  removeBaseline: nothing,
  getSavings: nothing,
  getEfficiency: nothing,
  setBenchmarks: nothing,
  setBuilding: nothing,
})
