/** 0040: how the requests to each device went, minute by minute, and the periods in which nothing was observed. */
import type { Migration } from './migration.ts'

export const outcomesCoverage: Migration = {
  version: 40,
  name: 'outcomes and coverage',
  up: (db) => {
    db.exec(`
      CREATE TABLE outcome_minutes (
        device_id      INTEGER NOT NULL,
        minute_ms      INTEGER NOT NULL,
        requests       INTEGER NOT NULL,
        timeouts       INTEGER NOT NULL,
        aborts         INTEGER NOT NULL,
        rejects        INTEGER NOT NULL,
        errors         INTEGER NOT NULL,
        decodes        INTEGER NOT NULL,
        sends          INTEGER NOT NULL,
        cancelled      INTEGER NOT NULL,
        asked          INTEGER NOT NULL,
        answered       INTEGER NOT NULL,
        latency_sum_ms REAL NOT NULL,
        latency_max_ms REAL NOT NULL,
        latency_2      INTEGER NOT NULL,
        latency_5      INTEGER NOT NULL,
        latency_10     INTEGER NOT NULL,
        latency_20     INTEGER NOT NULL,
        latency_50     INTEGER NOT NULL,
        latency_100    INTEGER NOT NULL,
        latency_200    INTEGER NOT NULL,
        latency_500    INTEGER NOT NULL,
        latency_1000   INTEGER NOT NULL,
        latency_2000   INTEGER NOT NULL,
        latency_5000   INTEGER NOT NULL,
        latency_over   INTEGER NOT NULL,
        PRIMARY KEY (device_id, minute_ms)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE coverage_gaps (
        id        INTEGER PRIMARY KEY AUTOINCREMENT,
        device_id INTEGER,
        from_ms   INTEGER NOT NULL,
        to_ms     INTEGER,
        reason    TEXT NOT NULL
      ) STRICT;
      CREATE INDEX coverage_gaps_by_device ON coverage_gaps (device_id, from_ms);
      CREATE INDEX coverage_gaps_by_end ON coverage_gaps (to_ms);
    `)
  },
}
