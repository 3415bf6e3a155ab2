/** 0080: trend logs of devices with how far each was read, and the periods of points that were filled from them. */
import type { Migration } from './migration.ts'

export const trendLogs: Migration = {
  version: 80,
  name: 'trend logs',
  up: (db) => {
    db.exec(`
      CREATE TABLE trend_logs (
        device_id      INTEGER NOT NULL,
        log_type       INTEGER NOT NULL,
        log_instance   INTEGER NOT NULL,
        member         INTEGER NOT NULL,
        name           TEXT NOT NULL,
        records        TEXT NOT NULL,
        point_id       INTEGER,
        enabled        INTEGER NOT NULL,
        interval_ms    INTEGER NOT NULL,
        record_count   INTEGER NOT NULL,
        total_count    INTEGER,
        buffer_size    INTEGER NOT NULL,
        stop_when_full INTEGER NOT NULL,
        status_flags   INTEGER NOT NULL,
        asked_at_ms    INTEGER NOT NULL,
        read_sequence  INTEGER,
        read_until_ms  INTEGER,
        problems       TEXT NOT NULL,
        PRIMARY KEY (device_id, log_type, log_instance, member)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE backfilled (
        point_id INTEGER NOT NULL,
        from_ms  INTEGER NOT NULL,
        to_ms    INTEGER NOT NULL,
        PRIMARY KEY (point_id, from_ms)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX backfilled_by_end ON backfilled (to_ms);
    `)
  },
}
