/** 0150: meters, what was corrected of them, energy by hour and day, outdoor temperature by hour, run-time by day, and imported interval data. */
import type { Migration } from './migration.ts'

export const energy: Migration = {
  version: 150,
  name: 'energy',
  up: (db) => {
    db.exec(`
      CREATE TABLE meters (
        id              INTEGER PRIMARY KEY AUTOINCREMENT,
        point_id        INTEGER UNIQUE,
        device_id       INTEGER,
        name            TEXT NOT NULL,
        medium          TEXT NOT NULL,
        measure         TEXT NOT NULL,
        source          TEXT NOT NULL,
        origin          TEXT NOT NULL,
        confidence      REAL NOT NULL,
        units           INTEGER,
        scale           REAL NOT NULL,
        rollover_at     REAL,
        area            TEXT NOT NULL,
        floor_area_m2   REAL,
        parent_id       INTEGER,
        demand_limit_kw REAL,
        ignored         INTEGER NOT NULL,
        problems        TEXT NOT NULL,
        known_from_ms   INTEGER,
        known_to_ms     INTEGER
      ) STRICT;
      CREATE TABLE meter_corrections (
        id           INTEGER PRIMARY KEY AUTOINCREMENT,
        meter_id     INTEGER NOT NULL,
        kind         TEXT NOT NULL,
        from_ms      INTEGER NOT NULL,
        to_ms        INTEGER NOT NULL,
        before       REAL,
        after        REAL,
        counted      REAL NOT NULL,
        uncorrected  REAL NOT NULL,
        why          TEXT NOT NULL,
        undone_at_ms INTEGER
      ) STRICT;
      CREATE UNIQUE INDEX meter_corrections_by_meter ON meter_corrections (meter_id, from_ms, kind);
      CREATE TABLE meter_changes (
        id       INTEGER PRIMARY KEY AUTOINCREMENT,
        at_ms    INTEGER NOT NULL,
        who      TEXT NOT NULL,
        meter_id INTEGER NOT NULL,
        what     TEXT NOT NULL,
        before   TEXT,
        after    TEXT,
        undone   INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE energy_hours (
        meter_id   INTEGER NOT NULL,
        start_ms   INTEGER NOT NULL,
        energy     REAL,
        peak       REAL,
        peak_at_ms INTEGER,
        coverage   REAL NOT NULL,
        quality    INTEGER NOT NULL,
        PRIMARY KEY (meter_id, start_ms)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE energy_days (
        meter_id   INTEGER NOT NULL,
        start_ms   INTEGER NOT NULL,
        energy     REAL,
        peak       REAL,
        peak_at_ms INTEGER,
        base_load  REAL,
        coverage   REAL NOT NULL,
        quality    INTEGER NOT NULL,
        PRIMARY KEY (meter_id, start_ms)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE energy_due (
        meter_id INTEGER PRIMARY KEY,
        from_ms  INTEGER NOT NULL,
        late     INTEGER NOT NULL,
        marks    INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE weather_hours (
        start_ms    INTEGER PRIMARY KEY,
        temperature REAL NOT NULL,
        coverage    REAL NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE run_days (
        point_id INTEGER NOT NULL,
        start_ms INTEGER NOT NULL,
        run_ms   INTEGER NOT NULL,
        starts   INTEGER NOT NULL,
        coverage REAL NOT NULL,
        PRIMARY KEY (point_id, start_ms)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE energy_imports (
        id             INTEGER PRIMARY KEY AUTOINCREMENT,
        at_ms          INTEGER NOT NULL,
        file_name      TEXT NOT NULL,
        target         TEXT NOT NULL,
        meter_id       INTEGER,
        rows           INTEGER NOT NULL,
        left_out       INTEGER NOT NULL,
        from_ms        INTEGER NOT NULL,
        to_ms          INTEGER NOT NULL,
        finished_at_ms INTEGER,
        undone_at_ms   INTEGER
      ) STRICT;
      CREATE TABLE imported_intervals (
        series    INTEGER NOT NULL,
        start_ms  INTEGER NOT NULL,
        import_id INTEGER NOT NULL,
        end_ms    INTEGER NOT NULL,
        value     REAL NOT NULL,
        PRIMARY KEY (series, start_ms, import_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX imported_intervals_by_import ON imported_intervals (import_id);
    `)
  },
}
