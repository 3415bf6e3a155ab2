/** Tables `meter_efficiency` (derived: can be dropped and worked out anew), `floor_areas` and `eui_benchmarks` (what people changed or added). */
import type { Benchmark, FloorArea, MeterEfficiency, WorkedEfficiency } from '../../../../shared/domain/efficiency.ts'
import type { EnergyPatterns } from '../../../../shared/domain/energy-patterns.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

export const EFFICIENCY_OF_METERS = 'SELECT meter_id, basis, efficiency FROM meter_efficiency ORDER BY meter_id'
export const PATTERNS_OF_METER = 'SELECT patterns FROM meter_efficiency WHERE meter_id = ?'

export interface EfficiencyTable {
  /** By meter; `basis` is what it was worked out of. About 10 µs each. */
  all(): { readonly basis: string; readonly efficiency: MeterEfficiency }[]
  patterns(meterId: number): EnergyPatterns | undefined
  put(worked: WorkedEfficiency, basis: string): void
  /** Keeps those of these meters only. */
  keepOnly(meterIds: readonly number[]): void
  floorAreas(): FloorArea[]
  /** Nothing said of an area takes its row away. */
  putFloorArea(floorArea: FloorArea): void
  benchmarks(): Benchmark[]
  putBenchmark(benchmark: Omit<Benchmark, 'shipped'>): void
  removeBenchmark(kind: string): void
}

export const createEfficiencyTable = (db: Connection): EfficiencyTable => {
  const all = db.prepare<[], { readonly meter_id: number; readonly basis: string; readonly efficiency: string }>(EFFICIENCY_OF_METERS)
  const patterns = db.prepare<[number], string>(PATTERNS_OF_METER).pluck()
  const put = db.prepare<[number, number, string, string, string]>('INSERT OR REPLACE INTO meter_efficiency (meter_id, worked_at_ms, basis, efficiency, patterns) VALUES (?, ?, ?, ?, ?)')
  const keepOnly = db.prepare<[string]>('DELETE FROM meter_efficiency WHERE meter_id NOT IN (SELECT value FROM json_each(?))')
  const floorAreas = db.prepare<[], FloorArea>('SELECT area, floor_area_m2 AS floorAreaM2, kind FROM floor_areas ORDER BY area')
  const putFloorArea = db.prepare<[string, number | null, string | null]>('INSERT OR REPLACE INTO floor_areas (area, floor_area_m2, kind) VALUES (?, ?, ?)')
  const removeFloorArea = db.prepare<[string]>('DELETE FROM floor_areas WHERE area = ?')
  const benchmarks = db.prepare<[], Omit<Benchmark, 'shipped'>>('SELECT kind, name, typical, good, source FROM eui_benchmarks ORDER BY kind')
  const putBenchmark = db.prepare<[string, string, number, number | null, string]>('INSERT OR REPLACE INTO eui_benchmarks (kind, name, typical, good, source) VALUES (?, ?, ?, ?, ?)')
  const removeBenchmark = db.prepare<[string]>('DELETE FROM eui_benchmarks WHERE kind = ?')
  return {
    all: () => all.all().map(({ basis, efficiency }) => ({ basis, efficiency: JSON.parse(efficiency) as MeterEfficiency })),
    patterns: (meterId) => {
      const text = patterns.get(meterId)
      return text === undefined ? undefined : (JSON.parse(text) as EnergyPatterns)
    },
    put: (worked, basis) => void put.run(worked.efficiency.meterId, wholeMs(worked.efficiency.workedAtMs), basis, JSON.stringify(worked.efficiency), JSON.stringify(worked.patterns)),
    keepOnly: (meterIds) => void keepOnly.run(JSON.stringify(meterIds)),
    floorAreas: () => floorAreas.all(),
    putFloorArea: ({ area, floorAreaM2, kind }) => void (floorAreaM2 === null && kind === null ? removeFloorArea.run(area) : putFloorArea.run(area, floorAreaM2, kind)),
    benchmarks: () => benchmarks.all().map((row) => ({ ...row, shipped: false })),
    putBenchmark: ({ kind, name, typical, good, source }) => void putBenchmark.run(kind, name, typical, good, source),
    removeBenchmark: (kind) => void removeBenchmark.run(kind),
  }
}
