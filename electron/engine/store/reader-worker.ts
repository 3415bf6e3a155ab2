/** Entry of a reader worker thread: long questions on a read-only connection, and the log's way back into the database. */
import { workerData } from 'node:worker_threads'
import type { Series } from '../../../shared/domain/series.ts'
import { serveLane } from './lane-server.ts'
import { openReaderQueries } from './reader-queries.ts'
import type { ReaderTable, ReaderWorkerData } from './reader-table.ts'

const { series, history, integrity, close } = openReaderQueries((workerData as ReaderWorkerData).databaseFile)

const isSeries = (value: unknown): value is Series => typeof value === 'object' && value !== null && 'timesMs' in value

/** Typed arrays are moved, not copied. */
const buffersOf = (answer: unknown): ArrayBuffer[] =>
  (Array.isArray(answer) ? answer : [answer]).filter(isSeries).flatMap(({ timesMs, values, qualities }) => [timesMs.buffer, values.buffer, qualities.buffer] as ArrayBuffer[])

serveLane({ series, history, integrity } satisfies ReaderTable, close, buffersOf)
