/** The composed engine in the test's own process, on any free port and a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composeEngine } from '../../electron/engine/compose.ts'
import { silentLog, type Log } from '../../electron/engine/log.ts'
import type { Handlers } from '../../shared/contract.ts'
import type { Job } from '../../shared/domain/job.ts'
import type { Result } from '../../shared/result.ts'
import type { EventListener } from '../../shared/rpc.ts'
import { sourceWorker } from './source-worker.ts'

export interface InlineEngine {
  readonly handlers: Handlers
  readonly siteFolder: string
  subscribe(listener: EventListener): () => void
  suspend(): void
  resume(): void
  stop(): Promise<void>
}

export interface InlineOptions {
  readonly demo?: boolean
  /** An existing site; default a new one that goes with the engine. */
  readonly home?: string
  readonly log?: Log
}

/** The value of a result, or an error with its message. */
export const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}

export const startInlineEngine = async (options: InlineOptions = {}): Promise<InlineEngine> => {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'plantroom-test-'))
  const demo = options.demo === true
  const siteFolder = join(home, demo ? 'demo' : 'site')
  const engine = composeEngine({ siteFolder, demo, worker: sourceWorker, appVersion: 'test', log: options.log ?? silentLog, loopbackOnly: true })
  valueOf(await engine.start())
  return {
    handlers: engine.handlers,
    siteFolder,
    subscribe: (listener) => engine.subscribe(listener),
    suspend: () => engine.suspend(),
    resume: () => engine.resume(),
    stop: async () => {
      await engine.stop()
      if (options.home === undefined) rmSync(home, { recursive: true, force: true })
    },
  }
}

/** How long what is sure to come is waited for; on a quiet machine it takes a second, on a busy one what it takes. */
const PATIENCE_MS = 60_000

/** Asks until `check` gives something else than undefined or false. Rejects with what was waited for. */
export const eventually = async <T>(what: string, check: () => Promise<T | undefined | false> | T | undefined | false, withinMs = PATIENCE_MS): Promise<T> => {
  const deadlineMs = performance.now() + withinMs
  for (;;) {
    const value = await check()
    if (value !== undefined && value !== false) return value
    if (performance.now() > deadlineMs) throw new Error(`waited ${withinMs} ms for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Waits for the end of a job and gives it. */
export const jobEnd = (handlers: Handlers, jobId: string, withinMs = 2 * PATIENCE_MS): Promise<Job> =>
  eventually(
    `the end of ${jobId}`,
    async () => valueOf(await handlers.listJobs({})).find((job) => job.id === jobId && job.state !== 'running'),
    withinMs,
  )
