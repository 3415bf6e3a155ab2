/** Baselines of the open site: fitted in a worker, kept with the periods they were fitted to, and savings told against them. */
import type { Baseline, BaselineCloud, BaselineModel, BaselineStep, SavingsReport } from '../../../../shared/domain/energy-baseline.ts'
import type { TextFile } from '../../../../shared/domain/ede.ts'
import type { Meter } from '../../../../shared/domain/energy.ts'
import { entryOfDay } from '../../../../shared/domain/holidays.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import { baselineLine } from '../../analysis/energy/baseline/baseline-terms.ts'
import type { FittedBaseline } from '../../analysis/energy/baseline/fitted-baseline.ts'
import { baselineFromJson, baselineToJson } from '../../analysis/energy/baseline/kept-baseline.ts'
import { moneyOf, workedSavings } from '../../analysis/energy/baseline/worked-savings.ts'
import type { BaselineWorker } from '../../pipeline/energy/baseline-lane.ts'
import type { BaselineTask, SavingsPricing } from '../../pipeline/energy/baseline-task.ts'
import type { BaselineRow } from '../../store/tables/baselines-table.ts'
import type { SiteContext } from '../site-context.ts'
import { savingsCsv } from './savings-csv.ts'
import { shownBaseline } from './shown-baseline.ts'
import type { TariffKeeper } from './tariff-keeper.ts'

export interface NewBaseline {
  readonly meterId: number
  readonly name: string
  readonly fromMs: number
  readonly toMs: number
  readonly step: BaselineStep
  readonly model: BaselineModel
}

export interface Baselines {
  /** Newest first. Those of another version of the mathematics say so, and claim nothing until they are fitted anew. */
  list(meterId?: number): readonly Baseline[]
  /** Fails with `baseline-no-meter`, `baseline-name`, `baseline-period`, `baseline-no-weather`, `baseline-too-short`, `baseline-model-unfit`, `baseline-failed`. */
  fit(wanted: NewBaseline): Promise<Result<Baseline>>
  /** Fits a baseline to what its time holds now and by the present mathematics; the old one is kept, and comes back where the new one is removed and it is restored. Fails with `baseline-unknown` and as `fit` does. */
  refit(baselineId: number): Promise<Result<Baseline>>
  /** Fails with `baseline-unknown`. */
  remove(baselineId: number): Result<null>
  restore(baselineId: number): Result<Baseline>
  cloud(baselineId: number): Result<BaselineCloud>
  /** Fails with `baseline-unknown`, `baseline-no-meter`, `baseline-period`, `baseline-failed`. */
  savings(baselineId: number, fromMs: number, toMs: number): Promise<Result<SavingsReport>>
  exportSavings(baselineId: number, fromMs: number, toMs: number): Promise<Result<TextFile>>
  stop(): Promise<void>
}

type Parts = Pick<SiteContext, 'clock' | 'store' | 'pipeline' | 'hub' | 'log'>

const MOST_YEARS = 10
const DAY_MS = 86_400_000
const YEAR_MS = 366 * DAY_MS

interface Kept {
  readonly row: BaselineRow
  readonly fitted: FittedBaseline
}

