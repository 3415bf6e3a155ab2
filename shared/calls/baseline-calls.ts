/** Calls about baselines of meters and savings against them. */
import * as v from 'valibot'
import type { TextFile } from '../domain/ede.ts'
import { BASELINE_MODELS, BASELINE_STEPS, type Baseline, type BaselineCloud, type SavingsReport } from '../domain/energy-baseline.ts'
import { call, id, timeMs } from './call.ts'

const period = { fromMs: timeMs, toMs: timeMs }
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))

export const BASELINE_CALLS = {
  /** Newest first; of one meter or of all. */
  listBaselines: call({ meterId: v.optional(id) }).returns<readonly Baseline[]>(),
  /** Fits a baseline to the periods that begin in [fromMs, toMs) and keeps it with them. One that fits badly is kept too, with what it may not be used for. */
  fitBaseline: call({ meterId: id, name, ...period, step: v.picklist(BASELINE_STEPS), model: v.picklist(BASELINE_MODELS) }).returns<Baseline>(),
  /** Fits a baseline to what its time holds now, by the present mathematics. The old one is kept out of sight, and its figures are told beside the new. */
  refitBaseline: call({ baselineId: id }).returns<Baseline>(),
  removeBaseline: call({ baselineId: id }).returns<null>(),
  /** Brings back a removed one. */
  restoreBaseline: call({ baselineId: id }).returns<Baseline>(),
  /** The readings it was fitted to, and its line. */
  getBaselineCloud: call({ baselineId: id }).returns<BaselineCloud>(),
  /** The reporting period against a baseline; refused in words where it may not be claimed. */
  getSavings: call({ baselineId: id, ...period }).returns<SavingsReport>(),
  /** The report as CSV: a line a period, times in the site's zone. */
  exportSavings: call({ baselineId: id, ...period }).returns<TextFile>(),
} as const
