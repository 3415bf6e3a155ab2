/**
 * Migrations: each one is tried from a database that the versions before it filled. A new migration adds a `describe` that fills the tables as they were before
 * it with plain SQL (never through the store, which knows only the newest tables) and asks for what must have become of them.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished, describe, expect, it } from 'vitest'
import { APPLICATION_ID, openWriter, type Connection } from '../../../electron/engine/store/connection.ts'
import { databaseVersion, migrate } from '../../../electron/engine/store/migrate.ts'
import { LATEST_VERSION, MIGRATIONS } from '../../../electron/engine/store/migrations/migration-list.ts'
import { databaseOf, openSite, temporaryFolder } from './sample-site.ts'

const databaseAt = (version: number, folder = temporaryFolder()): Connection => {
  const db = openWriter(databaseOf(folder))
  onTestFinished(() => void db.close())
  migrate(db, version)
  return db
}

const tablesOf = (db: Connection): string[] =>
  db.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`).pluck().all()

/** Rows as an older Plantroom wrote them, by the version that made their table. */
const FILLING: Readonly<Record<number, string>> = {
  10: `INSERT INTO settings VALUES ('siteName', '"Hospital"'); INSERT INTO meta VALUES ('heartbeat', '1767600000000')`,
  20: `INSERT INTO devices VALUES (3, 1001, '10.0.0.5', 47808, NULL, NULL, 'eth0', 1476, 'both', 14, 7, 'Acme', 'VC', '4.2', 'AHU-1', '', 1000, 2000);
       INSERT INTO points VALUES (9, 3, 0, 1, 'SupplyTemp', '', 62, '[]', 10000, NULL)`,
  30: `INSERT INTO readings VALUES (9, 1767600000000, 21.5, 0), (9, 1767600010000, NULL, 2); UPDATE row_counts SET rows = 2`,
  40: `INSERT INTO outcome_minutes VALUES (3, 1767600000000, 60, 2, 0, 0, 1, 0, 0, 0, 600, 570, 700, 45, 0, 10, 40, 5, 3, 0, 0, 0, 0, 0, 0, 0);
       INSERT INTO coverage_gaps VALUES (1, NULL, 1767500000000, 1767600000000, 'notRunning')`,
  50: `INSERT INTO alerts VALUES (4, 'equipment', 'high', 3, 9, '{"key":"a"}', '[]', '[]', 22, 16, 14, 18, 23, '[]', 1767600000000, 1767600030000, NULL, NULL, '');
       INSERT INTO alert_transitions VALUES (1, 4, 1767600030000, 'raised', '')`,
  60: `INSERT INTO models VALUES (1, 9, 'z-score', '1', 1767600000000, 1767000000000, 1767600000000, 0.98, 42, '{}')`,
  70: `INSERT INTO learnt_profiles VALUES (3, '4.2', 1476, 480, 1, 1, 10, 20, 2, 45.5, 1767600000000, 1767600060000)`,
  90: `INSERT INTO writes VALUES (1, 1767600000000, 3, 9, 'Device 1001 "AHU-1" at 10.0.0.5:47808', 'AV 3 "Setpoint"', 'write', 8, '20', '21', 'null', '21', '21', 'Too cold', NULL);
       INSERT INTO standing_writes VALUES (9, 'write', 8, 3, 1001, '{"ip":"10.0.0.5","port":47808}', 1476, 2, 3, 'Device 1001', 'AV 3', 21, '21', 1767600000000)`,
  80: `INSERT INTO trend_logs VALUES (3, 20, 1, 0, 'TL', 'AI 1 present-value', 9, 1, 300000, 500, 9000, 576, 0, 0, 1767600000000, 8990, 1767600000000, '[]');
       INSERT INTO backfilled VALUES (9, 1767500000000, 1767590000000)`,
  100: `INSERT INTO snapshots VALUES (1, 1767600000000, 'Before the works', 0, 1, 0, 12);
        INSERT INTO snapshot_bodies VALUES (x'aa', x'bb'); INSERT INTO snapshot_devices VALUES (1, 1001, x'aa')`,
  110: `INSERT INTO point_roles VALUES (9, 'supply_air_temp', 0.95, 'supply temp', '[]', '[]', 'corrected', 'return_air_temp', 1767600000000);
        INSERT INTO role_changes VALUES (1, 9, 1767600000000, NULL, NULL, NULL, 'corrected', 'return_air_temp', 0)`,
  130: `INSERT INTO detection_tuning VALUES ('point', 9, '{"bandWidth":2}');
        INSERT INTO detection_exceptions VALUES (1, 9, '[0,1]', 120, 180, 10, NULL, 'Legionella flush', NULL);
        INSERT INTO detection_changes VALUES (1, 1767600000000, 'kim', 'tuning', '{"what":"point","pointId":9}', NULL, '{"bandWidth":2}', '');
        INSERT INTO feedback VALUES (1, 4, 9, 'notUseful', 'Sun', '{"what":"sensitivity","bandWidth":2}', '{"what":"bandWidth","bandWidth":null}', 1767600000000, NULL);
        INSERT INTO back_tests VALUES (1, 'done', 1767600000000, 1767600060000, '{}', '[]', '[]');
        INSERT INTO reprocessings VALUES (1, 'done', 1767000000000, 1767600000000, 1767600000000, 1767600060000, 1, 1);
        INSERT INTO reprocessed_alerts VALUES (1, 9, 1767500030000, 1767500000000, NULL, 'low', 1.1, 23, 16, 'zScore')`,
  120: `INSERT INTO maintenance_windows VALUES (1, '{"what":"site"}', 1767600000000, 1767610000000, 'Filters', 1767590000000, NULL)`,
  140: `INSERT INTO incidents VALUES (1, 'router', 'router:10.0.0.7:47808', '10.0.0.7:47808', NULL, '{"key":"a"}', 'high', '[]', 1767600000000, 1767600030000, NULL)`,
  230: `INSERT INTO related_points VALUES (9, 10, 'accepted', 0.82, 1767600000000)`,
  150: `INSERT INTO meters VALUES (1, 9, 2, 'Main', 'electricity', 'energy', '{"what":"point","pointId":9,"signal":"counter"}', 'found', 0.9, 19, 1, NULL, 'Tower', 1200, NULL, 250, 0, '[]', 1767000000000, 1767600000000);
        INSERT INTO meter_corrections VALUES (1, 1, 'reset', 1767600000000, 1767600900000, 812, 3, 4.5, -809, '{"key":"a"}', NULL);
        INSERT INTO meter_changes VALUES (1, 1767600000000, 'kim', 1, 'changed', '{}', '{}', 0);
        INSERT INTO energy_hours VALUES (1, 1767600000000, 12.5, 20, 1767600900000, 1, 0);
        INSERT INTO energy_days VALUES (1, 1767600000000, 300, 20, 1767600900000, 4, 1, 0);
        INSERT INTO energy_due VALUES (1, 1767600000000, 0, 1);
        INSERT INTO weather_hours VALUES (1767600000000, 4.5, 1);
        INSERT INTO run_days VALUES (9, 1767600000000, 3600000, 2, 1);
        INSERT INTO energy_imports VALUES (1, 1767600000000, 'a.csv', '{}', 1, 10, 0, 1767000000000, 1767600000000, 1767600000500, NULL);
        INSERT INTO imported_intervals VALUES (1, 1767600000000, 1, 1767600900000, 4.5)`,
  160: `INSERT INTO equipment_tuning VALUES ('3/ahu/AHU-1', 3, '{"off":["rule.ahu.fc1"]}');
        INSERT INTO reprocessed_alerts VALUES (7, 1, NULL, '{"id":"3/ahu/AHU-1","deviceId":3,"name":"AHU-1"}', 1767500030000, 1767500000000, NULL, 'medium', 1, NULL, NULL, 'rule.ahu.fc1')`,
  180: `INSERT INTO forecast_models VALUES ('meter:1', 'forecast-1', 1767600000000, 1767000000000, '{}', x'aa');
        INSERT INTO forecasts VALUES ('meter:1', 1767600000000, 1767601200000, 0, '{}', '[]', 310, NULL, NULL);
        INSERT INTO forecast_hours VALUES ('meter:1', 1767600000000, x'aa')`,
  190: `INSERT INTO tariffs VALUES (1, 'Power', 'electricity', 'energy', 'EUR', '[]', '[]');
        INSERT INTO tariff_changes VALUES (1, 1767600000000, 'kim', 1, 'made', NULL, '{}', 0);
        INSERT INTO baselines VALUES (1, 1, '2025', 1735689600000, 1767225600000, 'auto', 1767600000000, 'kim', 'baseline-1', '{}', x'00', NULL)`,
  200: `INSERT INTO meter_efficiency VALUES (1, 1767600000000, 'a', '{}', '{}');
        INSERT INTO floor_areas VALUES ('Tower', 1200, 'office'); INSERT INTO eui_benchmarks VALUES ('own-1', 'Ours', 120, 80, 'VDI')`,
  220: `INSERT INTO plans VALUES (1, 'Level 1', 2000, 1250, NULL, 0);
        INSERT INTO plan_items VALUES (1, 1, '{"what":"point","pointId":9}', 400, 300, '', NULL);
        INSERT INTO plan_changes VALUES (1, 1767600000000, 'placed', '{"plans":[],"items":[]}')`,
  240: `INSERT INTO tasks VALUES (1, 'open', '2026-02-01', NULL, '{"title":"Filters"}');
        INSERT INTO task_changes VALUES (1, 1767600000000, 'added', '[]', 0)`,
  210: `INSERT INTO device_restarts VALUES (3, 1767600000000);
        INSERT INTO status_hours VALUES (3, 1767600000000, 3600000, 3600000, 3000000, 60, 2, 0, 0, 1, 0, 0, 0, 1, 0, 600, 570, 700, 45, '0,10,40,5,3,0,0,0,0,0,0,0');
        INSERT INTO status_days VALUES (3, 1767571200000, 86400000, 3600000, 3000000, 60, 2, 0, 0, 1, 0, 0, 0, 1, 0, 600, 570, 700, 45, '0,10,40,5,3,0,0,0,0,0,0,0');
        INSERT INTO point_days VALUES (9, 20458, 96, 1, 0, 0, 24, 3, 0.2, 0.1, 20, 20, 20, 21, 22, 22, 21, NULL);
        INSERT INTO health_days VALUES (3, 1767571200000, 87.5, 80, NULL, 90, 100, 0.9, '[]', '[]', '{"direction":"unknown","confidence":null,"pointsPerMonth":null,"days":1}')`,
  250: `INSERT INTO removed_devices VALUES (1, 1009, 'AHU-9', 12, 1767000000000, 1767600000000);
        INSERT INTO bookmarks VALUES (1, 1767600000000, '{"name":"Valve sticks"}');
        INSERT INTO bookmark_changes VALUES (1, 1767600000000, 'kim', 'added', NULL, '{"name":"Valve sticks"}', 0)`,
  260: `INSERT INTO outcome_hours VALUES (3, 1767603600000, 60, 2, 0, 0, 1, 0, 0, 0, 600, 570, 0, 0, 10, 40, 5, 3, 0, 0, 0, 0, 0, 0, 0, 700, 45)`,
  310: `INSERT INTO forecast_corrections VALUES ('meter:1', 1767600000000, 6, 1767622500000, 'forecast-2', '{"startsMs":[],"expected":[],"low":[],"high":[],"before":[]}', NULL)`,
  320: `INSERT INTO incidents (id, parent, parent_key, parent_name, title, severity, causes, started_at_ms, last_alert_at_ms, merged_into, merged_at_ms) VALUES (90, 'equipment', 'equipment:3/VAV-1', 'VAV-1', '{}', 'low', '[]', 1767600000000, 1767600000000, 7, 1767600500000)`,
  170: `INSERT INTO holiday_objects VALUES (3, 6, 1, 1767600000000, '{"kind":"calendar","entries":[]}');
        INSERT INTO holiday_dismissals VALUES ('*-12-24', 1767600000000);
        INSERT INTO holiday_changes VALUES (1, 1767600000000, 'kim', 'entered', '[]', '[]', '', NULL)`,
}

