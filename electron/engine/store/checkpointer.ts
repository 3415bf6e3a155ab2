/** Copies the write-ahead log back into the database, on a connection of its own, away from the writer's thread. */
import { openCheckpointConnection, type Connection } from './connection.ts'

/** Pages in the log, and how many of them are in the database already. */
export interface LogState {
  readonly pages: number
  readonly copied: number
}

export interface Checkpointer {
  /** Copies what no reader still needs; never waits for writer or readers. Throws what SQLite throws. */
  checkpoint(): LogState
  close(): void
}

/** The state of the log after a passive checkpoint on `db`. */
export const passiveCheckpoint = (db: Connection): LogState => {
  const [state] = db.pragma('wal_checkpoint(PASSIVE)') as { readonly log: number; readonly checkpointed: number }[]
  return { pages: Math.max(0, state?.log ?? 0), copied: Math.max(0, state?.checkpointed ?? 0) }
}

/** Opens the connection at the first checkpoint: most reader threads never make one. */
export const createCheckpointer = (databaseFile: string): Checkpointer => {
  let db: Connection | undefined
  return {
    checkpoint: () => passiveCheckpoint((db ??= openCheckpointConnection(databaseFile))),
    close: () => void db?.close(),
  }
}
