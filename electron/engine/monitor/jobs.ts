/** Long work in progress: started, reported, cancelled, kept for a while after its end. */
import type { Clock } from '../../../shared/clock.ts'
import type { Job, JobKind } from '../../../shared/domain/job.ts'
import { message, type Message } from '../../../shared/message.ts'
import { fail, failure, ok, type Failure, type Result } from '../../../shared/result.ts'
import type { Log } from '../log.ts'
import { StoreWriteError } from '../store/store-failure.ts'

/** What a running job may do with its own entry. */
export interface JobHandle {
  readonly signal: AbortSignal
  /** `progress` 0..1, or null while unknown. Reports closer than 100 ms apart are merged. */
  report(progress: number | null, doing: Message): void
}

export interface Jobs {
  /** Starts `work` after the answer has gone out; its result decides how the job ends. `done` says so in words. */
  start(kind: JobKind, doing: Message, work: (handle: JobHandle) => Promise<Result<Message>>): Job
  list(): readonly Job[]
  running(kind: JobKind): Job | undefined
  cancel(jobId: string): Result<Job>
  /** Cancels all and waits for their ends. */
  stop(): Promise<void>
}

interface Entry {
  job: Job
  readonly abort: AbortController
  ended: Promise<void>
  lastEmitMs: number
}

const KEPT_ENDED = 20
const MERGE_MS = 100

export const createJobs = (clock: Clock, log: Log, changed: (job: Job) => void): Jobs => {
  const entries = new Map<string, Entry>()
  let count = 0

  const update = (entry: Entry, patch: Partial<Job>): void => {
    entry.job = { ...entry.job, ...patch }
    entry.lastEmitMs = clock.monotonicMs()
    changed(entry.job)
  }

  const forgetOldest = (): void => {
    const ended = [...entries.values()].filter((entry) => entry.job.state !== 'running')
    for (const entry of ended.slice(0, Math.max(0, ended.length - KEPT_ENDED))) entries.delete(entry.job.id)
  }

  const run = async (entry: Entry, work: (handle: JobHandle) => Promise<Result<Message>>): Promise<void> => {
    const handle: JobHandle = {
      signal: entry.abort.signal,
      report: (progress, doing) => {
        if (entry.job.state !== 'running') return
        const soon = clock.monotonicMs() - entry.lastEmitMs < MERGE_MS
        if (soon && doing.key === entry.job.doing.key) entry.job = { ...entry.job, progress, doing }
        else update(entry, { progress, doing })
      },
    }
    const result = await work(handle).catch((error: unknown): Result<Message> => {
      // A disk that refuses is no bug, and says what to do.
      if (error instanceof StoreWriteError) return fail(error.failure)
      log.error(`job ${entry.job.kind} failed`, error)
      return failure('engine-bug', `Job ${entry.job.kind} failed inside the engine: ${error instanceof Error ? error.message : String(error)}`, { name: entry.job.kind })
    })
    const endedAtMs = clock.nowMs()
    if (entry.abort.signal.aborted) update(entry, { state: 'cancelled', endedAtMs, doing: message('job.cancelled') })
    else if (result.ok) update(entry, { state: 'done', progress: 1, endedAtMs, doing: result.value })
    else update(entry, { state: 'failed', endedAtMs, failure: result.error })
    forgetOldest()
  }

  return {
    start: (kind, doing, work) => {
      count += 1
      const job: Job = { id: `${kind}-${count}`, kind, state: 'running', progress: null, doing, startedAtMs: clock.nowMs(), endedAtMs: null, failure: null }
      const entry: Entry = { job, abort: new AbortController(), ended: Promise.resolve(), lastEmitMs: clock.monotonicMs() }
      entries.set(job.id, entry)
      changed(job)
      entry.ended = Promise.resolve().then(() => run(entry, work))
      return job
    },
    list: () => [...entries.values()].map((entry) => entry.job),
    running: (kind) => [...entries.values()].find((entry) => entry.job.kind === kind && entry.job.state === 'running')?.job,
    cancel: (jobId) => {
      const entry = entries.get(jobId)
      if (!entry) return fail<Failure>({ code: 'job-unknown', message: `There is no job ${jobId}; it may have ended long ago.`, detail: { jobId } })
      entry.abort.abort()
      return ok(entry.job)
    },
    stop: async () => {
      for (const entry of entries.values()) entry.abort.abort()
      await Promise.all([...entries.values()].map((entry) => entry.ended))
    },
  }
}
