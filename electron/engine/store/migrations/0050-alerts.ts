/** 0050: alerts and what happened to each of them. */
import type { Migration } from './migration.ts'

export const alerts: Migration = {
  version: 50,
  name: 'alerts',
  up: (db) => {
    db.exec(`
      CREATE TABLE alerts (
        id                 INTEGER PRIMARY KEY AUTOINCREMENT,
        kind               TEXT NOT NULL,
        severity           TEXT NOT NULL,
        device_id          INTEGER NOT NULL,
        point_id           INTEGER,
        title              TEXT NOT NULL,
        explanation        TEXT NOT NULL,
        checks             TEXT NOT NULL,
        value              REAL,
        expected           REAL,
        low                REAL,
        high               REAL,
        worst_value        REAL,
        evidence           TEXT NOT NULL,
        started_at_ms      INTEGER NOT NULL,
        raised_at_ms       INTEGER NOT NULL,
        cleared_at_ms      INTEGER,
        acknowledged_at_ms INTEGER,
        acknowledge_note   TEXT NOT NULL
      ) STRICT;
      CREATE INDEX alerts_by_time ON alerts (raised_at_ms);
      CREATE INDEX alerts_by_point ON alerts (point_id, raised_at_ms);
      CREATE INDEX alerts_by_device ON alerts (device_id, raised_at_ms);
      CREATE INDEX alerts_open ON alerts (raised_at_ms) WHERE cleared_at_ms IS NULL OR acknowledged_at_ms IS NULL;
      CREATE TABLE alert_transitions (
        id       INTEGER PRIMARY KEY AUTOINCREMENT,
        alert_id INTEGER NOT NULL REFERENCES alerts (id),
        at_ms    INTEGER NOT NULL,
        what     TEXT NOT NULL,
        note     TEXT NOT NULL
      ) STRICT;
      CREATE INDEX alert_transitions_by_alert ON alert_transitions (alert_id);
    `)
  },
}
