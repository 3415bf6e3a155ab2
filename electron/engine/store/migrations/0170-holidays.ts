/** 0170: what calendars of the building tell, which of it nobody wants, and the record of the list of holidays. */
import type { Migration } from './migration.ts'

export const holidays: Migration = {
  version: 170,
  name: 'holidays',
  up: (db) => {
    db.exec(`
      CREATE TABLE holiday_objects (
        device_id       INTEGER NOT NULL,
        object_type     INTEGER NOT NULL,
        object_instance INTEGER NOT NULL,
        read_at_ms      INTEGER NOT NULL,
        told            TEXT NOT NULL,
        PRIMARY KEY (device_id, object_type, object_instance)
      ) STRICT;
      CREATE TABLE holiday_dismissals (
        key   TEXT PRIMARY KEY,
        at_ms INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE holiday_changes (
        id           INTEGER PRIMARY KEY AUTOINCREMENT,
        at_ms        INTEGER NOT NULL,
        who          TEXT NOT NULL,
        what         TEXT NOT NULL,
        added        TEXT NOT NULL,
        removed      TEXT NOT NULL,
        source       TEXT NOT NULL,
        undone_at_ms INTEGER
      ) STRICT;
    `)
  },
}
