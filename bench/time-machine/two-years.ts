/** A site of 100 devices with 2,000 points and two years of readings, alerts and periods that were not observed, filled by SQL. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openStore } from '../../electron/engine/store/open-store.ts'
import { QUALITY } from '../../shared/domain/quality.ts'
import { saveBenchSite } from '../bench-site.ts'

const DEVICES = 100
export const POINTS = 2_000
const DAY_MS = 86_400_000
export const FROM_MS = Date.UTC(2024, 2, 1)
export const TO_MS = FROM_MS + 730 * DAY_MS
/** Imported history every four hours, polled readings every minute in the last day. */
const IMPORTED_EVERY_MS = 4 * 3_600_000
const POLLED_EVERY_MS = 60_000
export const POLLED_FROM_MS = TO_MS - DAY_MS
const ALERTS = 20_000
const GAPS = 5_000

/** Gives the database's file; the store is closed again. */
export const makeTwoYears = (folder: string): string => {
  const opened = openStore(folder)
  if (!opened.ok) throw new Error(opened.error.message)
  saveBenchSite(opened.value, DEVICES, POINTS / DEVICES, FROM_MS)
  opened.value.close()
  const file = join(folder, 'plantroom.db')
  const db = new Database(file)
  const steps = (fromMs: number, everyMs: number, toMs: number): string =>
    `WITH RECURSIVE steps(time_ms) AS (SELECT ${fromMs} UNION ALL SELECT time_ms + ${everyMs} FROM steps WHERE time_ms + ${everyMs} < ${toMs})`
  const words = "'{\"key\":\"alert.equipment.high\"}', '[]', '[]', 24.1, 21.0, 20.0, 22.0, 25.3, '[]'"
  const spanMs = TO_MS - FROM_MS
  db.exec(`
    ${steps(FROM_MS, IMPORTED_EVERY_MS, POLLED_FROM_MS)}
    INSERT INTO readings SELECT p.id, time_ms + p.id % 1000, 20 + sin(time_ms / 7200000.0 + p.id), ${QUALITY.imported} FROM points p CROSS JOIN steps;
    ${steps(POLLED_FROM_MS, POLLED_EVERY_MS, TO_MS)}
    INSERT INTO readings SELECT p.id, time_ms + p.id % 1000, 20 + sin(time_ms / 7200000.0 + p.id), 0 FROM points p CROSS JOIN steps;
    UPDATE points SET poll_interval_ms = ${POLLED_EVERY_MS};
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${ALERTS})
    INSERT INTO alerts (kind, severity, device_id, point_id, title, explanation, checks, value, expected, low, high, worst_value, evidence, started_at_ms, raised_at_ms, cleared_at_ms, acknowledged_at_ms, acknowledge_note)
      SELECT 'equipment', CASE i % 4 WHEN 0 THEN 'critical' WHEN 1 THEN 'high' WHEN 2 THEN 'medium' ELSE 'low' END, 1 + i % ${DEVICES}, 1 + i % ${POINTS}, ${words},
        t - 60000, t, t + 3600000 * (1 + i % 24), CASE i % 100 WHEN 0 THEN NULL ELSE t + 7200000 END, ''
      FROM (SELECT i, CAST(${FROM_MS} + i * ${spanMs / ALERTS} AS INTEGER) AS t FROM n);
    INSERT INTO alert_transitions (alert_id, at_ms, what, note) SELECT id, raised_at_ms, 'raised', '' FROM alerts UNION ALL SELECT id, acknowledged_at_ms, 'acknowledged', '' FROM alerts WHERE acknowledged_at_ms IS NOT NULL
      UNION ALL SELECT id, cleared_at_ms, 'cleared', '' FROM alerts;
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${GAPS})
    INSERT INTO coverage_gaps (device_id, from_ms, to_ms, reason)
      SELECT CASE i % 5 WHEN 0 THEN NULL ELSE 1 + i % ${DEVICES} END, CAST(${FROM_MS} + i * ${spanMs / GAPS} AS INTEGER), CAST(${FROM_MS} + i * ${spanMs / GAPS} AS INTEGER) + 1200000, CASE i % 5 WHEN 0 THEN 'asleep' ELSE 'deviceOffline' END FROM n`)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  return file
}
