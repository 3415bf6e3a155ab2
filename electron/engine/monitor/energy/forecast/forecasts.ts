/** Forecasts of the open site: made each night and where they are missing, in a worker; kept, scored, and answered. */
import { forecastKey, type ForecastAnswer, type ForecastHorizon, type ForecastRecord, type ForecastSubject } from '../../../../../shared/domain/energy-forecast.ts'
import { message, type Message } from '../../../../../shared/message.ts'
import { fail, failure, ok, type Result } from '../../../../../shared/result.ts'
import { createCalendar } from '../../../analysis/calendar.ts'
import { dayStartOf } from '../../../analysis/energy/meters/local-periods.ts'
import type { ForecastOrder, ForecastTask } from '../../../pipeline/forecast/forecast-task.ts'
import type { ForecastWorker } from '../../../pipeline/forecast/forecast-lane.ts'
import { StoreWriteError } from '../../../store/store-failure.ts'
import type { SiteContext } from '../../site-context.ts'
import type { Energy } from '../energy.ts'
import { createCorrectionKeeper } from './correction-keeper.ts'
import { watchDemand } from './demand-watch.ts'
import { readForecast, readRecord } from './forecast-answers.ts'
import { runForecasts } from './forecast-run.ts'
import { createForecastShelf } from './forecast-shelf.ts'
import { allSubjects } from './forecast-subjects.ts'

export interface Forecasts {
  /** Fails with `meter-unknown`, `forecast-no-meter`. */
  forecast(subject: ForecastSubject): Result<ForecastAnswer>
  record(subject: ForecastSubject, horizon: ForecastHorizon): Result<ForecastRecord>
  stop(): Promise<void>
}

const CHECK_EVERY_MS = 20_000
/** After midnight: the last hours of the day have come in. */
const AFTER_MIDNIGHT_MS = 15 * 60_000
const RETRY_AFTER_MS = 3_600_000
/** More subjects than this are shown as a job. */
const SHOWN_FROM = 6

