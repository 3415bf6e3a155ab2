/** A site of 2,000 points with a year of readings of 200 meters, written straight into its tables, with outdoor temperatures and a tariff. */
import Database from 'better-sqlite3'
import { saveBenchSite } from '../bench-site.ts'
import { databaseFile, openStore } from '../../electron/engine/store/open-store.ts'
import type { SqliteStore } from '../../electron/engine/store/writable-store.ts'

const QUARTER_MS = 900_000
const DAY_MS = 96 * QUARTER_MS
export const METERS = 200
export const FROM_MS = Date.UTC(2025, 0, 1)
export const TO_MS = Date.UTC(2026, 0, 1)
const HOUR_MS = 4 * QUARTER_MS

/** °C: a year between -5 and 23, warmer in the afternoon. */
const temperatureAt = (timeMs: number): number => 9 - 12 * Math.cos((2 * Math.PI * (timeMs - FROM_MS)) / (365 * DAY_MS)) + 3 * Math.sin((2 * Math.PI * ((timeMs % DAY_MS) / HOUR_MS - 9)) / 24)

/** Time of use with a charge on the highest window of each month. */
const TARIFF = {
  name: 'Time of use', medium: 'electricity', measure: 'energy', currency: 'EUR', meterIds: [],
  versions: [
    {
      validFrom: '2020-01-01', price: 0.22, holidaysAsSundays: true, demandCharge: 9, standingCharge: 40, kwhPerM3: null, co2KgPerUnit: 0.35, co2Source: 'bench',
      periods: [{ name: 'Working days', price: 0.31, weekdays: [0, 1, 2, 3, 4], months: [], fromMinute: 420, toMinute: 1_200 }],
    },
  ],
} as const

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
        total += (5 + m / 10 + (quarter > 28 && quarter < 72 && !weekend ? 25 : 0) + 0.4 * Math.max(0, 14 - temperatureAt(timeMs)) + ((quarter * 7 + Math.floor(timeMs / DAY_MS) * 13) % 11) / 10) / 4
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
  store.changeSettings({ timeZone: 'Europe/Berlin' })
  store.tariffs.insert(TARIFF)
  store.energy.atOnce(() => {
    const startsMs = Float64Array.from({ length: (TO_MS - FROM_MS) / HOUR_MS }, (_, i) => FROM_MS + i * HOUR_MS)
    store.energy.runDays.putWeather({ startsMs, temperature: startsMs.map(temperatureAt), coverage: new Float64Array(startsMs.length).fill(1) }, 0, startsMs.length)
    for (const [m, pointId] of meterPoints.entries()) {
      store.energy.meters.insert({
        name: `Meter ${m}`, medium: 'electricity', measure: 'energy', source: { what: 'point', pointId, signal: 'counter' }, origin: 'found', confidence: 1, units: 19, scale: 1, rolloverAt: null, deviceId: null, area: '',
        floorAreaM2: null, parentId: m === 0 ? null : 1, demandLimitKw: null, delivered: 'auto', estimated: false, ignored: false, problems: [], known: null,
      })
    }
  })
  return { store, file, meterPoints }
}
