/** Baselines of the made-up building: fitted by the product's own mathematics to two years of a load that heats, from which a measure takes 12 % in the last year. */
import { baselineLine, baselineTerms } from '../../../electron/engine/analysis/energy/baseline/baseline-terms.ts'
import { FIT_LIMITS, fitRefusals } from '../../../electron/engine/analysis/energy/baseline/claim-limits.ts'
import { modelName } from '../../../electron/engine/analysis/energy/baseline/fitted-baseline.ts'
import { moneyOf, workedSavings } from '../../../electron/engine/analysis/energy/baseline/worked-savings.ts'
import { fitTask, savingsTask, type FitAnswer } from '../../../electron/engine/pipeline/energy/baseline-task.ts'
import type { MeterQueries } from '../../../electron/engine/store/meter-queries.ts'
import type { BASELINE_CALLS } from '../../../shared/calls/baseline-calls.ts'
import type { EngineEvents, Handlers } from '../../../shared/contract.ts'
import type { Baseline, BaselineModel, BaselineStep, EarlierBaseline } from '../../../shared/domain/energy-baseline.ts'
import type { Tariff } from '../../../shared/domain/tariff.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'
import { daysOfBuilding, makeBuilding } from '../../support/made-up-building.ts'

interface Building {
  readonly empty: boolean
  readonly failing: boolean
  readonly push: <N extends keyof EngineEvents>(name: N, payload: EngineEvents[N]) => void
}

interface Kept {
  readonly baseline: Baseline
  readonly answer: FitAnswer
}

const TARIFF: Tariff = {
  id: 1, name: 'Power', medium: 'electricity', measure: 'energy', currency: 'EUR', meterIds: [],
  versions: [{
    validFrom: '2020-01-01', price: 0.19, periods: [{ name: 'Day', price: 0.24, weekdays: [0, 1, 2, 3, 4], months: [], fromMinute: 360, toMinute: 1_320 }], holidaysAsSundays: true, demandCharge: 12, standingCharge: 0, kwhPerM3: null,
    co2KgPerUnit: 0.363, co2Source: 'Supplier',
  }],
}
const ZONE = 'Europe/Berlin'
const DAY_MS = 86_400_000
/** Local midnights: the baseline is the year before the one that is reported. */
const yearStart = (year: number): number => Date.UTC(year - 1, 11, 31, 23)

