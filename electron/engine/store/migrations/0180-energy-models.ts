/** 0180: kept forecasts with what became of them, baselines, tariffs, benchmarks. */
import type { Migration } from './migration.ts'

export const energyModels: Migration = {
  version: 180,
  name: 'energy models',
  up: (db) => {
    db.exec(`
      CREATE TABLE forecast_models (
        meter_id     INTEGER PRIMARY KEY,
        version      TEXT NOT NULL,
        fitted_at_ms INTEGER NOT NULL,
        body         TEXT NOT NULL
      ) STRICT;
      CREATE TABLE forecasts (
        meter_id   INTEGER NOT NULL,
        horizon    TEXT NOT NULL,
        made_at_ms INTEGER NOT NULL,
        method     TEXT NOT NULL,
        version    TEXT NOT NULL,
        body       TEXT NOT NULL,
        score      TEXT,
        PRIMARY KEY (meter_id, horizon, made_at_ms)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE baselines (
        id         INTEGER PRIMARY KEY AUTOINCREMENT,
        meter_id   INTEGER NOT NULL,
        name       TEXT NOT NULL,
        made_at_ms INTEGER NOT NULL,
        body       TEXT NOT NULL,
        model      TEXT NOT NULL
      ) STRICT;
      CREATE INDEX baselines_by_meter ON baselines (meter_id);
      CREATE TABLE tariffs (
        id   INTEGER PRIMARY KEY AUTOINCREMENT,
        body TEXT NOT NULL
      ) STRICT;
    `)
  },
}
