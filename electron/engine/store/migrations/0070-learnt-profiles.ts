/** 0070: what was learnt of how each device can be read. */
import type { Migration } from './migration.ts'

export const learntProfiles: Migration = {
  version: 70,
  name: 'learnt profiles',
  up: (db) => {
    db.exec(`
      CREATE TABLE learnt_profiles (
        device_id         INTEGER PRIMARY KEY REFERENCES devices (id),
        firmware          TEXT NOT NULL,
        declared_max_apdu INTEGER NOT NULL,
        working_max_apdu  INTEGER NOT NULL,
        segmented         INTEGER,
        multiple          INTEGER NOT NULL,
        batch_size        INTEGER NOT NULL,
        batch_cap         INTEGER NOT NULL,
        in_flight         INTEGER,
        latency_ms        REAL,
        limited_at_ms     INTEGER,
        learnt_at_ms      INTEGER NOT NULL
      ) STRICT;
    `)
  },
}
