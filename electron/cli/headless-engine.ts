/** The engine without a window: on a site's folder, or on a temporary one that goes with it. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { EngineClient, Handlers } from '../../shared/contract.ts'
import type { Job } from '../../shared/domain/job.ts'
import { ok, type Result } from '../../shared/result.ts'
import { runCall } from '../../shared/rpc.ts'
import { composeEngine, type WorkerName } from '../engine/compose.ts'
import type { CliOptions } from './cli-options.ts'
import { staysHere } from './stays-here.ts'
import type { Terminal } from './terminal.ts'

const WORKERS: Record<WorkerName, string> = {
  reader: '../engine/store/reader-worker.ts',
  fit: '../engine/pipeline/fit-worker.ts',
  replay: '../engine/pipeline/replay-worker.ts',
  energy: '../engine/pipeline/energy/energy-worker.ts',
  baseline: '../engine/pipeline/energy/baseline-worker.ts',
  correlation: '../engine/pipeline/correlation/correlation-worker.ts',
  forecast: '../engine/pipeline/forecast/forecast-worker.ts',
  pattern: '../engine/pipeline/energy/pattern-worker.ts',
  health: '../engine/pipeline/health/health-worker.ts',
  demo: '../simulator/demo-worker.ts',
  pdf: '../engine/reports/pdf-worker.ts',
}

export interface HeadlessEngine {
  /** The contract's calls, arguments checked as those of a window are. */
  readonly call: EngineClient
  /** Absolute. */
  readonly siteFolder: string
  readonly terminal: Terminal
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal
  close(): Promise<void>
}

const clientOf = (handlers: Handlers): EngineClient =>
  new Proxy({} as EngineClient, { get: (_target, name) => (args: unknown) => runCall(handlers, name, args) })

const quietLog = { info: (): void => {}, warn: (): void => {}, error: (text: string, detail?: unknown): void => console.error(text, detail ?? '') }

/** Opens the engine and its BACnet port. Fails as the store does, or with `transport-closed` and why. */
export const openHeadless = async (options: CliOptions, terminal: Terminal, signal: AbortSignal): Promise<Result<HeadlessEngine>> => {
  const temporary = options.site === undefined ? mkdtempSync(join(tmpdir(), 'plantroom-')) : undefined
  const siteFolder = temporary === undefined ? resolve(options.site ?? '.') : join(temporary, 'site')
  if (!existsSync(siteFolder)) mkdirSync(siteFolder, { recursive: true })
  const engine = composeEngine({
    siteFolder,
    demo: false,
    worker: (name) => new URL(WORKERS[name], import.meta.url),
    appVersion: 'cli',
    log: quietLog,
    loopbackOnly: staysHere(options, process.env),
    ...(options.port === undefined ? {} : { bacnetPort: options.port }),
  })
  const call = clientOf(engine.handlers)
  const close = async (): Promise<void> => {
    await engine.stop()
    if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true })
  }
  const started = await engine.start()
  if (!started.ok) {
    await close()
    return started
  }
  if (options.timeoutMs !== undefined) await call.changeSettings({ patch: { requestTimeoutMs: options.timeoutMs } })
  return ok({ call, siteFolder, terminal, signal, close })
}

const LOOK_EVERY_MS = 100

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (signal.aborted) return done()
    const finish = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      done()
    }
    const timer = setTimeout(finish, ms)
    signal.addEventListener('abort', finish)
  })

/** Waits until `done` says so, `withinMs` have passed or Ctrl+C; tells whether it was done. */
export const waitFor = async ({ signal }: HeadlessEngine, withinMs: number, done: () => Promise<boolean>): Promise<boolean> => {
  const deadlineMs = performance.now() + withinMs
  while (!signal.aborted && performance.now() < deadlineMs) {
    if (await done()) return true
    await pause(LOOK_EVERY_MS, signal)
  }
  return done()
}

/** Shows a job's progress until its end. Ctrl+C cancels it. */
export const watchJob = async (engine: HeadlessEngine, started: Result<Job>): Promise<Result<Job>> => {
  if (!started.ok) return started
  const cancel = (): void => void engine.call.cancelJob({ jobId: started.value.id })
  engine.signal.addEventListener('abort', cancel)
  try {
    for (;;) {
      const jobs = await engine.call.listJobs({})
      if (!jobs.ok) return jobs
      const job = jobs.value.find(({ id }) => id === started.value.id) ?? started.value
      if (job.state !== 'running') return job.failure === null ? ok(job) : { ok: false, error: job.failure }
      engine.terminal.progress(engine.terminal.say(job.doing))
      await new Promise((next) => setTimeout(next, LOOK_EVERY_MS))
    }
  } finally {
    engine.signal.removeEventListener('abort', cancel)
  }
}
