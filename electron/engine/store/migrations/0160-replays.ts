/** 0160: tuning of equipment; runs over history may hold alerts of equipment, the versions they were judged by, and why they failed. */
import type { Migration } from './migration.ts'

export const replays: Migration = {
  version: 160,
  name: 'replays',
  up: (db) => {
    db.exec(`
      CREATE TABLE equipment_tuning (
        equipment_id TEXT PRIMARY KEY,
        device_id    INTEGER NOT NULL,
        tuning       TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      ALTER TABLE reprocessings ADD COLUMN equipment INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE reprocessings ADD COLUMN judged_by TEXT NOT NULL DEFAULT '[]';
      ALTER TABLE reprocessings ADD COLUMN point_ids TEXT NOT NULL DEFAULT '[]';
      ALTER TABLE reprocessings ADD COLUMN failure TEXT;
      CREATE TABLE reprocessed_alerts_now (
        id            INTEGER PRIMARY KEY,
        version       INTEGER NOT NULL,
        point_id      INTEGER,
        equipment     TEXT,
        raised_at_ms  INTEGER NOT NULL,
        started_at_ms INTEGER NOT NULL,
        cleared_at_ms INTEGER,
        severity      TEXT NOT NULL,
        score         REAL NOT NULL,
        worst_value   REAL,
        expected      REAL,
        detector      TEXT NOT NULL
      ) STRICT;
      INSERT INTO reprocessed_alerts_now (version, point_id, raised_at_ms, started_at_ms, cleared_at_ms, severity, score, worst_value, expected, detector)
        SELECT version, point_id, raised_at_ms, started_at_ms, cleared_at_ms, severity, score, worst_value, expected, detector FROM reprocessed_alerts ORDER BY version, raised_at_ms;
      DROP TABLE reprocessed_alerts;
      ALTER TABLE reprocessed_alerts_now RENAME TO reprocessed_alerts;
      CREATE INDEX reprocessed_alerts_by_time ON reprocessed_alerts (version, raised_at_ms);
      CREATE INDEX reprocessed_alerts_by_point ON reprocessed_alerts (version, point_id, raised_at_ms);
    `)
  },
}
