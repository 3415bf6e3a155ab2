/** Entry of a reader worker thread: long questions on a read-only connection, and the log's way back into the database. */
import { workerData } from 'node:worker_threads'
import type { Series } from '../../../shared/domain/series.ts'
import { createCheckpointer } from './checkpointer.ts'
import { serveLane } from './lane-server.ts'
import { openReaderQueries } from './reader-queries.ts'
import type { ReaderTable, ReaderWorkerData } from './reader-table.ts'

const { databaseFile } = workerData as ReaderWorkerData
const queries = openReaderQueries(databaseFile)
const checkpointer = createCheckpointer(databaseFile)

const isSeries = (value: unknown): value is Series => typeof value === 'object' && value !== null && 'timesMs' in value

/** Typed arrays are moved, not copied. */
const buffersOf = (answer: unknown): ArrayBuffer[] =>
  (Array.isArray(answer) ? answer : [answer]).filter(isSeries).flatMap(({ timesMs, values, qualities }) => [timesMs.buffer, values.buffer, qualities.buffer] as ArrayBuffer[])

const table: ReaderTable = {
  series: (...args) => queries.series(...args),
  history: (...args) => queries.history(...args),
  alarmRows: (...args) => queries.alarmRows(...args),
  status: (...args) => queries.status(...args),
  energyHours: (...args) => queries.energyHours(...args),
  energyDays: (...args) => queries.energyDays(...args),
  energySums: (...args) => queries.energySums(...args),
  pastStates: (...args) => queries.pastStates(...args),
  timeline: (...args) => queries.timeline(...args),
  alertStop: (...args) => queries.alertStop(...args),
  firstReadingMs: () => queries.firstReadingMs(),
  integrity: () => queries.integrity(),
  checkpoint: () => checkpointer.checkpoint(),
}

const close = (): void => {
  queries.close()
  checkpointer.close()
}

serveLane(table, close, buffersOf)
