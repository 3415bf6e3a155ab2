/** A site whose air handler lived through a month: outcomes minute by minute, readings every quarter of an hour, and the health job that judges it. */
import { createHealthJob } from '../../../../electron/engine/pipeline/health/health-job.ts'
import type { DevicePart, HealthTask } from '../../../../electron/engine/pipeline/health/health-task.ts'
import { openHealthQueries } from '../../../../electron/engine/store/health-queries.ts'
import { streamOf } from '../../../../electron/engine/analysis/health/streams.ts'
import type { SqliteStore } from '../../../../electron/engine/store/writable-store.ts'
import type { HealthPoint } from '../../../../electron/engine/analysis/health/device-days.ts'
import type { PollOutcome } from '../../../../shared/domain/acquisition.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { analogInput, databaseOf, deviceFacts, openSite, readingRows, temporaryFolder, type ReadingTuple } from '../../store/sample-site.ts'

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS
export const FIRST_MS = Date.UTC(2026, 0, 1)
export const DAYS = 66
/** The morning of the last day. */
export const NOW_MS = FIRST_MS + DAYS * DAY_MS + 10 * HOUR_MS

interface Member {
  readonly name: string
  readonly role: PointRole
  readonly units: number
  readonly value: (timeMs: number, noise: number) => number
}

const hourOf = (timeMs: number): number => (timeMs / HOUR_MS) % 24
/** The fan runs from six to eighteen. */
const runs = (timeMs: number): boolean => hourOf(timeMs) >= 6 && hourOf(timeMs) < 18
const outdoor = (timeMs: number): number => 5 + 4 * Math.sin(((hourOf(timeMs) - 9) / 24) * 2 * Math.PI) + 3 * Math.sin(timeMs / (9 * DAY_MS))

export const MEMBERS: readonly Member[] = [
  { name: 'OA', role: 'outside_air_temp', units: 62, value: (timeMs, noise) => outdoor(timeMs) + 0.2 * noise },
  { name: 'RA', role: 'return_air_temp', units: 62, value: (timeMs, noise) => 21.5 + (runs(timeMs) ? 1 : 0) + 0.1 * noise },
  { name: 'MA', role: 'mixed_air_temp', units: 62, value: (timeMs, noise) => (runs(timeMs) ? 0.3 * outdoor(timeMs) + 0.7 * 22.5 : 18) + 0.1 * noise },
  { name: 'SA', role: 'supply_air_temp', units: 62, value: (timeMs, noise) => (runs(timeMs) ? 18 : 20) + 0.1 * noise },
  { name: 'SASP', role: 'supply_air_temp_sp', units: 62, value: () => 18 },
  { name: 'FAN', role: 'fan_status', units: 95, value: (timeMs) => (runs(timeMs) ? 1 : 0) },
  { name: 'OCC', role: 'occupancy', units: 95, value: (timeMs) => (runs(timeMs) ? 1 : 0) },
  { name: 'HV', role: 'heating_valve', units: 98, value: (timeMs, noise) => (runs(timeMs) ? 40 + 10 * Math.sin(timeMs / (2 * HOUR_MS)) + noise : 0) },
]

/** What differs from a healthy month. */
export interface Faults {
  readonly value?: (name: string, timeMs: number, value: number) => number | null
  readonly quality?: (name: string, timeMs: number) => number
  readonly outcome?: (timeMs: number) => Partial<PollOutcome> | null
}

export interface HealthSite {
  readonly store: SqliteStore
  readonly deviceId: number
  readonly pointIds: readonly number[]
  /** Works out all that is due at this moment and keeps it. */
  work(nowMs?: number, change?: Partial<HealthTask['devices'][number]>): DevicePart
}

/** mulberry32: the same noise in every run. */
const noiseOf = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 - 0.5) * 2
  }
}

const QUARTER_MS = HOUR_MS / 4

/** @param fromDay the first day that is filled: later, less is to be written */
export const createHealthSite = (faults: Faults = {}, fromDay = 26): HealthSite => {
  const folder = temporaryFolder()
  const store = openSite(folder)
  const { deviceId } = store.saveDevice(deviceFacts(1001), MEMBERS.map(({ name, units }, i) => analogInput(i + 1, { name, units })), FIRST_MS, () => 60_000)
  const pointIds = store.points(deviceId).map(({ id }) => id)
  const noise = noiseOf(7)
  for (let dayMs = FIRST_MS + fromDay * DAY_MS; dayMs < NOW_MS; dayMs += DAY_MS) {
    const readings: ReadingTuple[] = []
    for (let timeMs = dayMs; timeMs < Math.min(NOW_MS, dayMs + DAY_MS); timeMs += QUARTER_MS) {
      for (const [i, { name, value }] of MEMBERS.entries()) {
        const healthy = value(timeMs, noise())
        const told = faults.value === undefined ? healthy : faults.value(name, timeMs, healthy)
        if (told !== null) readings.push([pointIds[i] as number, timeMs, told, faults.quality?.(name, timeMs) ?? 0])
      }
    }
    const outcomes: PollOutcome[] = []
    for (let atMs = dayMs; atMs < Math.min(NOW_MS, dayMs + DAY_MS); atMs += 5 * 60_000) {
      const change = faults.outcome === undefined ? {} : faults.outcome(atMs)
      if (change !== null) outcomes.push({ deviceId, atMs, latencyMs: 15 + 10 * Math.abs(noise()), error: null, asked: 8, answered: 8, ...change })
    }
    store.writeBatch({ readings: readingRows(readings), outcomes })
  }
  const points = MEMBERS.map(({ name, role, units }, i): HealthPoint => ({
    id: pointIds[i] as number, name, units, role, stream: streamOf(role, name, ''), sensor: units === 62 && !role.endsWith('_sp'), leastDifference: 1, unitless: false,
  }))
  return {
    store, deviceId, pointIds,
    work: (nowMs = NOW_MS, change = {}) => {
      const queries = openHealthQueries(databaseOf(folder))
      try {
        const device = { id: deviceId, points, groups: [pointIds], ruled: true, now: { duplicate: null, standing: [], energy: [] }, ...change }
        const { parts } = createHealthJob({ nowMs, timeZone: 'UTC', devices: [device], weatherPointId: null, humidityPointId: null }, queries, () => 0).turn(1_000)
        const [part] = parts as [DevicePart]
        store.health.atOnce(() => {
          store.health.putStatus('hour', deviceId, part.statusHours)
          store.health.putStatus('day', deviceId, part.statusDays)
          store.health.putPointDays(part.pointDays)
          store.health.putDays(deviceId, part.healthDays)
        })
        return part
      } finally {
        queries.close()
      }
    },
  }
}