export const fakeBaseline = ({ empty, failing, push }: Building): Pick<Handlers, keyof typeof BASELINE_CALLS> => {
  const year = new Date().getUTCFullYear()
  const measureMs = yearStart(year)
  const made = makeBuilding({ fromMs: yearStart(year - 1), toMs: Math.floor(Date.now() / DAY_MS) * DAY_MS - 3_600_000, seed: 11, timeZone: ZONE, measure: { fromMs: measureMs, share: 0.12 } })
  const days = daysOfBuilding(made, ZONE)
  const rows = (startsMs: Float64Array, energy: Float64Array) => {
    const same = (value: number): Float64Array => new Float64Array(startsMs.length).fill(value)
    return { startsMs, energy, peak: same(1), peakAtMs: same(0), coverage: same(1), quality: new Uint8Array(startsMs.length), baseLoad: same(1) }
  }
  const queries: MeterQueries = {
    hours: () => rows(made.startsMs, made.energy), days: () => rows(days.startsMs, days.energy), close: () => {},
    weather: () => ({ startsMs: made.startsMs, temperature: made.temperature, coverage: new Float64Array(made.startsMs.length).fill(1) }),
  }
  const taskOf = (meterId: number, step: BaselineStep, fromMs: number, toMs: number) => ({ meterId, step, fromMs, toMs: Math.min(toMs, made.startsMs.at(-1) ?? toMs), timeZone: ZONE, holidays: [] })
  let kept: readonly Kept[] = []
  let removed: readonly Kept[] = []
  let ids = 0
  const fit = (meterId: number, name: string, fromMs: number, toMs: number, step: BaselineStep, wanted: BaselineModel, earlier: EarlierBaseline | null = null): Result<Baseline> => {
    if (kept.some(({ baseline }) => baseline.meterId === meterId && baseline.name === name && baseline.id !== earlier?.id)) return failure('baseline-name', 'The name is taken.', { name })
    const answer = fitTask(queries, taskOf(meterId, step, fromMs, toMs), wanted)
    if (!answer.ok) return answer
    const { fitted } = answer.value
    const { quality } = fitted
    ids += 1
    const baseline: Baseline = {
      id: ids, meterId, name, fromMs, toMs, step, wanted, model: modelName(fitted.model), madeAtMs: Date.now(), who: 'operator', version: fitted.version, periods: quality.periods, parameters: quality.parameters, cvRmse: quality.cvRmse,
      nmbe: quality.nmbe, r2: quality.r2, limits: FIT_LIMITS[step], coverage: fitted.coverage, days: fitted.days, temperatureLow: fitted.temperatureLow, temperatureHigh: fitted.temperatureHigh, terms: baselineTerms(fitted, 'kWh'), outdated: false, earlier, refusals: fitRefusals(fitted),
    }
    kept = [{ baseline, answer: answer.value }, ...kept.filter((other) => other.baseline.id !== earlier?.id)]
    return ok(baseline)
  }
  if (!empty) {
    fit(1, 'Winter only', yearStart(year - 1), yearStart(year - 1) + 70 * DAY_MS, 'day', '3pHeating')
    fit(1, `Before the works, ${year - 1}`, yearStart(year - 1), measureMs, 'day', 'auto')
  }
  const gone = failure('store-locked', 'The database is in use.', { file: 'plantroom.db' })
  const guarded = <A, R>(answer: (args: A) => R) => (args: A): R | typeof gone => (failing ? gone : answer(args))
  const told = (): void => void setTimeout(() => push('energyChanged', { meterIds: [] }), 0)
  const find = (id: number): Kept | undefined => kept.find(({ baseline }) => baseline.id === id)
  const unknown = (id: number) => failure('baseline-unknown', 'There is no such baseline.', { id })
  return {
    listBaselines: guarded(({ meterId }) => ok(kept.map(({ baseline }) => baseline).filter((one) => meterId === undefined || one.meterId === meterId))),
    fitBaseline: guarded(({ meterId, name, fromMs, toMs, step, model }) => {
      const answer = fit(meterId, name, fromMs, toMs, step, model)
      told()
      return answer
    }),
    refitBaseline: guarded(({ baselineId }) => {
      const own = find(baselineId)
      if (own === undefined) return unknown(baselineId)
      const { meterId, name, fromMs, toMs, step, wanted, id, madeAtMs, model, periods, cvRmse, nmbe } = own.baseline
      const answer = fit(meterId, name, fromMs, toMs, step, wanted, { id, madeAtMs, version: 'baseline-0', model, periods, cvRmse: cvRmse + 0.004, nmbe })
      if (answer.ok) removed = [...removed, own]
      told()
      return answer
    }),
    removeBaseline: guarded(({ baselineId }) => {
      removed = [...removed, ...kept.filter(({ baseline }) => baseline.id === baselineId)]
      kept = kept.filter(({ baseline }) => baseline.id !== baselineId)
      told()
      return ok(null)
    }),
    restoreBaseline: guarded(({ baselineId }) => {
      const own = removed.find(({ baseline }) => baseline.id === baselineId)
      if (own === undefined) return unknown(baselineId)
      kept = [own, ...kept]
      told()
      return ok(own.baseline)
    }),
    getBaselineCloud: guarded(({ baselineId }) => {
      const own = find(baselineId)
      if (own === undefined) return unknown(baselineId)
      const { periods, fitted } = own.answer
      return ok({ baselineId, startsMs: periods.startsMs, temperature: periods.temperature, energy: periods.energy.map((each, i) => each / (periods.units[i] ?? 1)), line: baselineLine(fitted) })
    }),
    getSavings: guarded(({ baselineId, fromMs, toMs }) => {
      const own = find(baselineId)
      if (own === undefined) return unknown(baselineId)
      const { baseline, answer } = own
      const pricing = { tariff: TARIFF, measure: 'energy' as const, holidays: [], fittedTo: baseline.step === 'hour' ? answer.periods : null }
      const { savings: found, temperature, priced, demand } = savingsTask(queries, taskOf(baseline.meterId, baseline.step, fromMs, toMs), answer.fitted, pricing)
      const report = {
        baselineId, meterId: baseline.meterId, fromMs, toMs, step: baseline.step, startsMs: found.startsMs, measured: found.measured, expected: found.expected, cumulative: found.cumulative, temperature, measuredTotal: found.measuredTotal,
        expectedTotal: found.expectedTotal, verdict: found.verdict, difference: found.saved, differenceShare: found.savedShare, uncertainty: found.uncertainty, fractionalUncertainty: found.fractionalUncertainty,
        coverage: found.coverage, refusals: found.refusals, ...moneyOf(TARIFF, priced, demand),
      }
      return ok({ ...report, worked: workedSavings(report, answer.fitted, 'energy', demand, true) })
    }),
    exportSavings: guarded(() => ok({ name: 'savings.csv', bytes: new TextEncoder().encode('time,measured (kWh)\r\n') })),
  }
}
