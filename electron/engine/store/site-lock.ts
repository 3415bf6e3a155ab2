/** One Plantroom per site folder: an exclusive lock that the operating system drops when its holder dies, however it dies. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { folderUnwritable, storeLocked } from './store-failure.ts'

export interface SiteLock {
  release(): void
}

export const LOCK_FILE = 'plantroom.lock'

/**
 * The lock is SQLite's own file lock (fcntl on POSIX, LockFileEx on Windows) on an empty database beside the store, taken by a transaction that never commits.
 * Against a file with a process number it has no stale state: nothing is to be cleaned after `kill -9`, and no other program's number is mistaken for ours.
 */
const lockFile = (file: string): SiteLock => {
  const db = new Database(file, { timeout: 0 })
  try {
    // The write is never committed and its journal stays in memory; it proves that the file may be written. Without that right SQLite would
    // quietly take a shared lock, which another Plantroom could take as well.
    db.pragma('journal_mode = MEMORY')
    db.exec('BEGIN EXCLUSIVE; PRAGMA user_version = 1')
  } catch (error) {
    db.close()
    throw error
  }
  return { release: () => void db.close() }
}

/** Takes the lock of `folder`. Fails with `store-locked` or `folder-unwritable`. */
export const acquireSiteLock = (folder: string): Result<SiteLock> => {
  const file = join(folder, LOCK_FILE)
  try {
    return ok(lockFile(file))
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
    if (error.code.startsWith('SQLITE_BUSY')) return fail(storeLocked(folder))
    if (error.code === 'SQLITE_NOTADB') return lockAnew(folder, file)
    return fail(folderUnwritable(folder, `${LOCK_FILE}: ${error.message}`))
  }
}

/** The lock file never holds data, so one that something else wrote into is replaced. */
const lockAnew = (folder: string, file: string): Result<SiteLock> => {
  try {
    rmSync(file)
    return ok(lockFile(file))
  } catch (error) {
    return fail(folderUnwritable(folder, error instanceof Error ? error.message : String(error)))
  }
}
