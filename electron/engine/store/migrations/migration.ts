/** What a migration is. Numbered by tens, never edited once released, each with a test from a filled older database. */
import type { Connection } from '../connection.ts'

export interface Migration {
  /** 10, 20, ...: the `user_version` of the database after it. */
  readonly version: number
  readonly name: string
  /** Runs inside a transaction together with the change of `user_version`. */
  readonly up: (db: Connection) => void
}
