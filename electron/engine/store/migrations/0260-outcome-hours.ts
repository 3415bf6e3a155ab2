/** 0260: how requests went, summed by hour as well, so that health reads an hour in one row and minutes need not be kept. */
import type { Migration } from './migration.ts'

const HOUR_MS = 3_600_000
/** Hours of the last day that was derived are derived once more: the longest day has 25, and an hour may begin at half past. */
const STILL_READ_MS = 26 * HOUR_MS
const SUMMED = [
  'requests', 'timeouts', 'aborts', 'rejects', 'errors', 'decodes', 'sends', 'cancelled', 'asked', 'answered', 'retries', 'latency_2', 'latency_5', 'latency_10', 'latency_20', 'latency_50', 'latency_100', 'latency_200',
  'latency_500', 'latency_1000', 'latency_2000', 'latency_5000', 'latency_over',
]

export const outcomeHours: Migration = {
  version: 260,
  name: 'outcome hours',
  up: (db) => {
    db.exec(`
      CREATE TABLE outcome_hours (
        device_id      INTEGER NOT NULL,
        hour_ms        INTEGER NOT NULL,
        ${SUMMED.map((column) => `${column} INTEGER NOT NULL,`).join('\n        ')}
        latency_sum_ms REAL NOT NULL,
        latency_max_ms REAL NOT NULL,
        PRIMARY KEY (device_id, hour_ms)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO outcome_hours (device_id, hour_ms, ${SUMMED.join(', ')}, latency_sum_ms, latency_max_ms)
      SELECT o.device_id, o.minute_ms - o.minute_ms % ${HOUR_MS} AS hour, ${SUMMED.map((column) => `sum(o.${column})`).join(', ')}, sum(o.latency_sum_ms), max(o.latency_max_ms)
      FROM devices d CROSS JOIN outcome_minutes o
        ON o.device_id = d.id AND o.minute_ms >= coalesce((SELECT max(s.start_ms) FROM status_hours s WHERE s.device_id = d.id) - ${STILL_READ_MS}, 0)
      GROUP BY o.device_id, hour;
    `)
  },
}