/** A database as a Plantroom of `version` left it, with a row in every table. */
const filledAt = (version: number, folder?: string): Connection => {
  const db = databaseAt(0, folder)
  for (const migration of MIGRATIONS.filter((candidate) => candidate.version <= version)) {
    migrate(db, migration.version)
    db.exec(FILLING[migration.version] ?? '')
  }
  return db
}

describe('migrations', () => {
  it('are numbered by tens, in order, each in the file that carries its number', () => {
    const folder = join(import.meta.dirname, '../../../electron/engine/store/migrations')
    const numbers = readdirSync(folder).map((name) => /^(\d{4})-.+\.ts$/.exec(name)?.[1]).filter((number) => number !== undefined)
    expect(numbers.map(Number)).toEqual(MIGRATIONS.map((migration) => migration.version))
    for (const [index, { version }] of MIGRATIONS.entries()) {
      expect(version % 10).toBe(0)
      expect(version).toBeGreaterThan(MIGRATIONS[index - 1]?.version ?? 0)
    }
  })

  it.each(MIGRATIONS.map((migration) => [migration.version, migration.name] as const))('from %i (%s) on, rows of an older version survive to the newest', (version) => {
    const folder = temporaryFolder()
    const db = filledAt(version, folder)
    const tables = tablesOf(db)
    const before = tables.map((table) => db.prepare(`SELECT * FROM ${table}`).all())
    expect(before.filter((rows) => rows.length === 0).length).toBe(tables.includes('purge_queue') ? 1 : 0)
    db.close()
    openSite(folder).close()
    const after = databaseAt(LATEST_VERSION, folder)
    expect(databaseVersion(after)).toBe(LATEST_VERSION)
    // Tables may have gained columns.
    expect(tables.map((table) => after.prepare(`SELECT * FROM ${table}`).all())).toMatchObject(before)
    expect(after.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  it('are whole or not at all: one that fails leaves version and tables as they were', () => {
    const db = databaseAt(20)
    db.exec('CREATE TABLE purge_queue (in_the_way TEXT)')
    const before = tablesOf(db)
    expect(() => migrate(db)).toThrow(/purge_queue/)
    expect(databaseVersion(db)).toBe(20)
    expect(tablesOf(db)).toEqual(before)
  })

  it('do nothing to a database that is up to date', () => {
    const db = databaseAt(LATEST_VERSION)
    const changes = db.prepare<[], number>('SELECT total_changes()').pluck()
    const before = changes.get()
    migrate(db)
    expect(changes.get()).toBe(before)
  })
})

describe('the tables', () => {
  it('are all STRICT, and readings and outcomes are clustered by their key', () => {
    const db = databaseAt(LATEST_VERSION)
    const rows = db.pragma('table_list') as { schema: string; name: string; type: string; strict: number; wr: number }[]
    const ours = rows.filter((row) => row.schema === 'main' && row.type === 'table' && !row.name.startsWith('sqlite_'))
    expect(ours.length).toBeGreaterThan(10)
    expect(ours.filter((row) => row.strict !== 1)).toEqual([])
    expect(ours.filter((row) => row.wr === 1).map((row) => row.name)).toEqual(expect.arrayContaining(['readings', 'outcome_minutes', 'outcome_hours']))
  })

  it('belong to a file marked as ours', () => {
    expect(databaseAt(10).pragma('application_id', { simple: true })).toBe(APPLICATION_ID)
  })
})

describe('from an empty database', () => {
  it('a store made at once and one migrated step by step have the same schema', () => {
    const schema = (db: Connection): unknown[] => db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all()
    const steps = databaseAt(0)
    for (const { version } of MIGRATIONS) migrate(steps, version)
    expect(schema(steps)).toEqual(schema(databaseAt(LATEST_VERSION)))
  })
})

describe('hours of outcomes', () => {
  const minute = (deviceId: number, timeMs: number, timeouts: number, worstMs: number): string =>
    `INSERT INTO outcome_minutes VALUES (${deviceId}, ${timeMs}, 10, ${timeouts}, 0, 0, 0, 0, 0, 0, 20, 18, 50, ${worstMs}, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)`
  const HOUR_MS = 3_600_000
  const FIRST_MS = 1_767_600_000_000

  it('are summed of minutes that health still reads, and of all minutes of a device that was never judged', () => {
    const db = databaseAt(240)
    db.exec(`INSERT INTO devices VALUES (3, 1001, '10.0.0.5', 47808, NULL, NULL, 'eth0', 1476, 'both', 14, 7, 'Acme', 'VC', '4.2', 'AHU-1', '', 1000, 2000), (4, 1002, '10.0.0.6', 47808, NULL, NULL, 'eth0', 1476, 'both', 14, 7, 'Acme', 'VC', '4.2', 'AHU-2', '', 1000, 2000);
      INSERT INTO status_hours VALUES (3, ${FIRST_MS + 100 * HOUR_MS}, 3600000, 3600000, 3000000, 60, 2, 0, 0, 1, 0, 0, 0, 1, 0, 600, 570, 700, 45, '0,10,40,5,3,0,0,0,0,0,0,0')`)
    for (const deviceId of [3, 4]) {
      for (const [hour, timeouts] of [[0, 1], [100, 2]] as const) {
        db.exec(minute(deviceId, FIRST_MS + hour * HOUR_MS, timeouts, 30))
        db.exec(minute(deviceId, FIRST_MS + hour * HOUR_MS + 59 * 60_000, 0, 70))
      }
    }
    migrate(db)
    const rows = db.prepare('SELECT device_id, (hour_ms - ?) / 3600000 AS hour, requests, timeouts, asked, answered, retries, latency_5, latency_sum_ms, latency_max_ms FROM outcome_hours ORDER BY device_id, hour_ms').raw().all(FIRST_MS)
    expect(rows).toEqual([
      [3, 100, 20, 2, 40, 36, 2, 16, 100, 70],
      [4, 0, 20, 1, 40, 36, 2, 16, 100, 70],
      [4, 100, 20, 2, 40, 36, 2, 16, 100, 70],
    ])
  })
})
