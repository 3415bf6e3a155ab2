/** 0060: fitted models, the newest of each detector for each point. */
import type { Migration } from './migration.ts'

export const models: Migration = {
  version: 60,
  name: 'models',
  up: (db) => {
    db.exec(`
      CREATE TABLE models (
        id              INTEGER PRIMARY KEY,
        point_id        INTEGER NOT NULL,
        detector        TEXT NOT NULL,
        version         TEXT NOT NULL,
        fitted_at_ms    INTEGER NOT NULL,
        trained_from_ms INTEGER NOT NULL,
        trained_to_ms   INTEGER NOT NULL,
        coverage        REAL NOT NULL,
        seed            INTEGER NOT NULL,
        body            TEXT NOT NULL,
        UNIQUE (point_id, detector)
      ) STRICT;
    `)
  },
}
