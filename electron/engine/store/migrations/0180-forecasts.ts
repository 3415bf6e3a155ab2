/** 0180: fitted forecasts, each forecast that was made with its hours, and what became of it. */
import type { Migration } from './migration.ts'

export const forecasts: Migration = {
  version: 180,
  name: 'forecasts',
  up: (db) => {
    db.exec(`
      CREATE TABLE forecast_models (
        subject      TEXT PRIMARY KEY,
        version      TEXT NOT NULL,
        fitted_at_ms INTEGER NOT NULL,
        data_from_ms INTEGER NOT NULL,
        facts        TEXT NOT NULL,
        body         BLOB NOT NULL
      ) STRICT;
      CREATE TABLE forecasts (
        subject      TEXT NOT NULL,
        from_ms      INTEGER NOT NULL,
        made_at_ms   INTEGER NOT NULL,
        afterwards   INTEGER NOT NULL,
        basis        TEXT NOT NULL,
        days         TEXT NOT NULL,
        first_energy REAL NOT NULL,
        day_score    TEXT,
        week_score   TEXT,
        PRIMARY KEY (subject, from_ms)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE forecast_hours (
        subject TEXT NOT NULL,
        from_ms INTEGER NOT NULL,
        hours   BLOB NOT NULL,
        PRIMARY KEY (subject, from_ms)
      ) STRICT;
      CREATE INDEX forecast_hours_by_time ON forecast_hours (from_ms);
    `)
  },
}
