/** A kept baseline as it is shown: of this version of the mathematics in full, of an older one by the figures that were kept, which claims nothing until it is fitted anew. */
import * as v from 'valibot'
import type { Baseline, EarlierBaseline } from '../../../../shared/domain/energy-baseline.ts'
import type { Measure } from '../../../../shared/domain/energy.ts'
import { message } from '../../../../shared/message.ts'
import { baselineTerms } from '../../analysis/energy/baseline/baseline-terms.ts'
import { fitRefusals, FIT_LIMITS } from '../../analysis/energy/baseline/claim-limits.ts'
import { BASELINE_VERSION, modelName, type FittedBaseline } from '../../analysis/energy/baseline/fitted-baseline.ts'
import { baselineFromJson } from '../../analysis/energy/baseline/kept-baseline.ts'
import type { BaselineRow } from '../../store/tables/baselines-table.ts'

const orNaN = v.fallback(v.number(), Number.NaN)
/** What versions have in common; what one lacks is not known. */
const FIGURES = v.object({
  quality: v.optional(v.object({ periods: v.fallback(v.number(), 0), parameters: v.fallback(v.number(), 0), cvRmse: orNaN, nmbe: orNaN, r2: orNaN })),
  coverage: v.optional(orNaN, Number.NaN),
  days: v.optional(v.fallback(v.number(), 0), 0),
})

const figuresOf = (body: string): v.InferOutput<typeof FIGURES> => {
  try {
    const read = v.safeParse(FIGURES, JSON.parse(body))
    if (read.success) return read.output
  } catch {
    // A body that is no JSON tells no figures.
  }
  return { coverage: Number.NaN, days: 0 }
}

/** `replaced` is the row whose place it took. */
export const shownBaseline = (row: BaselineRow, measure: Measure, replaced: BaselineRow | undefined): Baseline => {
  const fitted = baselineFromJson(row.body)
  const facts = {
    id: row.id, meterId: row.meterId, name: row.name, fromMs: row.fromMs, toMs: row.toMs, step: row.wanted.step, wanted: row.wanted.model, madeAtMs: row.madeAtMs, who: row.who, version: row.version, limits: FIT_LIMITS[row.wanted.step],
    earlier: replaced === undefined ? null : earlierOf(replaced),
  }
  return fitted === null ? { ...facts, ...outdated(row) } : { ...facts, ...current(fitted, measure) }
}

type Figures = Omit<Baseline, 'id' | 'meterId' | 'name' | 'fromMs' | 'toMs' | 'step' | 'wanted' | 'madeAtMs' | 'who' | 'version' | 'limits' | 'earlier'>

const current = (fitted: FittedBaseline, measure: Measure): Figures => {
  const { periods, parameters, cvRmse, nmbe, r2 } = fitted.quality
  const { coverage, days, temperatureLow, temperatureHigh } = fitted
  return { outdated: false, model: modelName(fitted.model), periods, parameters, cvRmse, nmbe, r2, coverage, days, temperatureLow, temperatureHigh, terms: baselineTerms(fitted, measure === 'volume' ? 'm³' : 'kWh'), refusals: fitRefusals(fitted) }
}

const outdated = ({ body, version }: BaselineRow): Figures => {
  const { quality, coverage, days } = figuresOf(body)
  return {
    outdated: true, model: null, periods: quality?.periods ?? 0, parameters: quality?.parameters ?? 0, cvRmse: quality?.cvRmse ?? Number.NaN, nmbe: quality?.nmbe ?? Number.NaN, r2: quality?.r2 ?? Number.NaN, coverage, days,
    temperatureLow: null, temperatureHigh: null, terms: [], refusals: [message('baseline.refused.version', { version, current: BASELINE_VERSION })],
  }
}

const earlierOf = (row: BaselineRow): EarlierBaseline => {
  const fitted = baselineFromJson(row.body)
  const { quality } = figuresOf(row.body)
  return { id: row.id, madeAtMs: row.madeAtMs, version: row.version, model: fitted === null ? null : modelName(fitted.model), periods: quality?.periods ?? 0, cvRmse: quality?.cvRmse ?? Number.NaN, nmbe: quality?.nmbe ?? Number.NaN }
}
