/** 0090: what was written to devices, and what of it may still stand in them. Neither goes with its device: both are a record of what was done to the plant. */
import type { Migration } from './migration.ts'

export const writes: Migration = {
  version: 90,
  name: 'writes',
  up: (db) => {
    db.exec(`
      CREATE TABLE writes (
        id          INTEGER PRIMARY KEY AUTOINCREMENT,
        at_ms       INTEGER NOT NULL,
        device_id   INTEGER NOT NULL,
        point_id    INTEGER,
        device      TEXT NOT NULL,
        object      TEXT NOT NULL,
        action      TEXT NOT NULL,
        priority    INTEGER,
        before_text TEXT,
        after_text  TEXT,
        slot_before TEXT,
        slot_after  TEXT,
        wanted      TEXT,
        reason      TEXT NOT NULL,
        problem     TEXT
      ) STRICT;
      CREATE INDEX writes_by_device ON writes (device_id, id);
      CREATE TABLE standing_writes (
        point_id        INTEGER NOT NULL,
        action          TEXT NOT NULL,
        priority        INTEGER NOT NULL,
        device_id       INTEGER NOT NULL,
        device_instance INTEGER NOT NULL,
        address         TEXT NOT NULL,
        max_apdu        INTEGER NOT NULL,
        object_type     INTEGER NOT NULL,
        object_instance INTEGER NOT NULL,
        device          TEXT NOT NULL,
        object          TEXT NOT NULL,
        value           REAL NOT NULL,
        text            TEXT NOT NULL,
        at_ms           INTEGER NOT NULL,
        PRIMARY KEY (point_id, action, priority)
      ) STRICT;
    `)
  },
}
