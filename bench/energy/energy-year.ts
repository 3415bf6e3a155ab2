/** A site of 2,000 points with a year of readings of 200 meters, written straight into its tables. */
import Database from 'better-sqlite3'
import { saveBenchSite } from '../bench-site.ts'
import { databaseFile, openStore } from '../../electron/engine/store/open-store.ts'
import type { SqliteStore } from '../../electron/engine/store/writable-store.ts'

const QUARTER_MS = 900_000
const DAY_MS = 96 * QUARTER_MS
export const METERS = 200
export const FROM_MS = Date.UTC(2025, 0, 1)
export const TO_MS = Date.UTC(2026, 0, 1)

export interface EnergyYear {
  readonly store: SqliteStore
  readonly file: string
  readonly meterPoints: readonly number[]
}

/** Counters of office-like loads, read every quarter of an hour; every tenth one is reset once and misses a day. */
export const makeEnergyYear = (folder: string): EnergyYear => {
  const first = openStore(folder)
  if (!first.ok) throw new Error(first.error.message)
  const points = [...saveBenchSite(first.value, 20, 100, FROM_MS).values()].flatMap((ids) => [...ids])
  first.value.close()
  const file = databaseFile(folder)
  const meterPoints = points.filter((_, i) => i % (points.length / METERS) === 0)
  const db = new Database(file)
  db.pragma('synchronous = OFF')
  const insert = db.prepare<[number, number, number]>('INSERT INTO readings (point_id, time_ms, value, quality) VALUES (?, ?, ?, 0)')
  db.transaction(() => {
    for (const [m, pointId] of meterPoints.entries()) {
      let total = 1_000 * m
      for (let timeMs = FROM_MS; timeMs <= TO_MS; timeMs += QUARTER_MS) {
        const quarter = Math.floor((timeMs % DAY_MS) / QUARTER_MS)
        const weekend = Math.floor(timeMs / DAY_MS + 3) % 7 > 4
        total += (5 + m / 10 + (quarter > 28 && quarter < 72 && !weekend ? 25 : 0)) / 4
        if (m % 10 === 0 && timeMs === FROM_MS + 100 * DAY_MS) total = 0
        const day = (timeMs - FROM_MS) / DAY_MS
        if (m % 10 === 0 && day > 200 && day < 201) continue
        insert.run(pointId, timeMs, total)
      }
    }
  })()
  db.close()
  const opened = openStore(folder)
  if (!opened.ok) throw new Error(opened.error.message)
  const store = opened.value
  store.energy.atOnce(() => {
    for (const [m, pointId] of meterPoints.entries()) {
      store.energy.meters.insert({
        name: `Meter ${m}`, medium: 'electricity', measure: 'energy', source: { what: 'point', pointId, signal: 'counter' }, origin: 'found', confidence: 1, units: 19, scale: 1, rolloverAt: null, deviceId: null, area: '',
        floorAreaM2: null, parentId: m === 0 ? null : 1, demandLimitKw: null, delivered: 'auto', estimated: false, ignored: false, problems: [], known: null,
      })
    }
  })
  return { store, file, meterPoints }
}
