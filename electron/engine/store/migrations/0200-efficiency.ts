/** 0200: what was worked out of each meter's last year, floor areas of site and areas, and benchmarks that people changed or added. */
import type { Migration } from './migration.ts'

export const efficiency: Migration = {
  version: 200,
  name: 'efficiency',
  up: (db) => {
    db.exec(`
      CREATE TABLE meter_efficiency (
        meter_id     INTEGER PRIMARY KEY,
        worked_at_ms INTEGER NOT NULL,
        basis        TEXT NOT NULL,
        efficiency   TEXT NOT NULL,
        patterns     TEXT NOT NULL
      ) STRICT;
      CREATE TABLE floor_areas (
        area          TEXT PRIMARY KEY,
        floor_area_m2 REAL,
        kind          TEXT
      ) STRICT;
      CREATE TABLE eui_benchmarks (
        kind    TEXT PRIMARY KEY,
        name    TEXT NOT NULL,
        typical REAL NOT NULL,
        good    REAL,
        source  TEXT NOT NULL
      ) STRICT;
    `)
  },
}
