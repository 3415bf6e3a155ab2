/** Health of the open site's devices: worked out in a worker soon after the start and every hour, kept by day, and told when asked. */
import type { DeviceHealth, DeviceHealthDetail, HealthDay, HealthTrend, StatusHistory } from '../../../../shared/domain/health.ts'
import { message, type Message } from '../../../../shared/message.ts'
import { fail, failure, ok, type Result } from '../../../../shared/result.ts'
import type { HealthWorker } from '../../pipeline/health/health-lane.ts'
import { StoreWriteError } from '../../store/store-failure.ts'
import type { SiteContext } from '../site-context.ts'
import { planHealth, type PlanSources } from './health-plan.ts'
import { runHealth } from './health-run.ts'
import { letOutcomesGo } from './outcome-retention.ts'

export interface Health {
  list(): { readonly devices: readonly DeviceHealth[]; readonly workedOutAtMs: number | null }
  /** Fails with `device-unknown` or `period-invalid`. */
  detail(deviceId: number, fromMs: number, toMs: number, atMs: number): Result<DeviceHealthDetail>
  /** Fails with `device-unknown` or `period-invalid`. */
  status(deviceId: number, fromMs: number, toMs: number, step: StatusHistory['step']): Promise<Result<StatusHistory>>
  /** Resolves when nothing is being worked out. */
  settled(): Promise<void>
  stop(): Promise<void>
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const CHECK_EVERY_MS = 20_000
/** Devices have been found and read by then, roles found, history taken up. */
const FIRST_AFTER_MS = 45_000
/** After the end of an hour: what is asked within it has been answered. */
const AFTER_HOUR_MS = 2 * 60_000
const RECENT_DAYS = 30
/** Work on more devices that were never judged is shown as a job. */
const MANY_DEVICES = 50
const LONGEST_MS = { score: 5 * 366 * DAY_MS, hour: 100 * DAY_MS, day: 20 * 366 * DAY_MS } as const

export const createHealth = (site: SiteContext, sources: PlanSources, worker: HealthWorker): Health => {
  const { clock, store, jobs, log, hub, registry, readers } = site
  const startedMs = clock.monotonicMs()
  const abort = new AbortController()
  let current: Promise<void> | null = null
  let lastHour = Number.NaN
  let workedOutAtMs: number | null = null

  const work = async (report: (share: number) => void, signals: readonly AbortSignal[]): Promise<Result<number>> => {
    const nowMs = clock.nowMs()
    try {
      const deviceIds = await runHealth(worker, planHealth(site, sources, nowMs), store, { report, aborted: () => signals.some(({ aborted }) => aborted) })
      if (!abort.signal.aborted) {
        workedOutAtMs = nowMs
        if (deviceIds.length > 0) hub.emit('healthChanged', { deviceIds })
      }
      return ok(deviceIds.length)
    } catch (error) {
      if (error instanceof StoreWriteError) return fail(error.failure)
      const reason = error instanceof Error ? error.message : String(error)
      return failure('health-failed', `The health of devices could not be worked out: ${reason}. It is tried again within the hour.`, { reason })
    }
  }
  const asJob = (devices: number): Promise<void> =>
    new Promise((resolve) => {
      jobs.start('health', message('job.health.running', { devices }), async (handle): Promise<Result<Message>> => {
        try {
          const result = await work((share) => handle.report(share, message('job.health.running', { devices })), [handle.signal, abort.signal])
          return result.ok ? ok(message('job.health.done', { devices: result.value })) : result
        } finally {
          resolve()
        }
      })
    })
  const runOnce = async (): Promise<void> => {
    const unjudged = registry.list().filter(({ id }) => store.health.lastMs(id) === undefined).length
    if (unjudged > MANY_DEVICES) await asJob(unjudged)
    else {
      const result = await work(() => {}, [abort.signal])
      if (!result.ok) log.warn(result.error.message)
    }
    await letOutcomesGo(store, clock.nowMs(), () => abort.signal.aborted).catch((error: unknown) => {
      if (!(error instanceof StoreWriteError)) throw error
      log.warn(`old outcomes of requests could not be deleted, to be tried again within the hour: ${error.failure.message}`)
    })
  }

  /** History is being taken in: what would be worked out now is old when it is done. */
  const comingIn = (): boolean => jobs.running('demo') !== undefined || jobs.running('import') !== undefined
  const tick = (): void => {
    const hour = Math.floor((clock.nowMs() - AFTER_HOUR_MS) / HOUR_MS)
    if (current !== null || hour === lastHour || comingIn() || clock.monotonicMs() - startedMs < FIRST_AFTER_MS) return
    lastHour = hour
    current = runOnce()
      .catch((error: unknown) => log.error('the health of devices could not be worked out', error))
      .finally(() => {
        current = null
      })
  }
  const stopTicking = clock.every(CHECK_EVERY_MS, tick)

  const checked = (deviceId: number, fromMs: number, toMs: number, longestMs: number): Result<null> => {
    if (registry.get(deviceId) === undefined) return failure('device-unknown', `There is no device ${deviceId}.`, { id: deviceId })
    return toMs > fromMs && toMs - fromMs <= longestMs ? ok(null) : failure('period-invalid', 'The end of the period must be after its beginning, and not more than 100 days of hours or five years of scores.')
  }

  return {
    list: () => {
      const nowMs = clock.nowMs()
      const byDevice = Map.groupBy(store.health.allDays(nowMs - (RECENT_DAYS + 1) * DAY_MS), ({ deviceId }) => deviceId)
      const devices = registry.list().map(({ id }): DeviceHealth => {
        const days = (byDevice.get(id) ?? []).map(({ day }) => day)
        const latest = days.at(-1) ?? null
        const explained = latest === null ? undefined : store.health.explained(id, latest.startMs)
        return {
          deviceId: id, latest, trend: explained?.trend ?? NO_TREND, recent: recentOf(days, nowMs), worst: explained?.deductions[0]?.text ?? null,
          lacking: latest?.score === null ? (explained?.lacking.find(({ text }) => text.key === 'health.lacking.unobserved')?.text ?? message('health.lacking.score')) : null,
        }
      })
      return { devices, workedOutAtMs }
    },
    detail: (deviceId, fromMs, toMs, atMs) => {
      const may = checked(deviceId, fromMs, toMs, LONGEST_MS.score)
      if (!may.ok) return may
      const days = store.health.days(deviceId, fromMs, toMs)
      const explained = store.health.explained(deviceId, atMs)
      if (explained === undefined) return ok({ deviceId, trend: NO_TREND, days, day: null, deductions: [], lacking: [] })
      const { deductions, lacking, trend: _then, ...day } = explained
      const trend = store.health.explained(deviceId, clock.nowMs())?.trend ?? NO_TREND
      return ok({ deviceId, trend, days, day, deductions, lacking })
    },
    status: async (deviceId, fromMs, toMs, step) => {
      const may = checked(deviceId, fromMs, toMs, LONGEST_MS[step])
      return may.ok ? ok(await readers.status(step, deviceId, fromMs, toMs)) : may
    },
    settled: () => current ?? Promise.resolve(),
    stop: async () => {
      stopTicking()
      abort.abort()
      await current
    },
  }
}

const NO_TREND: HealthTrend = { direction: 'unknown', confidence: null, pointsPerMonth: null, days: 0 }

/** Scores of the last 30 days, one each; NaN where there is none. */
const recentOf = (days: readonly HealthDay[], nowMs: number): Float64Array => {
  const recent = new Float64Array(RECENT_DAYS).fill(Number.NaN)
  for (const { startMs, score } of days) {
    const ago = Math.floor((nowMs - startMs) / DAY_MS)
    if (ago < RECENT_DAYS && score !== null) recent[RECENT_DAYS - 1 - ago] = score
  }
  return recent
}
