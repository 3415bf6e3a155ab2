/** 0120: what is done with alerts beyond acknowledging: confirmed, shelved, suppressed by maintenance, called again; the incident they belong to. */
import type { Migration } from './migration.ts'

export const alertCare: Migration = {
  version: 120,
  name: 'alert care',
  up: (db) => {
    db.exec(`
      ALTER TABLE alerts ADD COLUMN confirmed_at_ms INTEGER;
      ALTER TABLE alerts ADD COLUMN confirm_note TEXT NOT NULL DEFAULT '';
      ALTER TABLE alerts ADD COLUMN shelf TEXT;
      ALTER TABLE alerts ADD COLUMN maintenance_id INTEGER;
      ALTER TABLE alerts ADD COLUMN chattering INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE alerts ADD COLUMN re_alarmed_at_ms INTEGER;
      ALTER TABLE alerts ADD COLUMN incident_id INTEGER;
      ALTER TABLE alerts ADD COLUMN announced_at_ms INTEGER;
      UPDATE alerts SET announced_at_ms = raised_at_ms;
      ALTER TABLE alert_transitions ADD COLUMN decided_by TEXT;
      ALTER TABLE alert_transitions ADD COLUMN reason TEXT;
      CREATE INDEX alerts_announced ON alerts (announced_at_ms, device_id, point_id, acknowledged_at_ms) WHERE announced_at_ms IS NOT NULL;
      CREATE INDEX alerts_acknowledged ON alerts (acknowledged_at_ms, announced_at_ms) WHERE acknowledged_at_ms IS NOT NULL;
      CREATE INDEX alerts_marked ON alerts (id) WHERE shelf IS NOT NULL OR chattering = 1;
      CREATE INDEX alerts_by_incident ON alerts (incident_id) WHERE incident_id IS NOT NULL;
      CREATE TABLE maintenance_windows (
        id            INTEGER PRIMARY KEY AUTOINCREMENT,
        scope         TEXT NOT NULL,
        from_ms       INTEGER NOT NULL,
        to_ms         INTEGER NOT NULL,
        reason        TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL,
        ended_at_ms   INTEGER
      ) STRICT;
    `)
  },
}
