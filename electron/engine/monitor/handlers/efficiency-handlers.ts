/** Handlers of calls about patterns, efficiency and benchmarks. */
import type { EFFICIENCY_CALLS } from '../../../../shared/calls/efficiency-calls.ts'
import { ok } from '../../../../shared/result.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

export const createEfficiencyHandlers = (on: OnSession): HandlersOf<typeof EFFICIENCY_CALLS> => ({
  getEnergyPatterns: ({ meterId, period }) => on(({ efficiency }) => efficiency.patterns(meterId, period)),
  getEfficiency: () => on(({ efficiency }) => ok(efficiency.report())),
  setFloorArea: (floorArea) => on(({ efficiency }) => efficiency.setFloorArea(floorArea)),
  setBenchmark: ({ kind, ...benchmark }) => on(({ efficiency }) => efficiency.setBenchmark(kind, benchmark)),
  resetBenchmark: ({ kind }) => on(({ efficiency }) => efficiency.resetBenchmark(kind)),
})
