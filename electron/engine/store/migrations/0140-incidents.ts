/** 0140: incidents, the common causes that alerts are gathered under; members carry the incident's id. */
import type { Migration } from './migration.ts'

export const incidents: Migration = {
  version: 140,
  name: 'incidents',
  up: (db) => {
    db.exec(`
      CREATE TABLE incidents (
        id               INTEGER PRIMARY KEY AUTOINCREMENT,
        parent           TEXT NOT NULL,
        parent_key       TEXT NOT NULL,
        parent_name      TEXT NOT NULL,
        device_id        INTEGER,
        title            TEXT NOT NULL,
        severity         TEXT NOT NULL,
        causes           TEXT NOT NULL,
        started_at_ms    INTEGER NOT NULL,
        last_alert_at_ms INTEGER NOT NULL,
        ended_at_ms      INTEGER
      ) STRICT;
      CREATE INDEX incidents_by_time ON incidents (started_at_ms);
    `)
  },
}
