/** Calls about what loads show, how well energy is used, and against which benchmark. */
import * as v from 'valibot'
import type { Benchmark, EfficiencyReport, FloorArea } from '../domain/efficiency.ts'
import type { EnergyPatterns } from '../domain/energy-patterns.ts'
import { call, id, timeMs } from './call.ts'

const positive = (most: number) => v.pipe(v.number(), v.finite(), v.gtValue(0), v.maxValue(most))
const text = (most: number) => v.pipe(v.string(), v.trim(), v.maxLength(most))
const kind = v.pipe(v.string(), v.regex(/^[a-zA-Z][\w-]{0,39}$/))

export const EFFICIENCY_CALLS = {
  /** Without a period those of the last year, as kept; of another period, ten years at most, they are worked out now. */
  getEnergyPatterns: call({ meterId: id, period: v.optional(v.strictObject({ fromMs: timeMs, toMs: timeMs })) }).returns<EnergyPatterns>(),
  getEfficiency: call({}).returns<EfficiencyReport>(),
  /** Floor area and kind of the site ('') or of an area; null = not said. */
  setFloorArea: call({ area: text(200), floorAreaM2: v.nullable(positive(1e8)), kind: v.nullable(kind) }).returns<readonly FloorArea[]>(),
  /** Changes a benchmark, or adds one where `kind` is null. kWh/m2 a year. */
  setBenchmark: call({ kind: v.nullable(kind), name: text(80), typical: positive(10_000), good: v.nullable(positive(10_000)), source: text(200) }).returns<readonly Benchmark[]>(),
  /** Takes back what was changed of a benchmark that came with the program; removes one that was added. */
  resetBenchmark: call({ kind }).returns<readonly Benchmark[]>(),
} as const
