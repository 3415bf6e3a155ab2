/** The part of the store's door that is about efficiency: each write is a transaction. */
import type { EfficiencyTable } from './tables/efficiency-table.ts'

export type EfficiencyStore = EfficiencyTable

type Write = <A extends unknown[], R>(run: (...args: A) => R) => (...args: A) => R

export const createEfficiencyStore = (table: EfficiencyTable, write: Write): EfficiencyStore => ({
  all: () => table.all(),
  patterns: (meterId) => table.patterns(meterId),
  put: write((...args: Parameters<EfficiencyTable['put']>) => table.put(...args)),
  keepOnly: write((meterIds: readonly number[]) => table.keepOnly(meterIds)),
  floorAreas: () => table.floorAreas(),
  putFloorArea: write((...args: Parameters<EfficiencyTable['putFloorArea']>) => table.putFloorArea(...args)),
  benchmarks: () => table.benchmarks(),
  putBenchmark: write((...args: Parameters<EfficiencyTable['putBenchmark']>) => table.putBenchmark(...args)),
  removeBenchmark: write((kind: string) => table.removeBenchmark(kind)),
})
