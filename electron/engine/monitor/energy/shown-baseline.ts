/** A kept baseline as it is shown: of this version of the mathematics in full, of an older one by the figures that were kept, which claims nothing until it is fitted anew. */
import type { Baseline, EarlierBaseline } from '../../../../shared/domain/energy-baseline.ts'
import type { Measure } from '../../../../shared/domain/energy.ts'
import { message } from '../../../../shared/message.ts'
import { baselineTerms } from '../../analysis/energy/baseline/baseline-terms.ts'
import { fitRefusals, FIT_LIMITS } from '../../analysis/energy/baseline/claim-limits.ts'
import { BASELINE_VERSION, modelName, type FittedBaseline } from '../../analysis/energy/baseline/fitted-baseline.ts'
import { baselineFromJson } from '../../analysis/energy/baseline/kept-baseline.ts'
import type { BaselineRow } from '../../store/tables/baselines-table.ts'

interface Figures {
  readonly periods: number
  readonly parameters: number
  readonly cvRmse: number
  readonly nmbe: number
  readonly r2: number
  readonly coverage: number
  readonly days: number
}

/** What versions have in common; what one lacks is not known. */
const figuresOf = (body: string): Figures => {
  const read = objectOf(() => JSON.parse(body))
  const quality = objectOf(() => read['quality'])
  const number = (of: Readonly<Record<string, unknown>>, name: string, otherwise = Number.NaN): number => {
    const value = of[name]
    return typeof value === 'number' ? value : otherwise
  }
  return {
    periods: number(quality, 'periods', 0), parameters: number(quality, 'parameters', 0), cvRmse: number(quality, 'cvRmse'), nmbe: number(quality, 'nmbe'), r2: number(quality, 'r2'), coverage: number(read, 'coverage'),
    days: number(read, 'days', 0),
  }
}

/** Empty where it is no object, or no JSON. */
const objectOf = (read: () => unknown): Readonly<Record<string, unknown>> => {
  try {
    const value = read()
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
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

type Fit = Omit<Baseline, 'id' | 'meterId' | 'name' | 'fromMs' | 'toMs' | 'step' | 'wanted' | 'madeAtMs' | 'who' | 'version' | 'limits' | 'earlier'>

const current = (fitted: FittedBaseline, measure: Measure): Fit => {
  const { periods, parameters, cvRmse, nmbe, r2 } = fitted.quality
  const { coverage, days, temperatureLow, temperatureHigh } = fitted
  return { outdated: false, model: modelName(fitted.model), periods, parameters, cvRmse, nmbe, r2, coverage, days, temperatureLow, temperatureHigh, terms: baselineTerms(fitted, measure === 'volume' ? 'm³' : 'kWh'), refusals: fitRefusals(fitted) }
}

const outdated = ({ body, version }: BaselineRow): Fit => ({
  ...figuresOf(body), outdated: true, model: null, temperatureLow: null, temperatureHigh: null, terms: [], refusals: [message('baseline.refused.version', { version, current: BASELINE_VERSION })],
})

const earlierOf = (row: BaselineRow): EarlierBaseline => {
  const fitted = baselineFromJson(row.body)
  const { periods, cvRmse, nmbe } = figuresOf(row.body)
  return { id: row.id, madeAtMs: row.madeAtMs, version: row.version, model: fitted === null ? null : modelName(fitted.model), periods, cvRmse, nmbe }
}
