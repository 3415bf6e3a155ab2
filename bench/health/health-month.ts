/** A site of 200 air handlers with a month of readings and outcomes, filled by SQL. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openStore } from '../../electron/engine/store/open-store.ts'
import { streamOf } from '../../electron/engine/analysis/health/streams.ts'
import type { HealthDevice } from '../../electron/engine/pipeline/health/health-task.ts'
import type { WritableStore } from '../../electron/engine/store/store-types.ts'
import type { PointRole } from '../../shared/domain/point-role.ts'

export const DEVICES = 200
const DAYS = 30
const QUARTER_MS = 900_000
const FIVE_MINUTES_MS = 300_000
export const FROM_MS = Date.UTC(2026, 2, 1)
export const TO_MS = FROM_MS + DAYS * 86_400_000

const MEMBERS: readonly (readonly [name: string, role: PointRole, units: number])[] = [
  ['OutdoorAir', 'outside_air_temp', 62], ['ReturnAir', 'return_air_temp', 62], ['MixedAir', 'mixed_air_temp', 62], ['SupplyAir', 'supply_air_temp', 62], ['SupplySetpoint', 'supply_air_temp_sp', 62],
  ['Fan', 'fan_status', 95], ['Occupied', 'occupancy', 95], ['HeatingValve', 'heating_valve', 98],
]

export interface HealthMonth {
  readonly store: WritableStore
  readonly file: string
  readonly devices: readonly HealthDevice[]
}

export const makeHealthMonth = (folder: string): HealthMonth => {
  const opened = openStore(folder)
  if (!opened.ok) throw new Error(opened.error.message)
  const store = opened.value
  const file = join(folder, 'plantroom.db')
  const devices = Array.from({ length: DEVICES }, (_, i): HealthDevice => {
    const facts = {
      instance: 1_000 + i, address: { ip: `10.0.${Math.floor(i / 200)}.${(i % 200) + 1}`, port: 47_808 }, maxApdu: 1_476, segmentation: 'both' as const, vendorId: 7, name: `AHU-${i + 1}`, vendorName: 'Acme', modelName: 'VC',
      firmware: '1', description: '', protocolRevision: 14,
    }
    const objects = MEMBERS.map(([name, , units], n) => ({ objectType: 0, objectInstance: n + 1, name, description: '', units, stateTexts: [] }))
    const { deviceId } = store.saveDevice(facts, objects, FROM_MS, () => 60_000)
    const points = store.points(deviceId).map(({ id, name, units }, n) => {
      const role = MEMBERS[n]?.[1] ?? null
      return { id, name, units, role, stream: streamOf(role, name, ''), sensor: units === 62 && role?.endsWith('_sp') !== true, leastDifference: 1, unitless: false }
    })
    return { id: deviceId, points, groups: [points.map(({ id }) => id)], ruled: true, now: { duplicate: null, standing: [], energy: [] } }
  })
  const db = new Database(file)
  db.function('noise', { deterministic: true }, (seed: unknown) => ((Number(seed) * 2_654_435_761) % 1_000) / 1_000)
  db.exec(`
    WITH RECURSIVE steps(time_ms) AS (SELECT ${FROM_MS} UNION ALL SELECT time_ms + ${QUARTER_MS} FROM steps WHERE time_ms + ${QUARTER_MS} < ${TO_MS})
    INSERT INTO readings SELECT p.id, time_ms, CASE WHEN p.units = 95 THEN (time_ms / 3600000) % 24 BETWEEN 6 AND 17 WHEN p.units = 98 THEN 40 + 10 * sin(time_ms / 7200000.0)
      ELSE 18 + p.object_instance + 2 * sin(time_ms / 13751000.0) + 0.2 * noise(time_ms / 1000 + p.id) END, 0 FROM points p CROSS JOIN steps;
    WITH RECURSIVE steps(time_ms) AS (SELECT ${FROM_MS} UNION ALL SELECT time_ms + ${FIVE_MINUTES_MS} FROM steps WHERE time_ms + ${FIVE_MINUTES_MS} < ${TO_MS})
    INSERT INTO outcome_minutes SELECT d.id, time_ms, 5, 0, 0, 0, 0, 0, 0, 0, 40, 40, 80, 25, 0, 0, 1, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM devices d CROSS JOIN steps`)
  // Twelve outcomes an hour, summed as the store sums them while it writes.
  const columns = (db.prepare("SELECT name FROM pragma_table_info('outcome_minutes')").pluck().all() as string[]).filter((name) => !['device_id', 'minute_ms', 'latency_max_ms'].includes(name))
  db.exec(`
    INSERT INTO outcome_hours (device_id, hour_ms, latency_max_ms, ${columns.join(', ')})
    SELECT device_id, minute_ms / 3600000 * 3600000 AS hour, max(latency_max_ms), ${columns.map((name) => `sum(${name})`).join(', ')} FROM outcome_minutes GROUP BY device_id, hour`)
  db.close()
  return { store, file, devices }
}
