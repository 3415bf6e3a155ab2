/** SQLite's and the file system's errors as failures a technician can act on. */
import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import type { Failure } from '../../../shared/result.ts'

/** A write that did not reach the disk. Nothing of it was kept: the caller may hold the data and try again. */
export class StoreWriteError extends Error {
  readonly failure: Failure

  constructor(failure: Failure, cause: unknown) {
    super(failure.message, { cause })
    this.name = 'StoreWriteError'
    this.failure = failure
  }
}

const SPARE_BYTES = 1_048_576

/** True when the volume of `file` has less than 1 MiB left; false when that cannot be told. */
const volumeIsFull = (file: string): boolean => {
  try {
    const { bavail, bsize } = statfsSync(dirname(file))
    return bavail * bsize < SPARE_BYTES
  } catch {
    return false
  }
}

export const diskFull = (file: string): Failure => ({
  code: 'disk-full',
  message: `The disk that holds ${file} is full. Free some space; Plantroom then goes on by itself.`,
  detail: { file },
})

export const storeDamaged = (file: string, reason: string): Failure => ({
  code: 'store-damaged',
  message: `The database ${file} is damaged (${reason}). Keep a copy of it, then put a backup in its place, or move it away to begin anew.`,
  detail: { file, reason },
})

export const folderUnwritable = (folder: string, reason: string): Failure => ({
  code: 'folder-unwritable',
  message: `Plantroom cannot write in the site folder ${folder} (${reason}). Choose another folder or change its permissions.`,
  detail: { folder, reason },
})

const storeUnwritable = (file: string, reason: string): Failure => ({
  code: 'store-unwritable',
  message: `Plantroom cannot write to the database ${file} (${reason}). Check that its disk is connected and that the file may be changed.`,
  detail: { file, reason },
})

export const storeLocked = (folder: string): Failure => ({
  code: 'store-locked',
  message: `The site folder ${folder} is open in another Plantroom. Close that one first, or choose another folder.`,
  detail: { folder },
})

/** The failure behind an error of SQLite, or undefined when the error is a bug (wrong SQL, broken constraint, not SQLite's at all). */
export const sqliteFailure = (error: unknown, file: string): Failure | undefined => {
  if (!(error instanceof Database.SqliteError)) return undefined
  const { code } = error
  if (code === 'SQLITE_FULL') return diskFull(file)
  if (code.startsWith('SQLITE_IOERR') && volumeIsFull(file)) return diskFull(file)
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return storeDamaged(file, error.message)
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return storeLocked(dirname(file))
  if (/^SQLITE_(IOERR|READONLY|CANTOPEN|PERM|AUTH|NOLFS)/.test(code)) return storeUnwritable(file, `${error.message}, ${code}`)
  return undefined
}
