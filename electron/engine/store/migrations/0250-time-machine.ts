/** 0250: what the time machine needs: which alerts were open at a moment, in one index; how grave they were when raised; which devices are gone; bookmarks. */
import type { Migration } from './migration.ts'

export const timeMachine: Migration = {
  version: 250,
  name: 'time machine',
  up: (db) => {
    db.exec(`
      ALTER TABLE alerts ADD COLUMN raised_severity TEXT;
      CREATE INDEX alerts_span ON alerts (raised_at_ms, cleared_at_ms, acknowledged_at_ms, severity);
      CREATE TABLE removed_devices (
        id            INTEGER PRIMARY KEY AUTOINCREMENT,
        instance      INTEGER NOT NULL,
        name          TEXT NOT NULL,
        points        INTEGER NOT NULL,
        first_seen_ms INTEGER NOT NULL,
        removed_at_ms INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE bookmarks (
        id    INTEGER PRIMARY KEY AUTOINCREMENT,
        at_ms INTEGER NOT NULL,
        body  TEXT NOT NULL
      ) STRICT;
      CREATE TABLE bookmark_changes (
        id          INTEGER PRIMARY KEY AUTOINCREMENT,
        at_ms       INTEGER NOT NULL,
        who         TEXT NOT NULL,
        what        TEXT NOT NULL,
        before_body TEXT,
        after_body  TEXT,
        undone      INTEGER NOT NULL
      ) STRICT;
    `)
  },
}
