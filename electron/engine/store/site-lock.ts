/** One Plantroom per site folder: an exclusive lock that the operating system drops when its holder dies, however it dies. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { folderUnwritable, sqliteFailure, storeLocked } from './store-failure.ts'

export interface SiteLock {
  release(): void
}

export const LOCK_FILE = 'plantroom.lock'

/**
 * The lock is SQLite's own file lock (fcntl on POSIX, LockFileEx on Windows) on an empty database beside the store, taken by a transaction that never writes.
 * Against a file with a process number it has no stale state: nothing is to be cleaned after `kill -9`, and no other program's number is mistaken for ours.
 */
const lockFile = (file: string): SiteLock => {
  const db = new Database(file, { timeout: 0 })
  try {
    db.exec('BEGIN EXCLUSIVE')
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
    const code = error instanceof Database.SqliteError ? error.code : ''
    if (code.startsWith('SQLITE_BUSY')) return fail(storeLocked(folder))
    if (code === 'SQLITE_NOTADB') return lockAnew(folder, file)
    if (sqliteFailure(error, file) !== undefined || code !== '') return fail(folderUnwritable(folder, code))
    throw error
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
