/** 0190: tariffs with who changed them, and baselines of meters with the periods they were fitted to. */
import type { Migration } from './migration.ts'

export const tariffsBaselines: Migration = {
  version: 190,
  name: 'tariffs-baselines',
  up: (db) => {
    db.exec(`
      CREATE TABLE tariffs (
        id        INTEGER PRIMARY KEY AUTOINCREMENT,
        name      TEXT NOT NULL,
        medium    TEXT NOT NULL,
        measure   TEXT NOT NULL,
        currency  TEXT NOT NULL,
        meter_ids TEXT NOT NULL,
        versions  TEXT NOT NULL
      ) STRICT;
      CREATE TABLE tariff_changes (
        id        INTEGER PRIMARY KEY AUTOINCREMENT,
        at_ms     INTEGER NOT NULL,
        who       TEXT NOT NULL,
        tariff_id INTEGER NOT NULL,
        what      TEXT NOT NULL,
        before    TEXT,
        after     TEXT,
        undone    INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE baselines (
        id            INTEGER PRIMARY KEY AUTOINCREMENT,
        meter_id      INTEGER NOT NULL,
        name          TEXT NOT NULL,
        from_ms       INTEGER NOT NULL,
        to_ms         INTEGER NOT NULL,
        wanted        TEXT NOT NULL,
        made_at_ms    INTEGER NOT NULL,
        who           TEXT NOT NULL,
        version       TEXT NOT NULL,
        body          TEXT NOT NULL,
        periods       BLOB NOT NULL,
        removed_at_ms INTEGER
      ) STRICT;
      CREATE INDEX baselines_by_meter ON baselines (meter_id);
    `)
  },
}