export const createForecasts = (site: SiteContext, energy: Energy, worker: ForecastWorker): Forecasts => {
  const { clock, store, jobs, hub, log } = site
  const shelf = createForecastShelf(site)
  const corrections = createCorrectionKeeper(site, shelf)
  const abort = new AbortController()
  /** Keys whose past changed: fitted anew at once. */
  const changed = new Set<string>()
  /** Keys that were tried since a midnight and gave no forecast, with why. */
  const tried = new Map<string, { readonly dayMs: number; readonly why: Message | null }>()
  let current: Promise<void> | null = null
  let correcting: Promise<void> | null = null
  let waitUntilMs = 0

  const keysOf = (meterIds: ReadonlySet<number>): string[] => allSubjects(store.energy.meters.all()).filter(({ meters }) => meters.some(({ id }) => meterIds.has(id))).map(({ key }) => key)

  const ordersFor = (dayMs: number): ForecastOrder[] =>
    allSubjects(store.energy.meters.all()).flatMap(({ key, meters }) => {
      const ready = meters.every(({ known }) => known !== null && known.toMs >= dayMs + AFTER_MIDNIGHT_MS)
      const anew = changed.has(key)
      const isMade = store.energy.forecasts.newestMs(key) === dayMs || tried.get(key)?.dayMs === dayMs
      return ready && (anew || !isMade) ? [{ subject: key, meterIds: meters.map(({ id }) => id), anew }] : []
    })

  const work = async (task: ForecastTask, dayMs: number, report: (share: number) => void, signals: readonly AbortSignal[]): Promise<Result<null>> => {
    for (const { subject } of task.orders) changed.delete(subject)
    const aborted = (): boolean => signals.some((signal) => signal.aborted)
    const done = new Set<number>()
    const meterIds = new Map(task.orders.map((order) => [order.subject, order.meterIds]))
    try {
      await runForecasts(worker, task, store, {
        report, aborted,
        done: (subject, why) => {
          shelf.forget(subject)
          corrections.forget(subject)
          tried.set(subject, { dayMs, why })
          for (const id of meterIds.get(subject) ?? []) done.add(id)
        },
      })
      // Who cancels wants no more of it now.
      if (aborted()) waitUntilMs = clock.nowMs() + 6 * RETRY_AFTER_MS
      return ok(null)
    } catch (error) {
      waitUntilMs = clock.nowMs() + RETRY_AFTER_MS
      if (error instanceof StoreWriteError) return fail(error.failure)
      const reason = error instanceof Error ? error.message : String(error)
      return failure('forecast-failed', `Forecasts could not be worked out: ${reason}. It is tried again in an hour.`, { reason })
    } finally {
      if (done.size > 0 && !abort.signal.aborted) hub.emit('energyChanged', { meterIds: [...done] })
    }
  }

  const asJob = (task: ForecastTask, dayMs: number): Promise<void> =>
    new Promise((resolve) => {
      const count = task.orders.length
      jobs.start('forecast', message('job.forecast.running', { count }), async (handle): Promise<Result<Message>> => {
        try {
          const result = await work(task, dayMs, (share) => handle.report(share, message('job.forecast.running', { count })), [handle.signal, abort.signal])
          return result.ok ? ok(message('job.forecast.done', { count })) : result
        } finally {
          resolve()
        }
      })
    })

  const run = async (): Promise<void> => {
    const { timeZone, demandWindowMinutes } = store.settings()
    const nowMs = clock.nowMs()
    const dayMs = dayStartOf(nowMs, createCalendar(timeZone))
    const orders = ordersFor(dayMs)
    if (orders.length === 0) return
    const task: ForecastTask = { nowMs, timeZone, windowMinutes: demandWindowMinutes, orders }
    if (orders.length >= SHOWN_FROM) return asJob(task, dayMs)
    const result = await work(task, dayMs, () => {}, [abort.signal])
    if (!result.ok) log.warn(result.error.message)
  }

  /** History is being taken in, or worked out: what is forecast from it would be old when it is done. */
  const comingIn = (): boolean => (['demo', 'import', 'energy'] as const).some((kind) => jobs.running(kind) !== undefined)

  const correct = (): void => {
    if (correcting !== null || abort.signal.aborted || comingIn()) return
    correcting = corrections
      .keep(() => abort.signal.aborted)
      .catch((error: unknown) => log.warn('corrected forecasts could not be kept; it is tried again in some seconds', error))
      .finally(() => {
        correcting = null
      })
  }

  const check = (): void => {
    correct()
    if (current !== null || abort.signal.aborted || clock.nowMs() < waitUntilMs || comingIn()) return
    current = run()
      .catch((error: unknown) => {
        waitUntilMs = clock.nowMs() + RETRY_AFTER_MS
        log.error('forecasts could not be worked out', error)
      })
      .finally(() => {
        current = null
      })
  }

  const watch = (): void => {
    try {
      watchDemand(site, shelf, (key) => (tried.get(key)?.why ?? null) !== null)
    } catch (error) {
      log.warn('demand limits could not be judged', error)
    }
  }

  energy.follow((_meterIds, rebuilt) => {
    if (rebuilt.size > 0) for (const key of keysOf(rebuilt)) changed.add(key)
    check()
  })
  energy.seams = {
    ...energy.seams,
    expectedOf: (meterId, fromMs, toMs) => shelf.expected(keyOfMeter(meterId), fromMs, toMs, clock.nowMs()),
    peakRisk: ({ id, demandLimitKw }, atMs) => (demandLimitKw === null ? null : (shelf.days(keyOfMeter(id), id, demandLimitKw, atMs)[0]?.exceedance ?? null)),
  }
  const stopChecking = clock.every(CHECK_EVERY_MS, check)
  // New numbers, a new forecast, another limit: all of it is told so.
  const stopListening = hub.subscribe((name) => {
    if (name === 'energyChanged') watch()
  })

  return {
    forecast: (subject) => readForecast(site, shelf, (key) => tried.get(key)?.why ?? null, subject),
    record: (subject, horizon) => readRecord(site, subject, horizon),
    stop: async () => {
      stopChecking()
      stopListening()
      abort.abort()
      await current
      await correcting
    },
  }
}

const keyOfMeter = (meterId: number): string => forecastKey({ what: 'meter', meterId })
