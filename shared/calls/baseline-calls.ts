/** Calls about baselines, savings, efficiency and benchmarks. */
import * as v from 'valibot'
import { BASELINE_MODELS, type Baseline, type BenchmarkRow, type EfficiencyReport, type SavingsReport } from '../domain/energy-baseline.ts'
import { call, id, timeMs } from './call.ts'

const period = { fromMs: timeMs, toMs: timeMs }
const kwh = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(100_000))
const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))

const benchmarkRow = v.strictObject({ buildingType: text, good: kwh, typical: kwh, poor: kwh, source: v.pipe(v.string(), v.trim(), v.maxLength(500)) }) satisfies v.GenericSchema<unknown, BenchmarkRow>

export const BASELINE_CALLS = {
  listBaselines: call({ meterId: v.optional(id) }).returns<readonly Baseline[]>(),
  /** Fits and keeps a baseline. One that fits badly is kept too, with what it may not be used for. */
  makeBaseline: call({ meterId: id, name: text, ...period, step: v.picklist(['hour', 'day', 'month']), model: v.picklist(BASELINE_MODELS) }).returns<Baseline>(),
  removeBaseline: call({ baselineId: id }).returns<null>(),
  getSavings: call({ baselineId: id, ...period }).returns<SavingsReport>(),
  /** Scores, comparison, benchmarks and recommendations of all meters over a period. */
  getEfficiency: call(period).returns<EfficiencyReport>(),
  /** The table of benchmarks; empty = the built-in one again. */
  setBenchmarks: call({ rows: v.pipe(v.array(benchmarkRow), v.maxLength(200)) }).returns<readonly BenchmarkRow[]>(),
  /** What kind of building it is and how large, for its EUI. */
  setBuilding: call({ buildingType: text, floorAreaM2: v.nullable(v.pipe(v.number(), v.finite(), v.gtValue(0), v.maxValue(1e8))) }).returns<null>(),
} as const
