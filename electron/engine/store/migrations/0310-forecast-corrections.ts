/** 0310: what was left of a day as its first hours let it be expected, and what became of it. */
import type { Migration } from './migration.ts'

export const forecastCorrections: Migration = {
  version: 310,
  name: 'forecast corrections',
  up: (db) => {
    db.exec(`
      CREATE TABLE forecast_corrections (
        subject    TEXT NOT NULL,
        from_ms    INTEGER NOT NULL,
        hour       INTEGER NOT NULL,
        made_at_ms INTEGER NOT NULL,
        version    TEXT NOT NULL,
        hours      TEXT NOT NULL,
        score      TEXT,
        PRIMARY KEY (subject, from_ms, hour)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX forecast_corrections_by_time ON forecast_corrections (from_ms);
    `)
  },
}
