/** 0010: the site itself: its settings and the values the engine keeps between runs. */
import { APPLICATION_ID } from '../connection.ts'
import type { Migration } from './migration.ts'

export const site: Migration = {
  version: 10,
  name: 'site',
  up: (db) => {
    db.pragma(`application_id = ${APPLICATION_ID}`)
    db.exec(`
      CREATE TABLE settings (
        name  TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE meta (
        name  TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