/** `who` is the account on this machine. */
export const createBaselines = ({ clock, store, pipeline, hub, log }: Parts, worker: BaselineWorker, tariffs: Pick<TariffKeeper, 'of'>, who: string): Baselines => {
  const { baselines, energy } = store
  const tell = (meterId: number): void => hub.emit('energyChanged', { meterIds: [meterId] })
  const unknown = (id: number): Result<never> => failure('baseline-unknown', `There is no baseline ${id}; it may have been removed.`, { id })
  const meterOf = (id: number): Result<Meter> => {
    const meter = energy.meters.get(id)
    return meter === undefined ? failure('baseline-no-meter', `There is no meter ${id}; it may have been removed.`, { id }) : ok(meter)
  }

  const taskOf = (meterId: number, step: BaselineStep, fromMs: number, askedToMs: number): Result<BaselineTask> => {
    const toMs = Math.min(askedToMs, clock.nowMs())
    if (!(toMs > fromMs) || toMs - fromMs > MOST_YEARS * YEAR_MS) return failure('baseline-period', `The period must end after it begins and be at most ${MOST_YEARS} years long. Choose another time.`, { years: MOST_YEARS })
    return ok({ meterId, fromMs, toMs, step, timeZone: store.settings().timeZone, holidays: pipeline.holidayDays(fromMs, toMs) })
  }

  const present = (id: number): Result<BaselineRow> => {
    const row = baselines.get(id)
    return row === undefined || row.removedAtMs !== null ? unknown(id) : ok(row)
  }
  const kept = (id: number): Result<Kept> => {
    const row = present(id)
    if (!row.ok) return row
    const fitted = baselineFromJson(row.value.body)
    if (fitted !== null) return ok({ row: row.value, fitted })
    return failure('baseline-outdated', `${row.value.name} was fitted by ${row.value.version}, an older version of the mathematics. Fit it anew.`, { name: row.value.name, version: row.value.version })
  }
  const shown = (row: BaselineRow): Baseline => shownBaseline(row, energy.meters.get(row.meterId)?.measure ?? 'energy', row.replaces === null ? undefined : baselines.get(row.replaces))

  const inWorker = async <T>(ask: () => Promise<T>): Promise<Result<T>> => {
    try {
      return ok(await ask())
    } catch (error) {
      log.warn('a baseline could not be worked out', error)
      const reason = error instanceof Error ? error.message : String(error)
      return failure('baseline-failed', `The baseline could not be worked out: ${reason}. Try again.`, { reason })
    }
  }

  /** What money and CO2 of a meter's savings are worked out by; null without a tariff. */
  const pricingOf = (meter: Meter, { id, wanted }: BaselineRow, { fromMs, toMs }: BaselineTask): SavingsPricing | null => {
    const tariff = tariffs.of(meter)
    if (tariff === undefined) return null
    const entries = store.settings().holidays
    const holidays: number[] = []
    for (let day = Math.floor(fromMs / DAY_MS) - 1; day * DAY_MS <= toMs + DAY_MS; day++) if (entryOfDay(entries, day)?.works === false) holidays.push(day)
    const fittedTo = wanted.step === 'hour' && tariff.versions.some(({ demandCharge }) => demandCharge > 0) ? baselines.periods(id) : undefined
    return { tariff, measure: meter.measure, holidays, fittedTo: fittedTo === undefined ? null : { ...fittedTo, step: 'hour' } }
  }

  const savings = async (baselineId: number, fromMs: number, toMs: number): Promise<Result<SavingsReport>> => {
    const own = kept(baselineId)
    if (!own.ok) return own
    const { row, fitted } = own.value
    const meter = meterOf(row.meterId)
    if (!meter.ok) return meter
    const task = taskOf(row.meterId, fitted.step, fromMs, toMs)
    if (!task.ok) return task
    const pricing = pricingOf(meter.value, row, task.value)
    const answer = await inWorker(() => worker.savings(task.value, fitted, pricing))
    if (!answer.ok) return answer
    const { savings: found, temperature, priced, demand } = answer.value
    const report: Omit<SavingsReport, 'worked'> = {
      baselineId, meterId: row.meterId, fromMs, toMs: task.value.toMs, step: fitted.step, startsMs: found.startsMs, measured: found.measured, expected: found.expected, cumulative: found.cumulative, temperature,
      measuredTotal: found.measuredTotal, expectedTotal: found.expectedTotal, verdict: found.verdict, difference: found.saved, differenceShare: found.savedShare, uncertainty: found.uncertainty,
      fractionalUncertainty: found.fractionalUncertainty, coverage: found.coverage, refusals: found.refusals, ...moneyOf(pricing?.tariff, priced, demand),
    }
    return ok({ ...report, worked: workedSavings(report, fitted, meter.value.measure, demand, (pricing?.tariff.versions ?? []).some(({ demandCharge }) => demandCharge > 0)) })
  }

  const fit = async ({ meterId, name, fromMs, toMs, step, model }: NewBaseline, replaces: number | null): Promise<Result<Baseline>> => {
    const meter = meterOf(meterId)
    if (!meter.ok) return meter
    const isTaken = (): boolean => baselines.list().some((row) => row.meterId === meterId && row.name === name && row.id !== replaces)
    const taken = failure('baseline-name', `${name} is taken by another baseline of this meter. Choose another name.`, { name })
    if (isTaken()) return taken
    const task = taskOf(meterId, step, fromMs, toMs)
    if (!task.ok) return task
    const answer = await inWorker(() => worker.fit(task.value, model))
    if (!answer.ok) return answer
    if (!answer.value.ok) return answer.value
    const { fitted, periods } = answer.value.value
    // Somebody else may have asked the same meanwhile.
    if (isTaken()) return taken
    if (replaces !== null && !present(replaces).ok) return unknown(replaces)
    const facts = { meterId, name, fromMs, toMs: task.value.toMs, wanted: { model, step }, madeAtMs: clock.nowMs(), who, version: fitted.version, body: baselineToJson(fitted), replaces }
    const id = energy.atOnce(() => {
      if (replaces !== null) baselines.setRemoved(replaces, facts.madeAtMs)
      return baselines.insert(facts, periods)
    })
    tell(meterId)
    return ok(shown({ ...facts, id, removedAtMs: null }))
  }

  return {
    list: (meterId) => baselines.list().filter((row) => meterId === undefined || row.meterId === meterId).map(shown),
    fit: (wanted) => fit(wanted, null),
    refit: async (baselineId) => {
      const row = present(baselineId)
      if (!row.ok) return row
      const { meterId, name, fromMs, toMs, wanted } = row.value
      return fit({ meterId, name, fromMs, toMs, ...wanted }, baselineId)
    },
    remove: (baselineId) => {
      const row = baselines.get(baselineId)
      if (row === undefined || row.removedAtMs !== null) return unknown(baselineId)
      baselines.setRemoved(baselineId, clock.nowMs())
      tell(row.meterId)
      return ok(null)
    },
    restore: (baselineId) => {
      const row = baselines.get(baselineId)
      if (row === undefined) return unknown(baselineId)
      if (baselines.list().some(({ id, meterId, name }) => id !== baselineId && meterId === row.meterId && name === row.name)) return failure('baseline-name', `${row.name} is taken by another baseline of this meter. Choose another name.`, { name: row.name })
      baselines.setRemoved(baselineId, null)
      tell(row.meterId)
      return ok(shown({ ...row, removedAtMs: null }))
    },
    cloud: (baselineId) => {
      const own = kept(baselineId)
      if (!own.ok) return own
      const periods = baselines.periods(baselineId)
      if (periods === undefined) return unknown(baselineId)
      return ok({ baselineId, startsMs: periods.startsMs, temperature: periods.temperature, energy: periods.energy.map((each, i) => each / (periods.units[i] as number)), line: baselineLine(own.value.fitted) })
    },
    savings,
    exportSavings: async (baselineId, fromMs, toMs) => {
      const report = await savings(baselineId, fromMs, toMs)
      if (!report.ok) return report
      const meter = energy.meters.get(report.value.meterId)
      return ok(savingsCsv(report.value, meter?.measure === 'volume' ? 'm³' : 'kWh', store.settings().timeZone))
    },
    stop: () => worker.stop(),
  }
}
