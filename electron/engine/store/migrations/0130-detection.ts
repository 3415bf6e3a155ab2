/** 0130: how points are judged, what people said of alerts, and what runs over history found. */
import type { Migration } from './migration.ts'

export const detection: Migration = {
  version: 130,
  name: 'detection',
  up: (db) => {
    db.exec(`
      CREATE TABLE detection_tuning (
        scope    TEXT NOT NULL,
        scope_id INTEGER NOT NULL,
        tuning   TEXT NOT NULL,
        PRIMARY KEY (scope, scope_id)
      ) STRICT;
      CREATE TABLE detection_exceptions (
        id          INTEGER PRIMARY KEY AUTOINCREMENT,
        point_id    INTEGER NOT NULL,
        weekdays    TEXT NOT NULL,
        from_minute INTEGER NOT NULL,
        to_minute   INTEGER NOT NULL,
        low         REAL,
        high        REAL,
        reason      TEXT NOT NULL,
        until_ms    INTEGER
      ) STRICT;
      CREATE TABLE detection_changes (
        id        INTEGER PRIMARY KEY AUTOINCREMENT,
        at_ms     INTEGER NOT NULL,
        who       TEXT NOT NULL,
        what      TEXT NOT NULL,
        scope     TEXT NOT NULL,
        before    TEXT,
        after     TEXT,
        note      TEXT NOT NULL
      ) STRICT;
      CREATE TABLE feedback (
        id           INTEGER PRIMARY KEY AUTOINCREMENT,
        alert_id     INTEGER NOT NULL,
        point_id     INTEGER,
        verdict      TEXT NOT NULL,
        because      TEXT NOT NULL,
        effect       TEXT NOT NULL,
        undo         TEXT NOT NULL,
        given_at_ms  INTEGER NOT NULL,
        undone_at_ms INTEGER
      ) STRICT;
      CREATE INDEX feedback_by_point ON feedback (point_id, id);
      CREATE INDEX feedback_by_alert ON feedback (alert_id, id);
      CREATE TABLE back_tests (
        id             INTEGER PRIMARY KEY AUTOINCREMENT,
        state          TEXT NOT NULL,
        started_at_ms  INTEGER NOT NULL,
        finished_at_ms INTEGER,
        facts          TEXT NOT NULL,
        marks          TEXT NOT NULL,
        marks_now      TEXT NOT NULL
      ) STRICT;
      CREATE TABLE reprocessings (
        version        INTEGER PRIMARY KEY AUTOINCREMENT,
        state          TEXT NOT NULL,
        from_ms        INTEGER NOT NULL,
        to_ms          INTEGER NOT NULL,
        started_at_ms  INTEGER NOT NULL,
        finished_at_ms INTEGER,
        points         INTEGER NOT NULL,
        fires          INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE reprocessed_alerts (
        version       INTEGER NOT NULL,
        point_id      INTEGER NOT NULL,
        raised_at_ms  INTEGER NOT NULL,
        started_at_ms INTEGER NOT NULL,
        cleared_at_ms INTEGER,
        severity      TEXT NOT NULL,
        score         REAL NOT NULL,
        worst_value   REAL,
        expected      REAL,
        detector      TEXT NOT NULL,
        PRIMARY KEY (version, point_id, raised_at_ms)
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
