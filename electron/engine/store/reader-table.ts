/** What a reader's worker thread is given and can be asked. */
import type { ReaderQueries } from './reader-queries.ts'

export type ReaderTable = Pick<ReaderQueries, 'series' | 'history' | 'integrity'>

export interface ReaderWorkerData {
  readonly databaseFile: string
}
