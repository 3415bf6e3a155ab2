/** 0030: readings, clustered by point and time; exact row counts; what waits to be deleted in slices. */
import type { Migration } from './migration.ts'

export const readings: Migration = {
  version: 30,
  name: 'readings',
  up: (db) => {
    db.exec(`
      CREATE TABLE readings (
        point_id INTEGER NOT NULL,
        time_ms  INTEGER NOT NULL,
        value    REAL,
        quality  INTEGER NOT NULL,
        PRIMARY KEY (point_id, time_ms)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE row_counts (
        table_name TEXT NOT NULL PRIMARY KEY,
        rows       INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      INSERT INTO row_counts (table_name, rows) VALUES ('readings', 0);
      CREATE TABLE purge_queue (
        id        INTEGER PRIMARY KEY AUTOINCREMENT,
        what      TEXT NOT NULL,
        target_id INTEGER NOT NULL
      ) STRICT;
    `)
  },
}
