/** Opens the store of a site folder: lock, look before touching, migrate, check. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fail, ok, type Failure, type Result } from '../../../shared/result.ts'
import { silentLog, type Log } from '../log.ts'
import { openWriter, type Connection } from './connection.ts'
import { findDamage, inspectDatabase } from './inspect-database.ts'
import { databaseVersion, migrate } from './migrate.ts'
import { acquireSiteLock } from './site-lock.ts'
import { folderUnwritable, sqliteFailure, storeDamaged } from './store-failure.ts'
import { createWritableStore, type SqliteStore } from './writable-store.ts'

/** The database file of a site folder. */
export const databaseFile = (siteFolder: string): string => join(siteFolder, 'plantroom.db')

/** A folder or file that refuses to be read or written is the user's to mend, whether SQLite or the file system reports it. */
const openingFailure = (error: unknown, siteFolder: string): Failure | undefined => {
  if (error instanceof Error && 'syscall' in error) return folderUnwritable(siteFolder, error.message)
  const known = sqliteFailure(error, databaseFile(siteFolder))
  return known?.code === 'store-unwritable' ? folderUnwritable(siteFolder, String(known.detail?.reason ?? '')) : known
}

const makeFolder = (siteFolder: string): Result<null> => {
  try {
    mkdirSync(siteFolder, { recursive: true })
    return ok(null)
  } catch (error) {
    return fail(folderUnwritable(siteFolder, error instanceof Error ? error.message : String(error)))
  }
}

/** SQLite falls back to reading when it may not write, and says so only at the first write: so write, and take it back before anything reaches the disk. */
const proveWritable = (db: Connection): void => {
  db.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${databaseVersion(db)}; ROLLBACK`)
}

const prepareDatabase = (file: string): Result<Connection> => {
  const found = inspectDatabase(file)
  if (!found.ok) return found
  const db = openWriter(file)
  try {
    proveWritable(db)
    const damage = found.value === 'existing' ? findDamage(db, file) : undefined
    if (damage !== undefined) {
      db.close()
      return fail(storeDamaged(file, damage))
    }
    migrate(db)
    return ok(db)
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * Opens or creates the store in `siteFolder`. Fails with `folder-unwritable`, `store-locked`, `store-newer`, `store-damaged`, `disk-full`.
 * `log` hears of stored settings that had to be ignored.
 */
export const openStore = (siteFolder: string, log: Log = silentLog): Result<SqliteStore> => {
  const folder = makeFolder(siteFolder)
  if (!folder.ok) return folder
  const lock = acquireSiteLock(siteFolder)
  if (!lock.ok) return lock
  try {
    const file = databaseFile(siteFolder)
    const db = prepareDatabase(file)
    if (db.ok) return ok(createWritableStore({ db: db.value, file, lock: lock.value, log }))
    lock.value.release()
    return db
  } catch (error) {
    lock.value.release()
    const known = openingFailure(error, siteFolder)
    if (known === undefined) throw error
    return fail(known)
  }
}
