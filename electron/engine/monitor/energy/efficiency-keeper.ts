/** Keeps the efficiency of every meter's last year worked out, meter after meter in a worker, and answers from what is kept. */
import type { Benchmark, EfficiencyReport, FloorArea } from '../../../../shared/domain/efficiency.ts'
import type { Meter } from '../../../../shared/domain/energy.ts'
import type { EnergyPatterns } from '../../../../shared/domain/energy-patterns.ts'
import type { Tariff } from '../../../../shared/domain/tariff.ts'
import { fail, failure, ok, type Result } from '../../../../shared/result.ts'
import type { PatternWorker } from '../../pipeline/energy/pattern-lane.ts'
import { StoreWriteError } from '../../store/store-failure.ts'
import type { SiteContext } from '../site-context.ts'
import { benchmarksOf, efficiencyReport } from './efficiency-report.ts'
import { createSavingPricer, type SavingPrices } from './saving-prices.ts'
import { BACK_MS, basisOf, lastYear, patternTasks } from './pattern-tasks.ts'

export interface EfficiencyKeeper {
  report(): EfficiencyReport
  /** Of the last year as kept, or of `period` worked out now. Fails with `meter-unknown`, `period-invalid`, `energy-period-long`, `patterns-pending`, `patterns-failed`. */
  patterns(meterId: number, period: { readonly fromMs: number; readonly toMs: number } | undefined): Promise<Result<EnergyPatterns>>
  setFloorArea(floorArea: FloorArea): Result<readonly FloorArea[]>
  /** Fails with `benchmark-unknown`, `benchmark-nameless`. */
  setBenchmark(kind: string | null, benchmark: Omit<Benchmark, 'kind' | 'shipped'>): Result<readonly Benchmark[]>
  resetBenchmark(kind: string): Result<readonly Benchmark[]>
  /** Resolves when nothing is being worked out. */
  settled(): Promise<void>
  stop(): Promise<void>
}

/** Changes come in bursts. */
const SOON_MS = 3_000
/** A day that is over is noticed within this. */
const CHECK_EVERY_MS = 600_000
const LONGEST_PERIOD_MS = 3_653 * 86_400_000
const OWN = /^own-(\d+)$/

