/** What a reader's worker thread is given and can be asked. */
import type { Checkpointer } from './checkpointer.ts'
import type { ReaderQueries } from './reader-queries.ts'

export type ReaderTable = Pick<ReaderQueries, 'series' | 'history' | 'alarmRows' | 'status' | 'energyHours' | 'energyDays' | 'energySums' | 'pastStates' | 'timeline' | 'alertStop' | 'firstReadingMs' | 'integrity'> & Pick<Checkpointer, 'checkpoint'>

export interface ReaderWorkerData {
  readonly databaseFile: string
}
