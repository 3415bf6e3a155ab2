/** 0230: what people said of relations between points that were proposed to the detectors. */
import type { Migration } from './migration.ts'

export const relatedPoints: Migration = {
  version: 230,
  name: 'related points',
  up: (db) => {
    db.exec(`
      CREATE TABLE related_points (
        point_id      INTEGER NOT NULL,
        other_id      INTEGER NOT NULL,
        decision      TEXT NOT NULL,
        r             REAL NOT NULL,
        decided_at_ms INTEGER NOT NULL,
        PRIMARY KEY (point_id, other_id)
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
