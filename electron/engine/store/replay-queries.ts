/** What a replay asks the store, on a read-only connection of its own. */
import type { Point } from '../../../shared/domain/point.ts'
import type { RelatedDecision } from '../../../shared/domain/correlation.ts'
import type { PointRoleAssignment } from '../../../shared/domain/roles.ts'
import { UNTRUSTED } from '../../../shared/domain/quality.ts'
import type { CoverageGap, Series } from '../../../shared/domain/series.ts'
import { openReader } from './connection.ts'
import { openReaderQueries } from './reader-queries.ts'
import type { ModelRow } from './store-types.ts'
import { createCoverageTable } from './tables/coverage-table.ts'
import { createDevicesTable } from './tables/devices-table.ts'
import { createModelsTable } from './tables/models-table.ts'
import { createPointsTable } from './tables/points-table.ts'
import { createRelatedPointsTable } from './tables/related-points-table.ts'
import { createRolesTable } from './tables/roles-table.ts'

export interface ChangeRow {
  readonly timeMs: number
  readonly value: number
}

export interface ReplayQueries {
  points(): Point[]
  /** What the points mean, found or decided. */
  roles(): PointRoleAssignment[]
  /** Points about whose role a person decided after a moment. */
  rolesDecidedSince(atMs: number): number[]
  /** Name of each device; its number where it has none. */
  deviceNames(): ReadonlyMap<number, string>
  /** When the point was first read; undefined without readings. */
  firstReadingMs(pointId: number): number | undefined
  readings(pointId: number, fromMs: number, toMs: number): Series
  /** Trusted readings whose value differs from the one before, the first included. About 0.2 µs a reading. */
  changes(pointId: number, fromMs: number, toMs: number, most: number): ChangeRow[]
  gaps(fromMs: number, toMs: number): CoverageGap[]
  models(pointId: number): ModelRow[]
  /** What people said of pairs of points. */
  relatedDecisions(): RelatedDecision[]
  close(): void
}

/** Throws what SQLite throws. */
export const openReplayQueries = (databaseFile: string): ReplayQueries => {
  const db = openReader(databaseFile)
  const reader = openReaderQueries(databaseFile)
  const points = createPointsTable(db)
  const models = createModelsTable(db)
  const coverage = createCoverageTable(db)
  const roles = createRolesTable(db)
  const related = createRelatedPointsTable(db)
  const devices = createDevicesTable(db)
  const first = db.prepare<[number], number>('SELECT time_ms FROM readings WHERE point_id = ? ORDER BY time_ms LIMIT 1').pluck()
  const changes = db.prepare<[number, number, number, number], ChangeRow>(`
    SELECT timeMs, value FROM (
      SELECT time_ms AS timeMs, value, lag(value) OVER (ORDER BY time_ms) AS before
      FROM readings WHERE point_id = ? AND time_ms >= ? AND time_ms < ? AND (quality & ${UNTRUSTED}) = 0 AND value IS NOT NULL
    ) WHERE before IS NULL OR value <> before ORDER BY timeMs LIMIT ?`)
  return {
    points: () => points.present(),
    roles: () => roles.present(),
    rolesDecidedSince: (atMs) => roles.decidedSince(atMs),
    deviceNames: () => new Map(devices.all().map(({ id, name, instance }) => [id, name || `${instance}`])),
    firstReadingMs: (pointId) => first.get(pointId),
    readings: (pointId, fromMs, toMs) => reader.history([pointId], fromMs, toMs)[0] as Series,
    changes: (...args) => changes.all(...args),
    gaps: (fromMs, toMs) => coverage.gaps(fromMs, toMs),
    models: (pointId) => models.all(pointId),
    relatedDecisions: () => related.all(),
    close: () => {
      reader.close()
      db.close()
    },
  }
}
