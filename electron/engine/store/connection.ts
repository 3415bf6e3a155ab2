/** How the store opens SQLite: one writer, read-only connections for workers. */
import Database from 'better-sqlite3'

export type Connection = Database.Database

/** "PLRM": marks a SQLite file as a store of this product (SQLite file format, header offset 68). */
export const APPLICATION_ID = 0x50_4c_52_4d

/** A writer waits this long for a reader's short exclusive moments (checkpoint, recovery), ms. */
const BUSY_TIMEOUT_MS = 5_000

/**
 * Opens or creates the database for writing.
 * - WAL: readers never wait for the writer, and a commit is one append.
 * - synchronous FULL: a commit returns when the log is flushed, so it outlives a dead battery, not only a dead process. The pipeline commits about once a
 *   second; measured price at 2,000 rows a commit: 1-6 %.
 * - fullfsync: on macOS fsync alone leaves data in the drive's cache.
 */
export const openWriter = (file: string): Connection => {
  const db = new Database(file, { timeout: BUSY_TIMEOUT_MS })
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('fullfsync = ON')
    db.pragma('foreign_keys = ON')
    db.pragma('cache_size = -32000')
    // A worker thread copies the log back (checkpointer.ts): in a commit it would hold the engine for 50 to 200 ms. This is the net below it, for a
    // store without such a worker and for one that died: 64 MB.
    db.pragma('wal_autocheckpoint = 16384')
    // The log shrinks back after a long reader kept it from being reused.
    db.pragma('journal_size_limit = 16777216')
  } catch (error) {
    db.close()
    throw error
  }
  return db
}

/** Opens an existing database for checkpoints alone. It flushes as the writer does: the log is reused only when its content is safe in the database. */
export const openCheckpointConnection = (file: string): Connection => {
  const db = new Database(file, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS })
  db.pragma('synchronous = FULL')
  db.pragma('fullfsync = ON')
  return db
}

/** Opens an existing database read-only. */
export const openReader = (file: string): Connection => {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS })
  db.pragma('query_only = ON')
  return db
}