export const createEfficiencyKeeper = (site: SiteContext, tariffOf: (meter: Meter) => Tariff | undefined, worker: PatternWorker): EfficiencyKeeper => {
  const { clock, store, hub, log, readers, jobs } = site
  const prices = new Map<number, SavingPrices | null>()
  let running = false
  let again = false
  let stopped = false
  let telling = false
  let current: Promise<void> = Promise.resolve()
  let cancelSoon: (() => void) | null = null

  const inUse = (): Meter[] => store.energy.meters.all().filter(({ ignored }) => !ignored)
  const tell = (meterIds: readonly number[]): void => {
    telling = true
    hub.emit('energyChanged', { meterIds })
    telling = false
  }

  /** Works out what is not of the last year and the numbers that stand; gives the meters that changed. */
  const work = async (): Promise<number[]> => {
    const meters = inUse().filter(({ known }) => known !== null)
    const year = lastYear(site)
    const taskOf = patternTasks(site, inUse(), year)
    store.efficiency.keepOnly(meters.map(({ id }) => id))
    const kept = new Map(store.efficiency.all().map(({ basis, efficiency }) => [efficiency.meterId, basis]))
    const sums = new Map((await readers.energySums('days', meters.map(({ id }) => id), year.toMs - BACK_MS, year.toMs)).map((sum) => [sum.meterId, sum]))
    const done: number[] = []
    for (const meter of meters) {
      const task = taskOf(meter)
      const basis = basisOf(task, [meter.id, ...task.opposite].flatMap((id) => sums.get(id) ?? []))
      if (kept.get(meter.id) === basis) continue
      const worked = await worker.efficiency(task)
      if (stopped) break
      store.efficiency.put(worked, basis)
      prices.delete(meter.id)
      done.push(meter.id)
    }
    return done
  }

  /** Prices of what each meter could save. */
  const price = async (): Promise<number> => {
    const pricer = createSavingPricer(site, tariffOf)
    const meters = new Map(inUse().map((meter) => [meter.id, meter]))
    let found = 0
    for (const { efficiency } of store.efficiency.all()) {
      const { meterId, findings } = efficiency
      const meter = meters.get(meterId)
      const patterns = store.efficiency.patterns(meterId)
      if (stopped || prices.has(meterId) || findings.length === 0 || meter === undefined || patterns === undefined) continue
      const own = await pricer.pricesOf(meter, efficiency, patterns)
      prices.set(meterId, own)
      if (own !== null) found += 1
    }
    return found
  }

  const run = async (): Promise<void> => {
    try {
      const done = await work()
      const priced = stopped ? 0 : await price()
      if (!stopped && (done.length > 0 || priced > 0)) tell(done)
    } catch (error) {
      if (!stopped) log.warn('efficiency could not be worked out; it is tried again within ten minutes', error instanceof StoreWriteError ? error.failure.message : String(error))
    }
  }

  const start = (): void => {
    cancelSoon = null
    if (stopped) return
    if (jobs.running('demo') !== undefined || jobs.running('import') !== undefined) return soon()
    if (running) {
      again = true
      return
    }
    running = true
    current = run().finally(() => {
      running = false
      if (again) {
        again = false
        soon()
      }
    })
  }
  const soon = (): void => {
    if (!stopped) cancelSoon ??= clock.after(SOON_MS, start)
  }

  const stopListening = hub.subscribe((name, payload) => {
    if (name === 'settingsChanged') soon()
    if (name !== 'energyChanged' || telling) return
    // Told of no meter: a tariff was changed.
    if ((payload as { readonly meterIds: readonly number[] }).meterIds.length === 0) prices.clear()
    soon()
  })
  const stopTicking = clock.every(CHECK_EVERY_MS, soon)
  soon()

  const wrote = <T>(write: () => void, value: () => T): Result<T> => {
    try {
      write()
    } catch (error) {
      if (error instanceof StoreWriteError) return fail(error.failure)
      throw error
    }
    tell([])
    return ok(value())
  }
  const benchmarks = (): Benchmark[] => benchmarksOf(store.efficiency.benchmarks())

  return {
    report: () =>
      efficiencyReport({
        atMs: clock.nowMs(), meters: inUse(), worked: store.efficiency.all().map(({ efficiency }) => efficiency), floorAreas: store.efficiency.floorAreas(), changedBenchmarks: store.efficiency.benchmarks(),
        priceOf: (meterId, kind) => prices.get(meterId)?.get(kind) ?? null,
      }),
    patterns: async (meterId, period) => {
      const meters = inUse()
      const meter = meters.find(({ id }) => id === meterId)
      if (meter === undefined) return failure('meter-unknown', `There is no meter ${meterId}; it may have been removed.`, { id: meterId })
      if (period === undefined) {
        const kept = store.efficiency.patterns(meterId)
        return kept === undefined ? failure('patterns-pending', `The load of ${meter.name} is still being worked out. It is shown as soon as it is there.`, { name: meter.name }) : ok(kept)
      }
      if (period.toMs <= period.fromMs) return failure('period-invalid', 'The end of the period must be after its beginning.')
      if (period.toMs - period.fromMs > LONGEST_PERIOD_MS) return failure('patterns-period-long', 'Patterns are told of ten years at most. Choose a shorter time.')
      try {
        return ok(await worker.patterns(patternTasks(site, meters, period)(meter)))
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        return failure('patterns-failed', `The patterns of ${meter.name} could not be worked out: ${reason}. Try again.`, { name: meter.name, reason })
      }
    },
    setFloorArea: (floorArea) => wrote(() => store.efficiency.putFloorArea(floorArea), () => store.efficiency.floorAreas()),
    setBenchmark: (kind, benchmark) => {
      const all = benchmarks()
      if (kind !== null && !all.some((each) => each.kind === kind)) return failure('benchmark-unknown', `There is no benchmark ${kind}; it may have been removed.`, { kind })
      if ((kind === null || OWN.test(kind)) && benchmark.name === '') return failure('benchmark-nameless', 'A benchmark of your own needs a name.')
      const next = 1 + all.reduce((most, each) => Math.max(most, Number(OWN.exec(each.kind)?.[1] ?? 0)), 0)
      return wrote(() => store.efficiency.putBenchmark({ ...benchmark, kind: kind ?? `own-${next}` }), benchmarks)
    },
    resetBenchmark: (kind) =>
      wrote(() => {
        store.efficiency.removeBenchmark(kind)
        // An area cannot be of a kind that is no more.
        if (OWN.test(kind)) for (const area of store.efficiency.floorAreas()) if (area.kind === kind) store.efficiency.putFloorArea({ ...area, kind: null })
      }, benchmarks),
    settled: () => current,
    stop: async () => {
      stopped = true
      stopListening()
      stopTicking()
      cancelSoon?.()
      await worker.close()
      await current
    },
  }
}
