/** 0020: devices and their points. Row ids are never used twice, so that what outlives a removed device can never pass to another. */
import type { Migration } from './migration.ts'

export const devicesPoints: Migration = {
  version: 20,
  name: 'devices and points',
  up: (db) => {
    db.exec(`
      CREATE TABLE devices (
        id                INTEGER PRIMARY KEY AUTOINCREMENT,
        instance          INTEGER NOT NULL UNIQUE,
        ip                TEXT NOT NULL,
        port              INTEGER NOT NULL,
        network           INTEGER,
        mac               TEXT,
        interface_name    TEXT,
        max_apdu          INTEGER NOT NULL,
        segmentation      TEXT NOT NULL,
        protocol_revision INTEGER NOT NULL,
        vendor_id         INTEGER NOT NULL,
        vendor_name       TEXT NOT NULL,
        model_name        TEXT NOT NULL,
        firmware          TEXT NOT NULL,
        name              TEXT NOT NULL,
        description       TEXT NOT NULL,
        first_seen_ms     INTEGER NOT NULL,
        last_seen_ms      INTEGER
      ) STRICT;
      CREATE TABLE points (
        id               INTEGER PRIMARY KEY AUTOINCREMENT,
        device_id        INTEGER NOT NULL REFERENCES devices (id),
        object_type      INTEGER NOT NULL,
        object_instance  INTEGER NOT NULL,
        name             TEXT NOT NULL,
        description      TEXT NOT NULL,
        units            INTEGER,
        state_texts      TEXT NOT NULL,
        poll_interval_ms INTEGER NOT NULL,
        gone_since_ms    INTEGER,
        UNIQUE (device_id, object_type, object_instance)
      ) STRICT;
    `)
  },
}
