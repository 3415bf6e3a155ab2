/** Readers of the store: long questions go to worker threads, so that neither the engine nor a chart waits for them. */
import { createCheckpointer, type LogState } from './checkpointer.ts'
import { openReaderQueries } from './reader-queries.ts'
import type { ReaderTable, ReaderWorkerData } from './reader-table.ts'
import type { StoreReaders } from './store-types.ts'
import { createWorkerLane, type LaneOptions } from './worker-lane.ts'

const IDLE_MS = 120_000

/** Readers that can also look after the database. */
export interface CheckingReaders extends StoreReaders {
  /** What SQLite's full check finds wrong, empty when whole. Takes about a second per 500 MB, in the background. */
  integrity(): Promise<readonly string[]>
  /** Copies the write-ahead log into the database as far as no reader needs it; holds nobody up. */
  checkpoint(): Promise<LogState>
}

/**
 * Three worker threads, started when first needed and ended when not needed for two minutes (each holds some 20 MB): one for charts, one for past moments (playing asks without rest), one for long reads, checks and checkpoints.
 * `workerUrl` is that of `reader-worker.ts`, or of its bundle. Questions reject with an Error whose `code` is SQLite's; a worker that died is replaced.
 */
export const createStoreReaders = (databaseFile: string, workerUrl: URL | string, options: LaneOptions = { idleMs: IDLE_MS }): CheckingReaders => {
  const workerData: ReaderWorkerData = { databaseFile }
  const charts = createWorkerLane<ReaderTable>(workerUrl, workerData, options)
  const past = createWorkerLane<ReaderTable>(workerUrl, workerData, options)
  const checks = createWorkerLane<ReaderTable>(workerUrl, workerData, options)
  return {
    series: (...args) => charts.ask('series', ...args),
    history: (...args) => checks.ask('history', ...args),
    alarmRows: (...args) => checks.ask('alarmRows', ...args),
    status: (...args) => charts.ask('status', ...args),
    energyHours: (...args) => charts.ask('energyHours', ...args),
    energyDays: (...args) => charts.ask('energyDays', ...args),
    energySums: (...args) => charts.ask('energySums', ...args),
    pastStates: (...args) => past.ask('pastStates', ...args),
    timeline: (...args) => past.ask('timeline', ...args),
    alertStop: (...args) => past.ask('alertStop', ...args),
    firstReadingMs: () => past.ask('firstReadingMs'),
    integrity: () => checks.ask('integrity'),
    checkpoint: () => checks.ask('checkpoint'),
    close: async () => {
      await Promise.all([charts.close(), past.close(), checks.close()])
    },
  }
}

/** The same answers on the calling thread, for unit tests. */
export const createInlineReaders = (databaseFile: string): CheckingReaders => {
  const queries = openReaderQueries(databaseFile)
  const checkpointer = createCheckpointer(databaseFile)
  return {
    series: async (...args) => queries.series(...args),
    history: async (...args) => queries.history(...args),
    alarmRows: async (...args) => queries.alarmRows(...args),
    status: async (...args) => queries.status(...args),
    energyHours: async (...args) => queries.energyHours(...args),
    energyDays: async (...args) => queries.energyDays(...args),
    energySums: async (...args) => queries.energySums(...args),
    pastStates: async (...args) => queries.pastStates(...args),
    timeline: async (...args) => queries.timeline(...args),
    alertStop: async (...args) => queries.alertStop(...args),
    firstReadingMs: async () => queries.firstReadingMs(),
    integrity: async () => queries.integrity(),
    checkpoint: async () => checkpointer.checkpoint(),
    close: async () => {
      checkpointer.close()
      queries.close()
    },
  }
}
