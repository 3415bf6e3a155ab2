/** 0210: repetitions of requests, restarts of devices, how each device could be reached by hour and day, days of points, and health by day. */
import type { Migration } from './migration.ts'

const STATUS_COLUMNS = `
        device_id      INTEGER NOT NULL,
        start_ms       INTEGER NOT NULL,
        length_ms      INTEGER NOT NULL,
        observed_ms    INTEGER NOT NULL,
        online_ms      INTEGER NOT NULL,
        requests       INTEGER NOT NULL,
        timeouts       INTEGER NOT NULL,
        aborts         INTEGER NOT NULL,
        rejects        INTEGER NOT NULL,
        errors         INTEGER NOT NULL,
        decodes        INTEGER NOT NULL,
        sends          INTEGER NOT NULL,
        cancelled      INTEGER NOT NULL,
        retries        INTEGER NOT NULL,
        restarts       INTEGER NOT NULL,
        asked          INTEGER NOT NULL,
        answered       INTEGER NOT NULL,
        latency_sum_ms REAL NOT NULL,
        latency_max_ms REAL NOT NULL,
        latencies      TEXT NOT NULL,
        PRIMARY KEY (device_id, start_ms)`

export const health: Migration = {
  version: 210,
  name: 'health',
  up: (db) => {
    db.exec(`
      ALTER TABLE outcome_minutes ADD COLUMN retries INTEGER NOT NULL DEFAULT 0;
      CREATE TABLE device_restarts (
        device_id INTEGER NOT NULL,
        at_ms     INTEGER NOT NULL,
        PRIMARY KEY (device_id, at_ms)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE status_hours (${STATUS_COLUMNS}
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE status_days (${STATUS_COLUMNS}
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE point_days (
        point_id       INTEGER NOT NULL,
        day            INTEGER NOT NULL,
        readings       INTEGER NOT NULL,
        bad            INTEGER NOT NULL,
        overridden     INTEGER NOT NULL,
        out_of_service INTEGER NOT NULL,
        hours          INTEGER NOT NULL,
        reversals      INTEGER NOT NULL,
        roughness      REAL,
        still          REAL,
        block0         REAL,
        block1         REAL,
        block2         REAL,
        block3         REAL,
        block4         REAL,
        block5         REAL,
        block6         REAL,
        block7         REAL,
        PRIMARY KEY (point_id, day)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE health_days (
        device_id     INTEGER NOT NULL,
        start_ms      INTEGER NOT NULL,
        score         REAL,
        communication REAL,
        sensors       REAL,
        equipment     REAL,
        configuration REAL,
        observed      REAL NOT NULL,
        deductions    TEXT NOT NULL,
        lacking       TEXT NOT NULL,
        trend         TEXT NOT NULL,
        PRIMARY KEY (device_id, start_ms)
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
