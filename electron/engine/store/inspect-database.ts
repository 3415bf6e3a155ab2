/** Looks at a database file before anything may change it: is it ours, whole, and not newer than this Plantroom? */
import { accessSync, closeSync, constants, existsSync, openSync, readSync, statSync } from 'node:fs'
import { fail, ok, type Failure, type Result } from '../../../shared/result.ts'
import { APPLICATION_ID, openReader, type Connection } from './connection.ts'
import { databaseVersion } from './migrate.ts'
import { LATEST_VERSION } from './migrations/migration-list.ts'
import { storeDamaged } from './store-failure.ts'

const HEADER_BYTES = 100
const USER_VERSION_OFFSET = 60
const MAGIC = 'SQLite format 3\0'

/** Databases up to this size are checked whole at every start (about 0.1 s); larger ones without their readings. */
const WHOLE_CHECK_BYTES = 64 * 1_048_576

export const storeNewer = (file: string, version: number): Failure => ({
  code: 'store-newer',
  message: `The database ${file} was written by a newer Plantroom (version ${version} of the store; this one knows ${LATEST_VERSION}). It was left as it is. Install the newer Plantroom.`,
  detail: { file, version, known: LATEST_VERSION },
})

const readHeader = (file: string): Buffer => {
  const header = Buffer.alloc(HEADER_BYTES)
  const handle = openSync(file, 'r')
  try {
    return header.subarray(0, readSync(handle, header, 0, HEADER_BYTES, 0))
  } finally {
    closeSync(handle)
  }
}

/** The committed state may still be in the log beside the file, so the header alone does not tell. */
const inspectContent = (file: string): Result<'existing'> => {
  const db = openReader(file)
  try {
    const version = databaseVersion(db)
    if (version > LATEST_VERSION) return fail(storeNewer(file, version))
    const tables = db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get() ?? 0
    const isOurs = db.pragma('application_id', { simple: true }) === APPLICATION_ID
    return isOurs || tables === 0 ? ok('existing') : fail(storeDamaged(file, 'it is the database of another program'))
  } finally {
    db.close()
  }
}

/**
 * `new` when there is nothing yet. Fails with `store-newer` or `store-damaged`. A newer database is left byte-identical.
 * Throws what SQLite and the file system throw.
 */
export const inspectDatabase = (file: string): Result<'new' | 'existing'> => {
  if (!existsSync(file)) return ok('new')
  // Before SQLite sees it: SQLite would open it read-only and leave a log beside it that is write-protected too.
  accessSync(file, constants.W_OK)
  if (statSync(file).size === 0) return ok('new')
  const header = readHeader(file)
  if (header.length < HEADER_BYTES || header.toString('latin1', 0, MAGIC.length) !== MAGIC) return fail(storeDamaged(file, 'it is not a database'))
  const version = header.readInt32BE(USER_VERSION_OFFSET)
  return version > LATEST_VERSION ? fail(storeNewer(file, version)) : inspectContent(file)
}

/** First problem that SQLite's structural check finds in `table`, or undefined. */
const tableProblem = (db: Connection, table: string): string | undefined => {
  const found = db.pragma(`quick_check("${table}")`, { simple: true }) as string
  return found === 'ok' ? undefined : found
}

/** First structural problem, or undefined. In large databases the readings are left out: a start may not take minutes. Throws what SQLite throws. */
export const findDamage = (db: Connection, file: string): string | undefined => {
  if (statSync(file).size <= WHOLE_CHECK_BYTES) {
    const found = db.pragma('quick_check(1)', { simple: true }) as string
    return found === 'ok' ? undefined : found
  }
  const tables = db.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'readings'`).pluck().all()
  for (const table of tables) {
    const problem = tableProblem(db, table)
    if (problem !== undefined) return problem
  }
  return undefined
}
