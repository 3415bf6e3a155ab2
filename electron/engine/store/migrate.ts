/** Brings a database to a version: each migration in a transaction of its own, so that a kill leaves a valid older version. */
import type { Connection } from './connection.ts'
import { LATEST_VERSION, MIGRATIONS } from './migrations/migration-list.ts'

export const databaseVersion = (db: Connection): number => db.pragma('user_version', { simple: true }) as number

/** Runs what is missing up to and including version `to`. Throws what SQLite throws; the failing migration then left no trace. */
export const migrate = (db: Connection, to = LATEST_VERSION): void => {
  for (const migration of MIGRATIONS) {
    if (migration.version <= databaseVersion(db) || migration.version > to) continue
    db.transaction(() => {
      migration.up(db)
      db.pragma(`user_version = ${migration.version}`)
    }).immediate()
  }
}
