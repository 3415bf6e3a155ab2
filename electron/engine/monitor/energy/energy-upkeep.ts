/** Keeps energy up to date: some minutes after each demand window, and soon after meters, settings or late readings changed. */
import { message, type Message } from '../../../../shared/message.ts'
import { fail, failure, ok, type Result } from '../../../../shared/result.ts'
import type { EnergyTask } from '../../pipeline/energy/energy-task.ts'
import type { EnergyWorker } from '../../pipeline/energy/energy-lane.ts'
import { StoreWriteError } from '../../store/store-failure.ts'
import type { JobHandle } from '../jobs.ts'
import type { SiteContext } from '../site-context.ts'
import { runEnergy } from './energy-run.ts'

const MINUTE_MS = 60_000
const DAY_MS = 1_440 * MINUTE_MS
const CHECK_EVERY_MS = 20_000
/** After the end of a window: polled and reported values have arrived. */
const AFTER_WINDOW_MS = MINUTE_MS
const WINDOW_MS = 15 * MINUTE_MS
/** Changes come in bursts. */
const SOON_MS = 2_000
/** Work on more than so many days of meters is shown as a job. */
const LONG_WORK_DAYS = 400

export interface EnergyUpkeep {
  /** Something is due: works it out soon. */
  soon(): void
  /** Resolves when what is running has ended. */
  settled(): Promise<void>
  stop(): Promise<void>
}

export interface UpkeepDeps {
  readonly site: Pick<SiteContext, 'clock' | 'store' | 'jobs' | 'log' | 'hub'>
  readonly worker: EnergyWorker
  readonly plan: (options: { readonly dueOnly: boolean; readonly daily: boolean }) => EnergyTask
  /** After a run: these meters have new numbers. */
  readonly worked: (meterIds: readonly number[]) => void
}

export const createEnergyUpkeep = ({ site, worker, plan, worked }: UpkeepDeps): EnergyUpkeep => {
  const { clock, store, jobs, log } = site
  let running = false
  let current: Promise<void> = Promise.resolve()
  let again = false
  let stopped = false
  let lastWindow = 0
  let lastHour = 0
  let cancelSoon: (() => void) | null = null
  const abort = new AbortController()

  const work = async (task: EnergyTask, report: (share: number) => void, signals: readonly AbortSignal[]): Promise<Result<null>> => {
    try {
      const done = await runEnergy(worker, task, store, { report, aborted: () => signals.some(({ aborted }) => aborted) })
      if (!stopped && done.length > 0) worked(done)
      return ok(null)
    } catch (error) {
      if (error instanceof StoreWriteError) return fail(error.failure)
      const reason = error instanceof Error ? error.message : String(error)
      return failure('energy-failed', `Energy could not be worked out: ${reason}. It is tried again within the hour.`, { reason })
    }
  }

  const asJob = (task: EnergyTask): Promise<void> =>
    new Promise((resolve) => {
      jobs.start('energy', message('job.energy.running', { meters: task.due.length }), async (handle: JobHandle): Promise<Result<Message>> => {
        try {
          const result = await work(task, (share) => handle.report(share, message('job.energy.running', { meters: task.due.length })), [handle.signal, abort.signal])
          return result.ok ? ok(message('job.energy.done', { meters: task.due.length })) : result
        } finally {
          resolve()
        }
      })
    })

  const runOnce = async (dueOnly: boolean, daily: boolean): Promise<void> => {
    const task = plan({ dueOnly, daily })
    if (task.due.length === 0 && task.run.length === 0 && task.weather === null) return
    const days = task.due.reduce((sum, { meterId, fromMs }) => {
      const known = task.meters.find(({ id }) => id === meterId)?.known
      return sum + (task.nowMs - Math.max(fromMs, known?.fromMs ?? task.nowMs - 30 * DAY_MS)) / DAY_MS
    }, 0)
    if (days > LONG_WORK_DAYS) return asJob(task)
    const result = await work(task, () => {}, [abort.signal])
    if (!result.ok) log.warn(result.error.message)
  }

  const start = (dueOnly: boolean, daily: boolean): void => {
    if (stopped) return
    if (running) {
      again = true
      return
    }
    running = true
    current = runOnce(dueOnly, daily)
      .catch((error: unknown) => log.error('energy could not be worked out', error))
      .finally(() => {
        running = false
        if (again) {
          again = false
          soon()
        }
      })
  }

  /** History is being taken in: what would be worked out now is old when it is done. */
  const comingIn = (): boolean => jobs.running('demo') !== undefined || jobs.running('import') !== undefined

  const tick = (): void => {
    const nowMs = clock.nowMs() - AFTER_WINDOW_MS
    const window = Math.floor(nowMs / WINDOW_MS)
    const hour = Math.floor(nowMs / (4 * WINDOW_MS))
    if (window === lastWindow || running || comingIn()) return
    start(false, hour !== lastHour)
    lastWindow = window
    lastHour = hour
  }

  const soon = (): void => {
    if (stopped || cancelSoon !== null) return
    cancelSoon = clock.after(SOON_MS, () => {
      cancelSoon = null
      if (comingIn()) soon()
      else start(true, false)
    })
  }

  const stopTicking = clock.every(CHECK_EVERY_MS, tick)
  return {
    soon,
    settled: () => current,
    stop: async () => {
      stopped = true
      stopTicking()
      cancelSoon?.()
      abort.abort()
      await current
    },
  }
}
