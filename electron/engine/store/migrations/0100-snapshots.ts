/** 0100: snapshots of the site's configuration. What a device looked like is kept once, however many snapshots hold it. */
import type { Migration } from './migration.ts'

export const snapshots: Migration = {
  version: 100,
  name: 'snapshots',
  up: (db) => {
    db.exec(`
      CREATE TABLE snapshots (
        id             INTEGER PRIMARY KEY AUTOINCREMENT,
        at_ms          INTEGER NOT NULL,
        note           TEXT NOT NULL,
        automatic      INTEGER NOT NULL,
        devices        INTEGER NOT NULL,
        devices_unread INTEGER NOT NULL,
        objects        INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE snapshot_bodies (
        hash BLOB NOT NULL PRIMARY KEY,
        body BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE snapshot_devices (
        snapshot_id INTEGER NOT NULL REFERENCES snapshots (id),
        instance    INTEGER NOT NULL,
        hash        BLOB NOT NULL REFERENCES snapshot_bodies (hash),
        PRIMARY KEY (snapshot_id, instance)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX snapshot_devices_by_hash ON snapshot_devices (hash);
    `)
  },
}
